//! What becomes of consents when a person is erased: all of it goes. That they had said no is kept by a keyed hash of address
//! and number, so that nobody contacts them who types or imports them anew.

use chrono::{DateTime, NaiveDate, Utc};
use contract::dto::consents::{Channel, ConsentSource, ConsentState};
use entity::consent::Model;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::state::last_words;
use super::table::One;
use super::{purposes, table};
use crate::{Crm, Result};

/// A no that is kept, in the database and in the ledger of erasures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Withdrawn {
    purpose: Uuid,
    channel: Channel,
    state: ConsentState,
    on: NaiveDate,
}

/// To what the person of some records said no.
///
/// # Errors
/// When the database fails.
pub(crate) async fn said_no<C: ConnectionTrait>(
    connection: &C,
    records: &[One],
    marks: &[String],
) -> Result<Vec<Withdrawn>> {
    let mut entries = table::entries(connection, records).await?;
    entries.extend(kept_of(connection, marks).await?);
    let words = last_words(&entries).into_iter();
    let told = words
        .filter(|(_, word)| word.state.is_no())
        .map(|((purpose, channel), word)| Withdrawn {
            purpose,
            channel,
            state: word.state,
            on: word.since,
        });
    Ok(told.collect())
}

/// Removes everything that was recorded of some records, and keeps the noes. Answers how many entries there were.
///
/// # Errors
/// When the database fails.
pub(crate) async fn erase<C: ConnectionTrait>(
    connection: &C,
    records: &[One],
    marks: &[String],
    noes: &[Withdrawn],
) -> Result<u64> {
    for mark in marks {
        for no in noes {
            let said = (no.state.word(), no.on);
            table::keep(connection, mark, (no.purpose, no.channel), said).await?;
        }
    }
    table::remove(connection, records).await
}

/// What was kept of somebody who was erased, as entries of a history.
///
/// # Errors
/// When the database fails.
pub(super) async fn kept_of<C: ConnectionTrait>(
    connection: &C,
    marks: &[String],
) -> Result<Vec<Model>> {
    let rows = table::kept(connection, marks).await?;
    let mut entries: Vec<Model> = Vec::new();
    for row in rows {
        let is_told = |other: &Model| {
            (other.purpose_id, &other.channel, other.said_on)
                == (row.purpose_id, &row.channel, row.said_on)
        };
        if entries.iter().any(is_told) {
            continue;
        }
        entries.push(Model {
            // The same each time it is told.
            id: row.purpose_id,
            object: String::new(),
            record_id: Uuid::nil(),
            purpose_id: row.purpose_id,
            channel: row.channel,
            state: row.state,
            said_on: row.said_on,
            until: None,
            source: ConsentSource::Erased.word().to_owned(),
            wording: None,
            note: String::new(),
            file_id: None,
            recorded_at: row.said_on.and_time(chrono::NaiveTime::MIN).and_utc(),
            by_id: None,
            by_name: String::new(),
            joined: None,
        });
    }
    Ok(entries)
}

/// What was recorded of some records, each with its moment, what it says, and by whom: for everything about a person.
///
/// # Errors
/// When the database fails.
pub(crate) async fn beside(
    crm: &Crm,
    records: &[One],
) -> Result<Vec<(DateTime<Utc>, String, String)>> {
    let read = crm.door().house().read();
    let known = purposes::all(crm).await?;
    let entries = table::entries(read, records).await?;
    let files = entries.iter().filter_map(|entry| entry.file_id).collect();
    let names = table::file_names(read, files).await?;
    let told = entries.into_iter().map(|entry| {
        let purpose = known.iter().find(|purpose| purpose.id == entry.purpose_id);
        let name = purpose.map(|it| format!("{} · {}", it.name.en, it.name.zh));
        let mut what = format!(
            "{} · {}: {} {}",
            name.unwrap_or_default(),
            entry.channel,
            entry.state,
            entry.said_on
        );
        if let Some(until) = entry.until {
            what.push_str(&format!("–{until}"));
        }
        what.push_str(&format!(" ({})", entry.source));
        if let Some(wording) = entry.wording {
            what.push_str(&format!(", v{wording}"));
        }
        let file = entry.file_id.and_then(|id| names.get(&id));
        for more in [Some(&entry.note), file].into_iter().flatten() {
            if !more.is_empty() {
                what.push_str(&format!(", {more}"));
            }
        }
        (entry.recorded_at, what, entry.by_name)
    });
    Ok(told.collect())
}
