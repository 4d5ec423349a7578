//! What a file is by its bytes: a workbook, text in some encoding, or nothing of ours.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use super::problem::SheetProblem;

/// What a file was found to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Nature {
    /// A ZIP archive, which must turn out to be an XLSX workbook.
    Workbook,
    /// vCards, at whose bytes the encoding is seen as at text.
    Cards(&'static Encoding),
    Text(&'static Encoding),
}

const HEAD: usize = 64 * 1024;

/// First bytes of files that people take for tables by mistake.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"\x7FELF", "ELF"),
    (b"MZ\x90", "EXE"),
    (b"\x1F\x8B", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xFD7zXZ", "XZ"),
    (b"7z\xBC\xAF", "7Z"),
    (b"Rar!", "RAR"),
    (b"\x28\xB5\x2F\xFD", "ZSTD"),
    (b"SQLite format 3", "SQLite"),
    (b"RIFF", "RIFF"),
    (b"\x00\x00\x01\x00", "ICO"),
    (b"wOF", "WOFF"),
];

/// The encoding that a person has named.
pub(super) fn chosen(label: Option<&str>) -> Result<Option<&'static Encoding>, SheetProblem> {
    let Some(label) = label else { return Ok(None) };
    let found = Encoding::for_label(label.as_bytes()).ok_or(SheetProblem::NoSuchEncoding {
        name: label.to_owned(),
    })?;
    Ok(Some(if found == GBK { GB18030 } else { found }))
}

/// Looks at the first bytes, and for text at as much of the file as it takes to know its encoding.
pub(super) fn nature(path: &Path) -> Result<Nature, SheetProblem> {
    let mut file = File::open(path)?;
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if head.is_empty() {
        return Err(SheetProblem::Empty);
    }
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Nature::Workbook);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(SheetProblem::OldOrLockedWorkbook);
    }
    if let Some((_, kind)) = SIGNATURES.iter().find(|(first, _)| head.starts_with(first)) {
        return Err(SheetProblem::NotATable { kind });
    }
    let is_cards = |encoding: &'static Encoding| super::cards::begins(&encoding.decode(&head).0);
    let of = |encoding| match is_cards(encoding) {
        true => Nature::Cards(encoding),
        false => Nature::Text(encoding),
    };
    if let Some((encoding, _)) = Encoding::for_bom(&head) {
        return Ok(of(encoding));
    }
    if let Some(encoding) = wide_without_mark(&head) {
        return Ok(of(encoding));
    }
    if is_binary(&head) {
        return Err(SheetProblem::NotATable { kind: "binary" });
    }
    let is_cards = is_cards(UTF_8);
    let encoding = text_encoding(head, file)?;
    Ok(match is_cards {
        true => Nature::Cards(encoding),
        false => Nature::Text(encoding),
    })
}

/// UTF-16 without its mark: the high bytes of ASCII characters are nought, all at even or all at odd places.
fn wide_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let noughts = |first: usize| {
        head.iter()
            .skip(first)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (noughts(0), noughts(1));
    let (encoding, many, few) = if even > odd {
        (UTF_16BE, even, odd)
    } else {
        (UTF_16LE, odd, even)
    };
    if head.len() < 4 || many * 40 < head.len() || few * 5 > many {
        return None;
    }
    let whole = &head[..head.len() & !1];
    let (text, had_errors) = encoding.decode_without_bom_handling(whole);
    let odd_signs = text
        .chars()
        .filter(|c| c.is_control() && !matches!(c, '\t' | '\r' | '\n'))
        .count();
    (!had_errors && odd_signs * 100 < text.len()).then_some(encoding)
}

/// Text has hardly any control characters; a stray NUL byte is forgiven, one in fifty is not.
fn is_binary(head: &[u8]) -> bool {
    let control = |byte: &u8| {
        (*byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n' | 0x0B | 0x0C | 0x1A | 0x1B))
            || *byte == 0x7F
    };
    let odd = head.iter().filter(|byte| control(byte)).count();
    odd * 50 > head.len()
}

/// UTF-8 if the whole file is (but for a few damaged places), else the best guess from around the first
/// place that is not.
fn text_encoding(head: Vec<u8>, mut rest: File) -> Result<&'static Encoding, SheetProblem> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut letters = Utf8Letters::default();
    let mut chunk = head;
    let mut carried: Vec<u8> = Vec::new();
    let mut looked_at = 0_usize;
    loop {
        letters.count(&mut carried, &chunk);
        let telling = looked_at == 0 || letters.broken > 0;
        if telling {
            detector.feed(&chunk, false);
        }
        looked_at += chunk.len();
        // Four megabytes with something odd in them are sample enough; pure UTF-8 is read to its end.
        if letters.broken > 0 && looked_at > 4 * 1024 * 1024 {
            break;
        }
        chunk.resize(HEAD * 4, 0);
        let length = rest.read(&mut chunk)?;
        chunk.truncate(length);
        if length == 0 {
            break;
        }
    }
    letters.broken += u64::from(!carried.is_empty());
    if letters.broken == 0 || letters.whole >= 50 * letters.broken {
        return Ok(UTF_8);
    }
    detector.feed(&[], true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    Ok(if guess == GBK { GB18030 } else { guess })
}

/// How many characters beyond ASCII are whole in UTF-8 and how many are not.
#[derive(Default)]
struct Utf8Letters {
    whole: u64,
    broken: u64,
}

impl Utf8Letters {
    /// Counts a chunk; what is cut at its end waits in `carried` for the next one.
    fn count(&mut self, carried: &mut Vec<u8>, chunk: &[u8]) {
        let joined;
        let mut bytes = if carried.is_empty() {
            chunk
        } else {
            joined = [carried.as_slice(), chunk].concat();
            joined.as_slice()
        };
        carried.clear();
        loop {
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    self.whole += beyond_ascii(text.as_bytes());
                    return;
                }
                Err(error) => {
                    self.whole += beyond_ascii(&bytes[..error.valid_up_to()]);
                    let Some(length) = error.error_len() else {
                        carried.extend_from_slice(&bytes[error.valid_up_to()..]);
                        return;
                    };
                    self.broken += 1;
                    bytes = &bytes[error.valid_up_to() + length..];
                }
            }
        }
    }
}

fn beyond_ascii(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte >= 0xC0).count() as u64
}
