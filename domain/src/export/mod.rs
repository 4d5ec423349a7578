//! A list as a file: what comes out can come in again.
//!
//! - [`write`] streams any list in any [`Form`], page by page, so that any number of records fits.
//! - [`rows`] turns records into cells: relations by name and by foreign id, addresses part by part.
//! - `csv`, `xlsx` and `json` write them.

mod csv;
mod json;
mod pages;
mod rows;
mod xlsx;

use contract::ListQuery;
use tokio::io::AsyncWrite;

pub(crate) use rows::foreign_header;

use crate::{Desk, Result};

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// UTF-8 with the mark that spreadsheet programs look for; cells that such a program would run are escaped.
    Csv,
    /// A workbook of Office Open XML with one sheet for each 1,048,575 records, numbers as numbers and days as days.
    Xlsx,
    /// One array of objects, values as in the API.
    Json,
}

impl Form {
    /// The end of a file's name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }

    /// The form of a file by the end of its name.
    #[must_use]
    pub fn of(extension: &str) -> Option<Self> {
        [Self::Csv, Self::Xlsx, Self::Json]
            .into_iter()
            .find(|form| form.extension() == extension)
    }

    /// The MIME type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
        }
    }
}

/// Writes all records that match a question and answers how many there are. Order and page of the question do not
/// matter: records come in the order they were made.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] for who may not take a list out of the house, and at the field of a filter that
/// cannot be answered.
pub async fn write<W: AsyncWrite + Unpin>(
    desk: &Desk,
    query: &ListQuery,
    form: Form,
    writer: W,
) -> Result<u64> {
    let pages = pages::Pages::of(desk, query)?;
    match form {
        Form::Csv => csv::write(pages, writer).await,
        Form::Xlsx => xlsx::write(pages, writer).await,
        Form::Json => json::write(pages, writer).await,
    }
}

#[cfg(test)]
mod tests;
