//! Deeds on many records at once.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sharing::Terms;
use crate::value::Values;
use crate::{ListQuery, Refusal};

/// The most records that are chosen one by one.
pub const MOST_CHOSEN: usize = 10_000;

/// Which records are meant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    pub object: String,
    /// Chosen one by one; not used where `matching` is given. At most [`MOST_CHOSEN`].
    #[serde(default)]
    pub ids: Vec<Uuid>,
    /// Everything that matches a question, however many pages that is.
    #[serde(default)]
    pub matching: Option<ListQuery>,
    /// Left out of what matches.
    #[serde(default)]
    pub except: Vec<Uuid>,
    /// From the bin instead of the list.
    #[serde(default)]
    pub in_bin: bool,
}

/// What is done with them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// The same values for all.
    Set(Values),
    /// Words, choices or records added to a field that holds several.
    Add {
        field: String,
        values: Vec<String>,
    },
    /// Taken out of a field that holds several.
    Remove {
        field: String,
        values: Vec<String>,
    },
    Delete,
    Restore,
    /// Each is shared.
    Share(Terms),
}

/// Where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkState {
    #[default]
    Running,
    Done,
    /// Stopped by a person.
    Stopped,
    Undoing,
    Undone,
}

/// A deed on many records and how far it got.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkStatus {
    pub id: Uuid,
    pub object: String,
    pub deed: Deed,
    pub state: BulkState,
    /// Records that are meant.
    pub total: u64,
    /// Records looked at so far; while it is undone, those taken back.
    pub done: u64,
    pub changed: u64,
    /// Records that were not changed, each with its reason in the notes.
    pub refused: u64,
    pub started_by: String,
    pub started_at: DateTime<Utc>,
    pub may_undo: bool,
}

/// Why one record was not changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BulkNote {
    pub record: Uuid,
    pub title: String,
    pub refusal: Refusal,
}
