//! What was counted in memory, noted as one number.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: the log"
)]

use std::collections::BTreeMap;

use chrono::{DateTime, SubsecRound, Utc};
use contract::Value;
use contract::dto::audit::NOTE;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::{By, Noted, Origin, note_insert};
use crate::alerts::Counted;
use crate::{Crm, Result};

/// How often somebody did something since a moment.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    pub(crate) what: Counted,
    pub(crate) person: Uuid,
    pub(crate) name: String,
    /// From where it was done first.
    pub(crate) origin: Option<Origin>,
    pub(crate) since: DateTime<Utc>,
    pub(crate) count: u64,
}

/// Notes them, each in the name of its person, in one statement.
///
/// # Errors
/// When the database fails.
pub(crate) async fn note_counts(crm: &Crm, counts: &[Counts]) -> Result<()> {
    let now = Utc::now().trunc_subsecs(3);
    let noted: Vec<Noted> = counts.iter().map(noted).collect();
    for (counts, noted) in counts.chunks(500).zip(noted.chunks(500)) {
        let rows = counts.iter().zip(noted).map(|(one, noted)| {
            let by = By {
                id: Some(one.person),
                name: &one.name,
                request: Uuid::now_v7(),
                origin: one.origin.as_ref(),
            };
            (by, now, noted)
        });
        let insert = note_insert(rows)?;
        crm.door().house().write().execute(&insert).await?;
    }
    Ok(())
}

fn noted(counts: &Counts) -> Noted {
    let count = Value::Integer(counts.count.try_into().unwrap_or(i64::MAX));
    let since = Value::Text(counts.since.trunc_subsecs(0).to_rfc3339());
    let told = [("count", count), ("since", since)];
    let changes = told.map(|(key, value)| (key.to_owned(), [Value::Empty, value]));
    Noted {
        object: format!("{NOTE}requests"),
        record: counts.person,
        action: counts.what.word(),
        changes: BTreeMap::from(changes),
    }
}
