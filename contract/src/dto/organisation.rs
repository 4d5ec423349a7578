//! The organisation that works with this installation, and its sample data.

use serde::{Deserialize, Serialize};

use crate::Role;

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

/// A team in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub key: String,
    pub name: String,
    /// Key of the team above.
    pub parent: Option<String>,
}

/// A user that an administrator adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMember {
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Key of a team.
    pub team: Option<String>,
    /// Empty where they are to get one later; until then they cannot sign in.
    pub password: String,
}
