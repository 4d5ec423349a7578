//! Who may do what with a record, field by field, and through what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::session::Person;
use super::sharing::Holder;
use crate::{Action, FieldRight, Reach};

/// What is asked of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoQuery {
    pub object: String,
    pub id: Uuid,
    /// Part of a name. With it people are found who may do nothing with the record, too.
    pub words: String,
    /// How many people were shown before.
    pub after: u32,
}

/// Some of those who may do something with a record, the owner first, then by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoPage {
    pub people: Vec<WhoMay>,
    /// How many people see the record.
    pub seeing: u32,
    /// How many people there are.
    pub everybody: u32,
    /// How many were shown with this page, where there are more.
    pub next: Option<u32>,
    /// The fields as people have them who have the same roles; [`WhoMay::fields`] is a place here.
    pub fields: Vec<Vec<FieldOf>>,
    /// Whether it is told through what: who only owns the record learns the names.
    pub is_explained: bool,
}

/// One person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhoMay {
    pub person: Person,
    /// The name of their team.
    pub team: Option<String>,
    /// Keys of their roles.
    pub roles: Vec<String>,
    pub is_owner: bool,
    /// What they may do with the record; nothing where they do not see it.
    pub may: Vec<MayDo>,
    pub fields: Option<u32>,
}

/// A right on the record, and everything that gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MayDo {
    pub action: Action,
    pub through: Vec<Cause>,
}

/// What gives somebody a right on a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A role reaches it, by its owner or because it reaches everything.
    Role {
        /// Key of the role.
        role: String,
        reach: Reach,
        /// The other record that the role reaches, where it is not this one.
        over: Option<Over>,
    },
    /// It is shared with them, their role or their team.
    Share {
        with: Holder,
        given_by: String,
        until: Option<DateTime<Utc>>,
        /// It ends when a deal or a ticket closes.
        ends_with_close: bool,
        /// The name of the shared filter that holds it; `None` where it is shared by itself.
        filter: Option<String>,
        over: Option<Over>,
    },
}

/// The record by which another one is reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Over {
    pub object: String,
    pub id: Uuid,
    /// Whether the record is a line of it; otherwise it is an activity about it.
    pub is_line: bool,
}

/// What somebody may do with a field of a record that they see, and the roles that let them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldOf {
    pub field: String,
    pub right: FieldRight,
    /// Keys of the roles that give the right.
    pub through: Vec<String>,
}
