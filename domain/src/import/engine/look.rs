//! A look at a file before anything is done with it: its headers, its first rows, how its columns are to
//! be read.

use std::path::{Path, PathBuf};

use contract::Refusal;
use contract::dto::imports::SheetTrouble;

use super::words::Words;
use crate::import::{
    ColumnSketch, ColumnStyle, Country, DecimalMark, Sheet, SheetOptions, SheetProblem,
    SheetSource, Survey, TargetKind,
};
use crate::{Error, Result};

/// Rows that a preview shows.
const SHOWN: usize = 20;
/// Rows whose cells help to match a header.
const SKETCHED: usize = 200;

/// What the beginning of a file tells.
pub(super) struct Look {
    pub(super) columns: Vec<ColumnSketch>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) encoding: String,
    pub(super) delimiter: String,
    /// The sheet of a workbook that is read; empty for any other file.
    pub(super) sheet: String,
    /// Sheets of the workbook that are not read.
    pub(super) other_sheets: usize,
}

/// Reads headers and first rows.
///
/// # Errors
/// [`Refusal::Unreadable`] when the file is no table.
pub(super) async fn look(path: PathBuf) -> Result<Look> {
    blocking(move || {
        let sheet = open(&path)?;
        let (encoding, delimiter) = match sheet.source() {
            SheetSource::Csv {
                encoding,
                delimiter,
            } => ((*encoding).to_owned(), char::from(*delimiter).to_string()),
            SheetSource::Xlsx { .. } => ("XLSX".to_owned(), String::new()),
            SheetSource::Cards { .. } => ("vCard".to_owned(), String::new()),
        };
        let (name, other_sheets) = match sheet.source() {
            SheetSource::Csv { .. } | SheetSource::Cards { .. } => (String::new(), 0),
            SheetSource::Xlsx { sheet, sheets } => (sheet.clone(), sheets.len().saturating_sub(1)),
        };
        let mut columns: Vec<ColumnSketch> = sheet
            .headers()
            .iter()
            .map(|header| ColumnSketch {
                header: header.clone(),
                sample: Vec::new(),
            })
            .collect();
        let mut rows = Vec::new();
        for row in sheet.take(SKETCHED) {
            let row = row.map_err(refused)?;
            for (column, cell) in columns.iter_mut().zip(&row.cells) {
                if !cell.trim().is_empty() {
                    column.sample.push(cell.clone());
                }
            }
            if rows.len() < SHOWN {
                rows.push(row.cells);
            }
        }
        Ok(Look {
            columns,
            rows,
            encoding,
            delimiter,
            sheet: name,
            other_sheets,
        })
    })
    .await
}

/// What a walk over all rows tells.
pub(super) struct Surveyed {
    /// How each column is to be read.
    pub(super) styles: Vec<ColumnStyle>,
    /// Whether each column says anything in any row.
    pub(super) filled: Vec<bool>,
    pub(super) total: u64,
    pub(super) words: Words,
}

/// Walks over all rows: the style of each column, its words, and how many rows there are.
///
/// # Errors
/// [`Refusal::Unreadable`] when the file is no whole table.
pub(super) async fn survey(
    path: PathBuf,
    kinds: Vec<Option<TargetKind>>,
    words: Words,
    home: Country,
) -> Result<Surveyed> {
    blocking(move || {
        let (mut survey, mut words) = (Survey::new(&kinds), words);
        for row in open(&path)? {
            let row = row.map_err(refused)?;
            survey.see(&row);
            words.see(&row);
        }
        Ok(Surveyed {
            styles: survey.styles(home, DecimalMark::Point),
            filled: survey.filled().to_vec(),
            total: survey.rows(),
            words,
        })
    })
    .await
}

/// Opens the sheet of a file.
pub(super) fn open(path: &Path) -> Result<Sheet> {
    if !path.exists() {
        return Err(Refusal::Unreadable(SheetTrouble::Gone).into());
    }
    Sheet::open(path, &SheetOptions::default()).map_err(refused)
}

/// What a person is told of a file that is no table.
pub(crate) fn refused(problem: SheetProblem) -> Error {
    match problem.trouble() {
        Some(trouble) => Refusal::Unreadable(trouble).into(),
        None => Error::broken(problem),
    }
}

/// Does what keeps a processor busy where it keeps nobody waiting.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::broken)?
}
