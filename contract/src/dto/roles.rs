//! Roles, who has them, and what somebody sees by them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::session::Person;
use crate::{Action, Reach, RoleDef};

/// All roles with who has them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllRoles {
    pub roles: Vec<RoleDef>,
    /// Who has a role and can still sign in, by its key.
    pub members: BTreeMap<String, Vec<Person>>,
}

/// How far somebody reaches, and by which of their roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SightRight {
    pub action: Action,
    pub reach: Reach,
    /// Keys of the roles that reach so far.
    pub through: Vec<String>,
}

/// What somebody sees of one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    pub object: String,
    /// How many records they see, counted to 10,000.
    pub count: u64,
    pub rights: Vec<SightRight>,
    /// Keys of the fields that are hidden from them.
    pub hidden: Vec<String>,
}
