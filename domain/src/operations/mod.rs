//! What programs do with records: one at a time against the version they know, by a key that both sides know, and
//! many at once with an answer for each.

mod by_key;
mod journal;
mod many;
mod one;
mod prepared;

pub use by_key::{find, is_key, upsert};
pub use many::many;
pub use one::{create, delete, read, update};

use contract::value::Values;
use contract::{Refusal, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most operations of one list.
pub const MOST: usize = 10_000;

/// Against which version of a record something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Version(i32),
    /// Whichever stands there.
    Any,
}

impl Expected {
    fn is_not(self, version: i32) -> bool {
        matches!(self, Self::Version(expected) if expected != version)
    }
}

/// One thing to do in a list of many.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    Create {
        values: Values,
    },
    Update {
        id: Uuid,
        expected: Expected,
        values: Values,
    },
    Delete {
        id: Uuid,
        expected: Expected,
    },
    /// Changes the record whose field has the value, or makes one.
    Upsert {
        field: String,
        value: Value,
        values: Values,
    },
    /// What could not even be read; it stands in the list so that each keeps its place.
    Refused(Refusal),
}

/// What was done with a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Created,
    Updated,
    Deleted,
}

/// An operation that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    pub id: Uuid,
    /// The version that stands there now.
    pub version: i32,
    pub deed: Deed,
}

/// What came of one operation.
pub type Outcome = std::result::Result<Done, Refusal>;

#[cfg(test)]
mod tests;
