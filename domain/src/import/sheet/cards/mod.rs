//! Rows of a file of vCards: one card is one row, its properties are the columns.
//!
//! Cards of the versions 2.1 (old telephones), 3.0 and 4.0 (RFC 6350) are read alike. The file is gone through once
//! for the columns that any of its cards fills, and then row by row.

mod cells;
mod split;
mod text;

use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::Path;

use calcard::{Entry, Parser};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::RawRow;
use super::problem::SheetProblem;
use cells::{Cells, Column};
use split::{RawCard, Split};

/// Whether a file begins as a vCard does.
pub(super) fn begins(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    head.get(..11)
        .is_some_and(|first| first.eq_ignore_ascii_case("BEGIN:VCARD"))
}

/// Reads the cards of a file, each as one row.
pub(super) struct CardRows {
    cards: Split<Box<dyn BufRead + Send>>,
    encoding: &'static Encoding,
    columns: Vec<Column>,
    has_told_headers: bool,
}

impl CardRows {
    pub(super) fn open(path: &Path, encoding: &'static Encoding) -> Result<Self, SheetProblem> {
        let mut columns = BTreeSet::new();
        let mut first = Split::new(reader(path, encoding)?);
        while let Some(raw) = first.next_card()? {
            columns.extend(read(&raw, encoding).into_keys());
        }
        Ok(Self {
            cards: Split::new(reader(path, encoding)?),
            encoding,
            columns: columns.into_iter().collect(),
            has_told_headers: false,
        })
    }

    /// The headers, and then the rows.
    pub(super) fn next_row(&mut self) -> Result<Option<RawRow>, SheetProblem> {
        if self.columns.is_empty() {
            return Ok(None);
        }
        if !self.has_told_headers {
            self.has_told_headers = true;
            return Ok(Some(RawRow {
                line: 1,
                cells: self.columns.iter().map(Column::header).collect(),
                ..RawRow::default()
            }));
        }
        let Some(raw) = self.cards.next_card()? else {
            return Ok(None);
        };
        let mut cells = read(&raw, self.encoding);
        let cell = |column| cells.remove(column).unwrap_or_default();
        Ok(Some(RawRow {
            line: raw.line,
            cells: self.columns.iter().map(cell).collect(),
            ..RawRow::default()
        }))
    }
}

fn reader(
    path: &Path,
    encoding: &'static Encoding,
) -> Result<Box<dyn BufRead + Send>, SheetProblem> {
    // Cards of one file may differ in their encodings, which is seen card by card; wide letters are the whole file's.
    if [UTF_16LE, UTF_16BE].contains(&encoding) {
        let decoded = super::csv_rows::decoded(path, encoding)?;
        return Ok(Box::new(std::io::BufReader::new(decoded)));
    }
    Ok(Box::new(std::io::BufReader::new(std::fs::File::open(
        path,
    )?)))
}

/// The cells of a card; none where it is no card.
fn read(raw: &RawCard, encoding: &'static Encoding) -> Cells {
    let text = text::of(&raw.bytes, encoding);
    match Parser::new(&text).entry() {
        Entry::VCard(card) => cells::of(&card),
        _ => Cells::new(),
    }
}

#[cfg(test)]
mod tests;
