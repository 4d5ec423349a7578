//! The organisation that works with this installation, and its sample data.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::session::Person;

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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    pub key: String,
    pub name: String,
    /// Key of the team above.
    pub parent: Option<String>,
    /// Who leads it; a name that people turn to, and no right.
    #[serde(default)]
    pub lead: Option<Person>,
    /// How many people work in it, without those of the teams below.
    #[serde(default)]
    pub people: u64,
}

/// All teams, for who puts them in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Teams {
    /// By name.
    pub teams: Vec<Team>,
    /// How many people are in no team.
    pub loose: u64,
}

/// Where people worked before they were moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub people: Vec<Uuid>,
    /// Key of their team; `None` where they were in none.
    pub team: Option<String>,
}

/// A team that was taken away, with what brings it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoneTeam {
    pub team: Team,
    /// Who worked in it.
    pub people: Vec<Uuid>,
    /// Keys of the teams that stood right below it.
    pub below: Vec<String>,
}

/// A user that an administrator adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewMember {
    pub name: String,
    pub email: String,
    /// Key of the first role.
    pub role: String,
    /// Keys of further roles.
    #[serde(default)]
    pub more_roles: Vec<String>,
    /// Key of a team.
    pub team: Option<String>,
    /// Empty where they are to get one later; until then they cannot sign in.
    pub password: String,
}
