//! Sensitive fields: one value that is shown, and how far the sealing of stored values has come.

use serde::{Deserialize, Serialize};

/// What is being done with the stored values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sealing {
    /// It became sensitive.
    Seals,
    /// It is sensitive no more.
    Opens,
    /// There is a new key.
    SealsAgain,
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Key of the field.
    pub field: String,
    pub what: Sealing,
    /// Values that were looked at.
    pub done: u64,
}
