//! The rows that were left out as a file to mend and send again, and all notes as a report.

use contract::Language;
use contract::dto::imports::Severity;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use uuid::Uuid;

use super::job::Job;
use super::{notes, reasons};
use crate::import::escape_for_spreadsheet;
use crate::{Desk, Result};

/// Rows asked for at once.
const PAGE: u64 = 1_000;

/// Writes the rows that were left out as CSV: the headers of the file, its cells as they stand, and a column
/// with the reasons. Cells that a spreadsheet program would run are escaped; an import takes that back.
/// Answers how many rows there are.
///
/// # Errors
/// [`contract::Refusal::NotFound`] for an import of somebody else.
pub async fn problems_csv<W: AsyncWrite + Unpin>(
    desk: &Desk,
    id: Uuid,
    mut writer: W,
) -> Result<u64> {
    let job = Job::of(desk, id).await?;
    let object = desk.object(&job.object)?;
    let language = desk.preferences().language;
    let headers = job
        .recipe
        .plan
        .columns
        .iter()
        .map(|column| column.header.as_str());
    writer.write_all("\u{feff}".as_bytes()).await?;
    writer
        .write_all(&line(headers.chain([reasons::header(language)]))?)
        .await?;
    let (mut after, mut count) = (0, 0);
    loop {
        let rows = notes::left_out(desk.crm().door().house(), id, after, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        count += rows.len() as u64;
        for row in rows {
            let told = row
                .notes
                .iter()
                .filter(|note| note.severity != Severity::Warning);
            let reason = told
                .map(|note| reasons::reason(language, &object, note))
                .collect::<Vec<_>>()
                .join("; ");
            let mut cells = row.cells;
            // A row that is too long says so; its reason must still stand under its header.
            cells.resize(
                cells.len().max(job.recipe.plan.columns.len()),
                String::new(),
            );
            writer
                .write_all(&line(
                    cells.iter().map(String::as_str).chain([reason.as_str()]),
                )?)
                .await?;
        }
    }
    writer.flush().await?;
    Ok(count)
}

/// Writes every note as CSV, one each line, for who runs imports from a script.
///
/// # Errors
/// When it cannot be written.
pub(super) async fn report<W: AsyncWrite + Unpin>(
    desk: &Desk,
    job: &Job,
    mut writer: W,
) -> Result<()> {
    let object = desk.object(&job.object)?;
    writer
        .write_all(&line(
            ["line", "severity", "column", "field", "value", "reason"].into_iter(),
        )?)
        .await?;
    let mut after = 0;
    loop {
        let page = notes::page(desk.crm().door().house(), job.id, after, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        after = *last;
        for (_, note) in page {
            let (number, reason) = (
                note.line.to_string(),
                reasons::reason(Language::English, &object, &note),
            );
            let cells = [
                &number,
                notes::word(note.severity),
                &note.column,
                &note.field,
                &note.value,
                &reason,
            ];
            writer.write_all(&line(cells.into_iter())?).await?;
        }
    }
    writer.flush().await?;
    Ok(())
}

/// One line of CSV, with every cell safe for spreadsheet programs.
pub(crate) fn line<'c>(cells: impl Iterator<Item = &'c str>) -> Result<Vec<u8>> {
    let mut line = csv::Writer::from_writer(Vec::new());
    line.write_record(cells.map(|cell| escape_for_spreadsheet(cell).into_owned()))
        .map_err(crate::Error::broken)?;
    line.into_inner().map_err(crate::Error::broken)
}
