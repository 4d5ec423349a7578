//! Keys by which programs ask in a user's name.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::session::Person;

/// A key, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyInfo {
    pub id: Uuid,
    pub name: String,
    /// The last four letters of the key.
    pub hint: String,
    /// What it may do: `records:read`, `records:write`, or an object's path in the place of `records`.
    pub scopes: Vec<String>,
    /// In whose name it asks.
    pub owner: Person,
    pub is_own: bool,
    pub created_at: DateTime<Utc>,
    /// To the minute.
    pub last_used_at: Option<DateTime<Utc>>,
    pub expires_at: Option<DateTime<Utc>>,
}

/// A key that is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewKey {
    /// What it is for.
    pub name: String,
    /// See [`KeyInfo::scopes`].
    pub scopes: Vec<String>,
    /// After so many days it ends by itself.
    pub days: Option<u16>,
}

/// A key that was made. The token is told this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeKey {
    pub info: KeyInfo,
    pub token: String,
}
