//! Which sign parts the cells of a CSV file.

use std::io::Read;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;

use super::csv_rows::decoded;
use super::problem::SheetProblem;

const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The delimiter under which most of the first rows have the same number of cells, and more than one.
pub(super) fn detect(path: &Path, encoding: &'static Encoding) -> Result<u8, SheetProblem> {
    let mut sample = Vec::new();
    decoded(path, encoding)?
        .take(64 * 1024)
        .read_to_end(&mut sample)?;
    sample.retain(|byte| *byte != 0);
    Ok(of_sample(&sample))
}

fn of_sample(sample: &[u8]) -> u8 {
    if let Some(named) = named_in_first_line(sample) {
        return named;
    }
    let mut best = (0, b',');
    for delimiter in CANDIDATES {
        let score = score(sample, delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Excel's own hint: a first line `sep=;`.
fn named_in_first_line(sample: &[u8]) -> Option<u8> {
    let text = sample
        .strip_prefix(b"sep=")
        .or_else(|| sample.strip_prefix(b"SEP="))?;
    text.first()
        .copied()
        .filter(|delimiter| CANDIDATES.contains(delimiter))
}

/// How many rows agree in their number of cells, with a little weight for that number.
fn score(sample: &[u8], delimiter: u8) -> usize {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(sample);
    let mut counts = [0_usize; 1024];
    let mut record = StringRecord::new();
    let mut rows = 0;
    while rows < 200 && reader.read_record(&mut record).unwrap_or(false) {
        rows += 1;
        counts[record.len().min(1023)] += 1;
    }
    let agreed = counts
        .iter()
        .enumerate()
        .skip(2)
        .max_by_key(|(_, rows)| **rows);
    agreed.map_or(0, |(cells, rows)| {
        if *rows == 0 {
            0
        } else {
            rows * 1000 + cells.min(999)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::of_sample;

    #[test]
    fn the_delimiter_is_found_by_the_shape_of_the_rows() {
        let check = |sample: &str, expected: u8| {
            assert_eq!(of_sample(sample.as_bytes()), expected, "{sample:?}")
        };
        check("a,b\n1,2\n", b',');
        check("a;b\n1,5;2,5\n3,5;4,5\n", b';');
        check("a\tb, c\n1\t2\n", b'\t');
        check("a|b\n1|2\n", b'|');
        check("\"a;b\",c\n\"1;2\",3\n", b',');
        check("name\nAcme, Inc.\nBeta\n", b',');
        check("name\n", b',');
        check("sep=;\na;b\n", b';');
        check("", b',');
    }
}
