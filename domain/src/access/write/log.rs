//! Events of the log.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::Value;
use contract::dto::records::EventAction;
use sea_orm::sea_query::{Alias, Expr, InsertStatement, Query, Value as Bound};
use uuid::Uuid;

use super::super::Actor;
use crate::Result;

/// One change that is to stand in the log.
pub(super) struct Event {
    pub(super) object: String,
    pub(super) record: Uuid,
    pub(super) version: i32,
    pub(super) action: EventAction,
    pub(super) changes: BTreeMap<String, [Value; 2]>,
}

pub(super) const EVENT_COLUMNS: [&str; 11] = [
    "at",
    "actor_id",
    "actor",
    "object",
    "record_id",
    "version",
    "action",
    "changes",
    "salt",
    "request_id",
    "is_silent",
];

/// The statement that writes events into the log.
pub(super) fn event_insert(
    actor: &Actor,
    at: DateTime<Utc>,
    is_silent: bool,
    events: &[Event],
) -> Result<InsertStatement> {
    let mut insert = Query::insert();
    insert
        .into_table(Alias::new("event"))
        .columns(EVENT_COLUMNS.map(Alias::new));
    for event in events {
        let changes = if event.changes.is_empty() {
            "{}".to_owned()
        } else {
            serde_json::to_string(&event.changes)?
        };
        let row: [Bound; 11] = [
            at.into(),
            actor.id().into(),
            actor.name().into(),
            event.object.clone().into(),
            event.record.into(),
            event.version.into(),
            word(event.action).into(),
            changes.into(),
            rand::random::<[u8; 16]>().to_vec().into(),
            Some(actor.request()).into(),
            is_silent.into(),
        ];
        insert
            .values(row.into_iter().map(Expr::from))
            .map_err(crate::Error::broken)?;
    }
    Ok(insert)
}

/// The word of an action in the log.
#[must_use]
pub(crate) fn word(action: EventAction) -> &'static str {
    match action {
        EventAction::Created => "created",
        EventAction::Updated => "updated",
        EventAction::Deleted => "deleted",
        EventAction::Restored => "restored",
        EventAction::Merged => "merged",
        EventAction::Converted => "converted",
        EventAction::Imported => "imported",
        EventAction::FileAdded => "file_added",
        EventAction::FileRemoved => "file_removed",
    }
}
