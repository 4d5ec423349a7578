//! The organisation that works with this installation, and its sample data.

use serde::{Deserialize, Serialize};

/// What an administrator may set for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    pub name: String,
    /// ISO 4217 code that new amounts start with.
    pub currency: String,
}

/// How many records of an object are sample data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleCount {
    pub object: String,
    pub count: u64,
}
