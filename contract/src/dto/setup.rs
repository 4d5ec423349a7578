//! The first start.

use serde::{Deserialize, Serialize};

use super::session::Preferences;

/// What the set-up page sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetUp {
    /// The secret of the one-time link.
    pub token: String,
    pub organisation: String,
    /// ISO 4217 code.
    pub currency: String,
    pub name: String,
    pub email: String,
    pub password: String,
    pub preferences: Preferences,
}
