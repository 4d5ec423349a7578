//! Handing over everything that a colleague owns.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::bulk::{BulkNote, BulkState};

/// What somebody owns, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belongings {
    pub name: String,
    /// They can no longer sign in.
    pub has_left: bool,
    /// Objects of which they own records; of activities, those that are still to be done.
    pub objects: Vec<Owned>,
    pub views: u64,
    /// Plans of imports that they kept under a name.
    pub plans: u64,
    /// Keys of the API that are still good, and end when they leave.
    pub keys: u64,
}

impl Belongings {
    /// Whether there is anything to hand over.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.views + self.plans == 0
    }

    /// All records together.
    #[must_use]
    pub fn records(&self) -> u64 {
        self.objects.iter().map(|owned| owned.count).sum()
    }
}

/// How many records of an object somebody owns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owned {
    pub object: String,
    pub count: u64,
}

/// Who gets what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    /// Whose things they are.
    pub user: Uuid,
    /// An object that is not named stays as it is.
    pub portions: Vec<Portion>,
    /// Who gets views and kept plans of imports; `None` leaves them.
    pub things_to: Option<Uuid>,
    /// The user is deactivated with it: sessions and keys end at once.
    pub leaves: bool,
}

/// All records of one object for one colleague.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portion {
    pub object: String,
    pub to: Uuid,
}

/// A hand-over and how far it got.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HandOverStatus {
    pub id: Uuid,
    /// Whose things they were.
    pub user: Uuid,
    pub name: String,
    pub state: BulkState,
    pub portions: Vec<PortionStatus>,
    /// Views and plans of imports that were given along.
    pub things: u64,
    /// They were deactivated with it.
    pub has_left: bool,
    pub started_by: String,
    pub started_at: DateTime<Utc>,
    pub may_undo: bool,
}

impl HandOverStatus {
    /// Whether it is still going on.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        matches!(self.state, BulkState::Running | BulkState::Undoing)
    }

    /// Records that are meant, looked at so far, changed and refused.
    #[must_use]
    pub fn sums(&self) -> [u64; 4] {
        let of = |number: fn(&PortionStatus) -> u64| self.portions.iter().map(number).sum();
        [
            of(|portion| portion.total),
            of(|portion| portion.done),
            of(|portion| portion.changed),
            of(|portion| portion.refused),
        ]
    }
}

/// How far it got with one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortionStatus {
    pub object: String,
    /// Who gets the records.
    pub to: String,
    pub total: u64,
    /// Records looked at so far; while it is taken back, changes undone.
    pub done: u64,
    pub changed: u64,
    /// Records that stayed as they were, each with its reason in the notes.
    pub refused: u64,
}

/// Records of an object that stayed as they were.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stayed {
    pub object: String,
    pub notes: Vec<BulkNote>,
}
