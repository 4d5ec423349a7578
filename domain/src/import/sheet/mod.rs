//! A file of rows: CSV in any usual encoding and delimiter, the first sheet of an XLSX workbook, or vCards.
//!
//! Rows are read one by one in constant memory, so that a file of two gigabytes is only slow.

mod cards;
mod csv_rows;
mod decode;
mod delimiter;
mod head;
mod problem;
mod scrub;
mod structure;
mod unpack;
mod xlsx_rows;

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

pub use problem::{SheetNotice, SheetProblem};

use cards::CardRows;
use csv_rows::CsvRows;
use decode::Nature;
use scrub::Tally;
use xlsx_rows::XlsxRows;

/// The most columns a sheet may have; real ones have up to a few hundred.
pub const MOST_COLUMNS: usize = 1000;

/// What a person has chosen against the detection; everything empty for detection alone.
#[derive(Clone, Debug, Default)]
pub struct SheetOptions {
    /// The sheet of a workbook; the first one otherwise.
    pub sheet: Option<String>,
    /// The delimiter of a CSV file.
    pub delimiter: Option<u8>,
    /// The encoding of a CSV file by its WHATWG label, such as `gb18030`.
    pub encoding: Option<String>,
}

/// What kind of file it was found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetSource {
    Csv {
        encoding: &'static str,
        delimiter: u8,
    },
    Xlsx {
        sheet: String,
        sheets: Vec<String>,
    },
    /// vCards, with the encoding of those that are not UTF-8.
    Cards {
        encoding: &'static str,
    },
}

/// How a row fits under the headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowShape {
    Whole,
    /// Cells are missing at the end, which is how a broken line looks.
    TooFew {
        expected: usize,
        found: usize,
    },
    /// Cells with content stand beyond the last header.
    TooMany {
        expected: usize,
        found: usize,
    },
}

/// One row under the headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line of the file, or the row of the sheet, where it begins; the first is 1.
    pub line: u64,
    /// At least one cell per header, empty where the file has none; more only where the row is too long.
    pub cells: Vec<String>,
    pub shape: RowShape,
    /// NUL bytes stood in this row and were left out.
    pub had_nuls: bool,
    numbers: Vec<usize>,
}

impl Row {
    /// Whether the workbook holds this cell as a number, so that a point in it is a decimal one.
    #[must_use]
    pub fn is_number(&self, column: usize) -> bool {
        self.numbers.contains(&column)
    }

    /// Puts another text into a cell, as a person wrote it.
    pub(crate) fn mend(&mut self, column: usize, text: &str) {
        if let Some(cell) = self.cells.get_mut(column) {
            text.clone_into(cell);
            self.numbers.retain(|number| *number != column);
            if matches!(self.shape, RowShape::TooFew { .. }) {
                self.shape = RowShape::Whole;
            }
        }
    }

    /// The cell of a column, empty beyond the last.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// A row as it comes from the file, before it is held against the headers.
#[derive(Clone, Debug, Default)]
struct RawRow {
    line: u64,
    cells: Vec<String>,
    numbers: Vec<usize>,
    /// Whether the file says itself how many cells the row has; workbooks leave out empty ones.
    counts_cells: bool,
    had_nuls: bool,
}

impl RawRow {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    fn filled(&self) -> usize {
        self.cells
            .iter()
            .filter(|cell| !cell.trim().is_empty())
            .count()
    }
}

enum Rows {
    Csv(Box<CsvRows>),
    Xlsx(XlsxRows),
    Cards(Box<CardRows>),
}

impl Rows {
    /// The next row that is not blank.
    fn next_filled(&mut self) -> Result<Option<RawRow>, SheetProblem> {
        loop {
            let row = match self {
                Self::Csv(rows) => rows.next_row(),
                Self::Xlsx(rows) => rows.next_row(),
                Self::Cards(rows) => rows.next_row(),
            }?;
            match row {
                Some(row) if row.is_blank() => {}
                row => return Ok(row),
            }
        }
    }
}

/// An opened file: its headers, and its rows as an iterator that ends with the first problem.
pub struct Sheet {
    source: SheetSource,
    headers: Vec<String>,
    notices: Vec<SheetNotice>,
    tally: Arc<Tally>,
    ahead: VecDeque<RawRow>,
    rows: Rows,
    over: bool,
}

impl Sheet {
    /// Opens a file, finds out what it is, and reads up to its first row of data.
    ///
    /// # Errors
    ///
    /// Every way in which a file can be no table, see [`SheetProblem`].
    pub fn open(path: &Path, options: &SheetOptions) -> Result<Self, SheetProblem> {
        let tally = Arc::new(Tally::default());
        let (source, mut rows) = match decode::nature(path)? {
            Nature::Workbook => {
                let (rows, sheet, sheets) = XlsxRows::open(path, options.sheet.as_deref())?;
                (SheetSource::Xlsx { sheet, sheets }, Rows::Xlsx(rows))
            }
            Nature::Cards(found) => {
                let encoding = decode::chosen(options.encoding.as_deref())?.unwrap_or(found);
                let rows = CardRows::open(path, encoding)?;
                let encoding = encoding.name();
                (SheetSource::Cards { encoding }, Rows::Cards(Box::new(rows)))
            }
            Nature::Text(found) => {
                let encoding = decode::chosen(options.encoding.as_deref())?.unwrap_or(found);
                let delimiter = match options.delimiter {
                    Some(delimiter) => delimiter,
                    None => delimiter::detect(path, encoding)?,
                };
                let rows = CsvRows::open(path, encoding, delimiter, Arc::clone(&tally))?;
                (
                    SheetSource::Csv {
                        encoding: encoding.name(),
                        delimiter,
                    },
                    Rows::Csv(Box::new(rows)),
                )
            }
        };
        let head = head::read(&mut rows)?;
        Ok(Self {
            source,
            headers: head.names,
            notices: head.notices,
            tally,
            ahead: head.ahead,
            rows,
            over: false,
        })
    }

    /// What the file was found to be.
    #[must_use]
    pub fn source(&self) -> &SheetSource {
        &self.source
    }

    /// The headers, trimmed; blank ones at the end are dropped, a second one of the same name has " (2)" behind it.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }

    /// What should be said about the file; those about its bytes are complete only after the last row.
    #[must_use]
    pub fn notices(&self) -> Vec<SheetNotice> {
        let mut notices = self.notices.clone();
        if self.tally.nuls() > 0 {
            notices.push(SheetNotice::NulBytes {
                count: self.tally.nuls(),
            });
        }
        if self.tally.undecodable() > 0 {
            notices.push(SheetNotice::Undecodable {
                count: self.tally.undecodable(),
            });
        }
        notices
    }

    fn fit(&self, raw: RawRow) -> Row {
        let expected = self.headers.len();
        let mut cells = raw.cells;
        let found = cells.len();
        while cells.len() > expected && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        let shape = if cells.len() > expected {
            RowShape::TooMany {
                expected,
                found: cells.len(),
            }
        } else if found < expected && raw.counts_cells {
            RowShape::TooFew { expected, found }
        } else {
            RowShape::Whole
        };
        if cells.len() < expected {
            cells.resize(expected, String::new());
        }
        Row {
            line: raw.line,
            cells,
            shape,
            had_nuls: raw.had_nuls,
            numbers: raw.numbers,
        }
    }
}

impl Iterator for Sheet {
    type Item = Result<Row, SheetProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        if let Some(raw) = self.ahead.pop_front() {
            return Some(Ok(self.fit(raw)));
        }
        match self.rows.next_filled() {
            Ok(Some(raw)) => Some(Ok(self.fit(raw))),
            Ok(None) => {
                self.over = true;
                None
            }
            Err(problem) => {
                self.over = true;
                Some(Err(problem))
            }
        }
    }
}

#[cfg(test)]
mod bomb_tests;

#[cfg(test)]
mod tests;

#[cfg(test)]
mod workbook_tests;
