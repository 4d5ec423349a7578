//! Roles, who has them, and what somebody sees by them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::session::Person;
use crate::{Action, FieldRight, Reach, RoleDef};

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

/// Records are counted to this number: where there are more, it is said that there are.
pub const COUNTED: u64 = 10_000;

/// What somebody sees, and what it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSight {
    /// Keys of their roles.
    pub roles: Vec<String>,
    /// Keys of their team and of those below it, as far as a reach may go; their own first.
    pub teams: Vec<String>,
    pub objects: Vec<Sight>,
}

/// What somebody sees of one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    pub object: String,
    /// How many records they see; above [`COUNTED`] it is only known that there are more.
    pub sees: u64,
    /// How many of them they may edit, counted in the same way.
    pub edits: u64,
    pub rights: Vec<SightRight>,
    /// Records are shared with them beyond what their roles reach.
    pub is_shared: bool,
    /// The fields of which they may do less than everything, by key.
    pub narrowed: BTreeMap<String, FieldRight>,
}
