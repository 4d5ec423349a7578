//! Global search, and the records that somebody opened last or marked.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A record that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub object: String,
    pub id: Uuid,
    pub title: String,
    /// A second line: company, phone, stage.
    pub sub: String,
    /// Nothing has the words as they were written; this one has some that are near them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub near: bool,
}

/// What somebody has at hand before they look for anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelf {
    /// Marked records, the last marked first.
    pub favourites: Vec<Hit>,
    /// Records opened last, the last one first.
    pub recent: Vec<Hit>,
}
