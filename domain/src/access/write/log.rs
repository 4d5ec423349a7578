//! Events of the log.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::Value;
use contract::dto::records::EventAction;
use sea_orm::sea_query::{Alias, Expr, InsertStatement, Query, Value as Bound};
use uuid::Uuid;

use super::super::{Actor, Origin};
use crate::Result;

/// One change that is to stand in the log.
pub(super) struct Event {
    pub(super) object: String,
    pub(super) record: Uuid,
    pub(super) version: i32,
    pub(super) action: EventAction,
    pub(super) changes: BTreeMap<String, [Value; 2]>,
}

/// What happened beside the records: the event of it tells of no change of one.
#[derive(Debug)]
pub(crate) struct Noted {
    /// Begins with [`NOTE`](contract::dto::audit::NOTE), so that nobody who follows records heeds it.
    pub(crate) object: String,
    pub(crate) record: Uuid,
    /// One of [`ACTIONS`](contract::dto::audit::ACTIONS).
    pub(crate) action: &'static str,
    pub(crate) changes: BTreeMap<String, [Value; 2]>,
}

/// In whose name an event stands in the log.
#[derive(Clone, Debug)]
pub(crate) struct By<'a> {
    pub(crate) id: Option<Uuid>,
    pub(crate) name: &'a str,
    pub(crate) request: Uuid,
    pub(crate) origin: Option<&'a Origin>,
}

impl<'a> From<&'a Actor> for By<'a> {
    fn from(actor: &'a Actor) -> Self {
        // Whoever is looked at as somebody does nothing: what stands in the log was done by who looks.
        let looks = actor.simulation().map(|simulation| &simulation.by);
        Self {
            id: looks.map(|by| by.id).or(actor.id()),
            name: looks.map_or(actor.name(), |by| &by.name),
            request: actor.request(),
            origin: actor.origin(),
        }
    }
}

pub(super) const EVENT_TABLE: &str = "event";

pub(crate) const EVENT_COLUMNS: [&str; 13] = [
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
    "address",
    "device",
];

/// What changed by each of some events, as it stands in the log.
pub(super) fn changes(events: &[Event]) -> Result<Vec<String>> {
    events.iter().map(|event| text(&event.changes)).collect()
}

/// Events as rows of the log, with what changed by each of them.
pub(super) fn event_rows(
    actor: &Actor,
    at: DateTime<Utc>,
    is_silent: bool,
    events: &[Event],
    changes: Vec<String>,
) -> impl ExactSizeIterator<Item = [Bound; EVENT_COLUMNS.len()]> {
    let by = By::from(actor);
    events.iter().zip(changes).map(move |(event, changes)| {
        let what = (event.object.as_str(), event.record, event.version);
        row(&by, at, what, word(event.action), changes, is_silent)
    })
}

/// The statement that writes notes into the log, each under its moment and in the name of whoever did it.
pub(crate) fn note_insert<'a>(
    notes: impl Iterator<Item = (By<'a>, DateTime<Utc>, &'a Noted)>,
) -> Result<InsertStatement> {
    insert(notes.map(|(by, at, noted)| {
        let what = (noted.object.as_str(), noted.record, 0);
        let changes = text(&noted.changes)?;
        Ok(row(&by, at, what, noted.action, changes, true))
    }))
}

fn insert(
    rows: impl Iterator<Item = Result<[Bound; EVENT_COLUMNS.len()]>>,
) -> Result<InsertStatement> {
    let mut insert = Query::insert();
    insert
        .into_table(Alias::new(EVENT_TABLE))
        .columns(EVENT_COLUMNS.map(Alias::new));
    for row in rows {
        insert
            .values(row?.into_iter().map(Expr::from))
            .map_err(crate::Error::broken)?;
    }
    Ok(insert)
}

fn row(
    by: &By<'_>,
    at: DateTime<Utc>,
    (object, record, version): (&str, Uuid, i32),
    action: &str,
    changes: String,
    is_silent: bool,
) -> [Bound; EVENT_COLUMNS.len()] {
    let address = by.origin.and_then(|origin| origin.address);
    let device = by.origin.map(|origin| origin.device.clone());
    [
        at.into(),
        by.id.into(),
        by.name.into(),
        object.into(),
        record.into(),
        version.into(),
        action.into(),
        changes.into(),
        rand::random::<[u8; 16]>().to_vec().into(),
        Some(by.request).into(),
        is_silent.into(),
        address.map(|address| address.to_string()).into(),
        device.filter(|device| !device.is_empty()).into(),
    ]
}

/// Changes as they stand in the log.
fn text(changes: &BTreeMap<String, [Value; 2]>) -> Result<String> {
    if changes.is_empty() {
        return Ok("{}".to_owned());
    }
    Ok(serde_json::to_string(&logged(changes))?)
}

/// Changes as they stand in the log, where sealed values are as sealed as in the records.
fn logged(changes: &BTreeMap<String, [Value; 2]>) -> BTreeMap<&str, [Cow<'_, Value>; 2]> {
    let mut logged = BTreeMap::new();
    for (key, [before, after]) in changes {
        logged.insert(key.as_str(), [one_logged(before), one_logged(after)]);
    }
    logged
}

fn one_logged(value: &Value) -> Cow<'_, Value> {
    match value {
        Value::Sealed(sealed) => Cow::Owned(Value::Sealed(sealed.logged())),
        _ => Cow::Borrowed(value),
    }
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
        EventAction::Seen => "seen",
        EventAction::Consented => "consented",
    }
}
