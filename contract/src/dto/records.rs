//! One record and what stands around it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sharing::Through;
use crate::value::Values;
use crate::{Record, SumTotal, Value};

/// A record with what its page says of it at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordPage {
    pub record: Record,
    /// Files on the record.
    pub files: u32,
    /// The earliest open activity of the record, which its next step shows.
    pub next_step: Option<Record>,
    /// Contacts per week for the last twelve weeks, the oldest first.
    pub pulse: Vec<u16>,
    /// For a customer: the contact one would call. Elsewhere empty.
    pub main_contact: Option<Record>,
    /// What related records sum up to today, as [`crate::ObjectDef::sums`] asks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sums: Vec<SumTotal>,
    /// By what the asker sees or edits it, where their roles do not let them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<Through>,
}

/// How many records of one object point to a record by one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedCount {
    pub object: String,
    pub field: String,
    pub count: u64,
}

/// A change that a form sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub object: String,
    pub id: Uuid,
    /// The version the form was filled from.
    pub version: i32,
    /// Only the fields that were changed.
    pub values: Values,
    /// What those fields held when the form was filled, to tell a clash from a meeting.
    pub base: Values,
}

/// A record that may be the same as the one being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    pub object: String,
    pub id: Uuid,
    pub title: String,
    /// The field that is alike: a name, a phone or an e-mail.
    pub field: String,
    /// Who owns it, to ask; also when the record itself may not be seen (then `title` is empty).
    pub owner: String,
    pub may_see: bool,
}

/// A record to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    pub object: String,
    pub id: Uuid,
    pub title: String,
    /// A second line that tells namesakes apart.
    pub sub: String,
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: String,
    pub before: Value,
    pub after: Value,
}

/// What happened to a record, from the event log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventAction {
    Created,
    Updated,
    Deleted,
    Restored,
    /// Became part of another record, or took another one in.
    Merged,
    Converted,
    Imported,
    FileAdded,
    FileRemoved,
    /// Values of sensitive fields were shown to somebody: which fields, not what they say.
    Seen,
    /// What the person says to being contacted was recorded.
    Consented,
}

/// One entry of a timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Something done or to be done: a record of the activity object.
    Activity(Record),
    /// A change of the record.
    Event {
        action: EventAction,
        actor: String,
        changes: Vec<FieldChange>,
    },
}

/// An entry with its moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimelineItem {
    pub key: String,
    pub at: DateTime<Utc>,
    pub entry: Entry,
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimelineFilter {
    #[default]
    All,
    /// Only activities of one kind, by its key.
    Kind(String),
    /// Only changes.
    Events,
}

/// A page of a timeline, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    pub items: Vec<TimelineItem>,
    pub next: Option<String>,
}
