//! The log as a file, by the same right; that it was taken along stands in it.

use chrono::SecondsFormat;
use contract::dto::audit::{AuditLine, AuditQuery};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use uuid::Uuid;

use super::search::{must_read, page};
use crate::import::line;
use crate::log::{Note, note};
use crate::{Desk, Result};

/// How many lines are read at once.
const STEP: u64 = 1_000;

/// The headers, which are for programs and stay the same in every language.
const HEADERS: [&str; 11] = [
    "number",
    "time",
    "person",
    "person_id",
    "action",
    "object",
    "record",
    "address",
    "device",
    "request",
    "changes",
];

/// Writes everything that matches a question as CSV, the newest first. Answers how many lines there are.
///
/// # Errors
/// [`Refusal::Forbidden`](contract::Refusal::Forbidden) for who may not read the log.
pub async fn export<W: AsyncWrite + Unpin>(
    desk: &Desk,
    query: &AuditQuery,
    mut writer: W,
) -> Result<u64> {
    desk.must_be_themselves()?;
    must_read(desk)?;
    let told = Note::Exported {
        object: "log".to_owned(),
        form: "csv".to_owned(),
    };
    note(desk, told).await?;
    writer.write_all("\u{feff}".as_bytes()).await?;
    writer.write_all(&line(HEADERS.into_iter())?).await?;
    let mut query = query.clone();
    let mut count = 0;
    loop {
        let (lines, next) = page(desk, &query, STEP).await?;
        count += lines.len() as u64;
        for cells in lines.iter().map(cells) {
            writer
                .write_all(&line(cells?.iter().map(String::as_str))?)
                .await?;
        }
        if next.is_none() {
            break;
        }
        query.after = next;
    }
    writer.flush().await?;
    Ok(count)
}

fn cells(line: &AuditLine) -> Result<[String; 11]> {
    let id = |id: Option<Uuid>| id.as_ref().map(Uuid::to_string).unwrap_or_default();
    let changes = line
        .changes
        .iter()
        .map(|change| (change.field.as_str(), [&change.before, &change.after]));
    let changes: std::collections::BTreeMap<&str, [&String; 2]> = changes.collect();
    Ok([
        line.seq.to_string(),
        line.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        line.actor.clone(),
        id(line.actor_id),
        line.action.clone(),
        line.object.clone(),
        id(line.record),
        line.address.clone().unwrap_or_default(),
        line.device.clone().unwrap_or_default(),
        id(line.request),
        if changes.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&changes)?
        },
    ])
}
