//! The working day: what is due, and what was just done.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Record;
use crate::query::Total;

/// The record an activity is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// `account`, `contact`, `lead` or `deal`.
    pub object: String,
    pub id: Uuid,
}

/// What the quick log sends: something done now, and what follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuickLog {
    /// Made by the client, so that a second try of the same log is not a second record.
    pub id: Uuid,
    pub about: Option<About>,
    /// Key of the activity's kind. A `task` is to be done and needs `due_at`.
    pub kind: String,
    pub text: String,
    /// Key of an outcome; empty for none.
    #[serde(default)]
    pub outcome: String,
    #[serde(default)]
    pub due_at: Option<DateTime<Utc>>,
    /// What is to be done next, if anything.
    pub next_step: Option<NextStep>,
}

/// A next step to plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    pub subject: String,
    pub due_at: DateTime<Utc>,
    /// Key of the activity's kind, usually `task` or `call`.
    pub kind: String,
}

/// The records a quick log made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    pub activity: Uuid,
    pub next_step: Option<Uuid>,
}

/// The page of the day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Today {
    /// Open activities whose time has passed, the oldest first; at most 50.
    pub overdue: Vec<Record>,
    pub overdue_total: Total,
    /// Open activities of today in the person's zone, by time.
    pub due: Vec<Record>,
    pub due_total: Total,
    /// Open activities of the next seven days.
    pub coming: Vec<Record>,
    /// Own activities done today, the newest first.
    pub done: Vec<Record>,
    /// Customers nobody has contacted for 14 days or more, the longest silence first; at most 20.
    pub silent: Vec<Record>,
    pub silent_total: Total,
    /// Open deals of one's own: their number, total and weighted total by currency.
    pub open_deals: u64,
    pub pipeline: Vec<crate::Money>,
    pub weighted: Vec<crate::Money>,
    pub won_this_month: Vec<crate::Money>,
}
