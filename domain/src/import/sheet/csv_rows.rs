//! Rows of a CSV file.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use csv::{Reader, ReaderBuilder, StringRecord};
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::RawRow;
use super::problem::SheetProblem;
use super::scrub::{Scrub, Stop, Tally};

/// Reads rows of text, whatever the encoding of the file.
pub(super) struct CsvRows {
    reader: Reader<Scrub<Box<dyn Read + Send>>>,
    record: StringRecord,
}

impl CsvRows {
    pub(super) fn open(
        path: &Path,
        encoding: &'static Encoding,
        delimiter: u8,
        tally: Arc<Tally>,
    ) -> Result<Self, SheetProblem> {
        let reader = reader(decoded(path, encoding)?, delimiter, tally);
        Ok(Self {
            reader,
            record: StringRecord::new(),
        })
    }

    pub(super) fn next_row(&mut self) -> Result<Option<RawRow>, SheetProblem> {
        if !self.reader.read_record(&mut self.record).map_err(problem)? {
            return Ok(None);
        }
        let start = self.reader.get_mut().next_start();
        let cells = self.record.iter().map(str::to_owned).collect();
        Ok(Some(RawRow {
            line: start.line,
            cells,
            numbers: Vec::new(),
            counts_cells: true,
            had_nuls: start.had_nuls,
        }))
    }
}

/// The bytes of the file as UTF-8, without a byte order mark.
pub(super) fn decoded(
    path: &Path,
    encoding: &'static Encoding,
) -> Result<Box<dyn Read + Send>, SheetProblem> {
    let file = File::open(path)?;
    Ok(Box::new(
        DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding))
            .strip_bom(true)
            .bom_override(true)
            .build(file),
    ))
}

pub(super) fn reader(
    bytes: Box<dyn Read + Send>,
    delimiter: u8,
    tally: Arc<Tally>,
) -> Reader<Scrub<Box<dyn Read + Send>>> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(Scrub::new(bytes, delimiter, tally))
}

fn problem(error: csv::Error) -> SheetProblem {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => match error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Stop>())
        {
            Some(Stop::UnclosedQuote { line }) => SheetProblem::UnclosedQuote { line: *line },
            Some(Stop::EndlessLine { line }) => SheetProblem::EndlessLine { line: *line },
            None => SheetProblem::Unreadable(error),
        },
        _ => SheetProblem::Damaged,
    }
}
