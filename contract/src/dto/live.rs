//! What open pages are told of changes by others.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What changed since the last news, as far as their reader may know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Records that the reader may see.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Changed>,
    /// Objects of which records may have left the reader's sight, or so many changed that they are not named: what is
    /// shown of them is to be asked again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stirred: Vec<String>,
    /// Objects, fields or choices are described anew.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub described: bool,
    /// An alert was raised, or somebody looked at one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alerts: bool,
}

impl News {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.stirred.is_empty() && !self.described && !self.alerts
    }
}

/// A record that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub object: String,
    pub id: Uuid,
    /// What stood in the log; who shows this version or a later one knows the change. 0 where only something beside
    /// the record changed.
    pub version: i32,
    /// Something beside its own fields changed too: a file, a record that belongs to it, a value that follows from others.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_touched: bool,
    /// It was made or brought back just now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_new: bool,
    /// Who did it; nobody where the house itself did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
    /// The name of who did it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}
