//! A list as a file: what comes out can come in again.
//!
//! - [`write`] streams any list in any [`Form`], page by page, so that any number of records fits.
//! - [`rows`] turns records into cells: relations by name and by foreign id, addresses part by part.
//! - `csv`, `xlsx`, `json` and `cards` write them.

mod cards;
mod csv;
mod json;
mod pages;
mod rows;
mod xlsx;

use contract::{Action, ListQuery, Refusal, objects};
use tokio::io::AsyncWrite;
use uuid::Uuid;

pub(crate) use cards::OWN_PROPERTY;
pub(crate) use rows::foreign_header;

use crate::log::{Note, note};
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
    /// vCards of version 3.0, which telephones and mail programs read, of objects that are people.
    Cards,
}

impl Form {
    /// The end of a file's name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Cards => "vcf",
        }
    }

    /// The form of a file by the end of its name.
    #[must_use]
    pub fn of(extension: &str) -> Option<Self> {
        [Self::Csv, Self::Xlsx, Self::Json, Self::Cards]
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
            Self::Cards => "text/vcard; charset=utf-8",
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
    tell(desk, &query.object, form).await?;
    write_pages(pages, form, writer).await
}

/// As [`write`], with sensitive values as they are in records that the asker may change. That each of them was shown is noted
/// in the log.
///
/// # Errors
/// As [`write`]; [`Refusal::Forbidden`] for a program that asks by a key.
pub async fn write_in_clear<W: AsyncWrite + Unpin>(
    desk: &Desk,
    query: &ListQuery,
    form: Form,
    writer: W,
) -> Result<u64> {
    let mut pages = pages::Pages::of(desk, query)?;
    pages.in_clear = true;
    tell(desk, &query.object, form).await?;
    write_pages(pages, form, writer).await
}

/// Writes one record.
///
/// # Errors
/// [`Refusal::NotFound`] where the asker sees no such record, [`Refusal::Forbidden`] for who may not take it out of
/// the house.
pub async fn write_one<W: AsyncWrite + Unpin>(
    desk: &Desk,
    object: &str,
    id: Uuid,
    form: Form,
    writer: W,
) -> Result<u64> {
    let pages = pages::Pages::of_one(desk, object, id)?;
    tell(desk, object, form).await?;
    match write_pages(pages, form, writer).await? {
        0 => Err(Refusal::NotFound.into()),
        written => Ok(written),
    }
}

/// Notes in the log that records are taken along, before the first of them is.
async fn tell(desk: &Desk, object: &str, form: Form) -> Result<()> {
    let told = Note::Exported {
        object: object.to_owned(),
        form: form.extension().to_owned(),
    };
    note(desk, told).await
}

/// What a record is called, for the name of its file.
///
/// # Errors
/// As [`write_one`].
pub async fn name_of(desk: &Desk, object: &str, id: Uuid) -> Result<String> {
    let granted = desk.granted(object, id, Action::Export).await?;
    Ok(granted.record().text(&granted.object().title).to_owned())
}

async fn write_pages<W: AsyncWrite + Unpin>(
    pages: pages::Pages<'_>,
    form: Form,
    writer: W,
) -> Result<u64> {
    match form {
        Form::Cards if !objects::has_cards(&pages.object.key) => Err(Refusal::NotFound.into()),
        Form::Cards => cards::write(pages, writer).await,
        Form::Csv => csv::write(pages, writer).await,
        Form::Xlsx => xlsx::write(pages, writer).await,
        Form::Json => json::write(pages, writer).await,
    }
}

#[cfg(test)]
mod tests;
