//! Lists in other shapes: groups, boards, calendars, and the bin.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::query::Total;
use crate::{Filter, Record};

/// The most days that a calendar is asked for at once: six weeks.
pub const MOST_DAYS: u32 = 42;

/// Records of a list that share one value, or whose day falls into one span.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Key of a choice, id of a person, `true` or `false`, or the word of a span of days as in [`SPANS`]; empty for
    /// records without a value.
    pub key: String,
    /// What narrows the list to them.
    pub filters: Vec<Filter>,
    pub total: Total,
}

/// The spans by which days are grouped, in the order of time: no two of them meet.
pub const SPANS: [&str; 7] = [
    "long_ago",
    "weeks_ago",
    "days_ago",
    "today",
    "in_days",
    "in_weeks",
    "later",
];

/// One column of a board: the first cards only, the total counts all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lane {
    pub group: Group,
    pub cards: Vec<Record>,
    /// Where the next cards begin, as a list says it.
    pub next: Option<String>,
}

/// A day of a calendar with its first records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Day {
    pub day: NaiveDate,
    pub total: Total,
    pub records: Vec<Record>,
}

/// A question to a calendar, beside that to the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Key of a field that holds a day or a moment.
    pub by: String,
    pub from: NaiveDate,
    /// 1 to [`MOST_DAYS`].
    pub days: u32,
    /// The most records of one day, 1 to 50.
    pub most: u32,
}

/// A deleted record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binned {
    pub id: Uuid,
    pub title: String,
    pub deleted_at: DateTime<Utc>,
    /// Who deleted it; empty where the log does not say.
    pub deleted_by: String,
}

/// One page of the bin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BinPage {
    pub records: Vec<Binned>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
    /// How many there are in all; only on the first page.
    pub total: Option<Total>,
}

/// How many deleted records of an object one may bring back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BinCount {
    pub object: String,
    pub total: Total,
}
