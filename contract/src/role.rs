//! Roles, what may be done, and how far it reaches.

use serde::{Deserialize, Serialize};

/// What a person is in the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Administrator,
    Manager,
    Salesperson,
    Service,
    Marketing,
    Finance,
}

impl Role {
    pub const ALL: [Self; 6] = [
        Self::Administrator,
        Self::Manager,
        Self::Salesperson,
        Self::Service,
        Self::Marketing,
        Self::Finance,
    ];

    /// The word stored in the database and used on the command line.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Salesperson => "salesperson",
            Self::Service => "service",
            Self::Marketing => "marketing",
            Self::Finance => "finance",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// What can be done with the records of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    See,
    Create,
    Edit,
    Delete,
    Transfer,
    Export,
    Import,
}

impl Action {
    pub const ALL: [Self; 7] = [
        Self::See,
        Self::Create,
        Self::Edit,
        Self::Delete,
        Self::Transfer,
        Self::Export,
        Self::Import,
    ];
}

/// How far a right reaches; each includes those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    None,
    /// Records one owns.
    Own,
    /// Records of the members of one's team.
    Team,
    /// Records of one's team and of every team below it.
    TeamAndBelow,
    All,
}
