//! A file cut into its cards, before anything is read in them.

use std::io::{BufRead, Read};

use crate::import::sheet::problem::SheetProblem;

/// The most bytes of one card, which may hold a picture.
const LARGEST: usize = 32 * 1024 * 1024;

/// The bytes of one card, from `BEGIN` to `END`.
pub(super) struct RawCard {
    /// The line of the file where it begins; the first is 1.
    pub(super) line: u64,
    pub(super) bytes: Vec<u8>,
}

/// The cards of a file in its order; what stands between them is passed over.
pub(super) struct Split<R> {
    reader: R,
    line: u64,
}

impl<R: BufRead> Split<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, line: 0 }
    }

    /// The next card.
    ///
    /// # Errors
    /// [`SheetProblem::UnclosedCard`] where the file ends in the middle of one.
    pub(super) fn next_card(&mut self) -> Result<Option<RawCard>, SheetProblem> {
        let mut card: Option<RawCard> = None;
        // Old cards hold the card of an assistant in their middle.
        let mut depth = 0_u32;
        loop {
            let line = self.next_line()?;
            if line.is_empty() {
                return match card {
                    Some(card) => Err(SheetProblem::UnclosedCard { line: card.line }),
                    None => Ok(None),
                };
            }
            let (begins, ends) = (is(&line, "BEGIN:VCARD"), is(&line, "END:VCARD"));
            if begins {
                depth += 1;
                card.get_or_insert_with(|| RawCard {
                    line: self.line,
                    bytes: Vec::new(),
                });
            }
            if let Some(card) = card.as_mut().filter(|_| depth == 1) {
                card.bytes.extend_from_slice(&line);
                if card.bytes.len() > LARGEST {
                    return Err(SheetProblem::EndlessLine { line: card.line });
                }
            }
            if ends && card.is_some() {
                depth -= 1;
                if depth == 0 {
                    return Ok(card);
                }
            }
        }
    }

    /// The next line with its end; empty at the end of the file.
    fn next_line(&mut self) -> Result<Vec<u8>, SheetProblem> {
        let mut line = Vec::new();
        self.line += 1;
        let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
        let read = (&mut self.reader).take(most).read_until(b'\n', &mut line)?;
        if read == LARGEST {
            return Err(SheetProblem::EndlessLine { line: self.line });
        }
        Ok(line)
    }
}

fn is(line: &[u8], word: &str) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    line.trim_ascii().eq_ignore_ascii_case(word.as_bytes())
}
