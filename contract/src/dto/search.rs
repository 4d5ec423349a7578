//! Global search.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub object: String,
    pub id: Uuid,
    pub title: String,
    /// A second line: company, phone, stage.
    pub sub: String,
}
