//! The whole configuration as one file, and what a file would change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::defining::ObjectBody;
use super::views::ViewBody;
use crate::FieldDef;

/// The form of the file. Another number is another form.
pub const FORM: u32 = 1;

/// The configuration of an organisation: what was described here beyond what comes with the product.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Configuration {
    /// [`FORM`].
    pub rapport: u32,
    /// By the key of the object.
    #[serde(default)]
    pub objects: BTreeMap<String, ObjectBody>,
    /// By the keys of object and field.
    #[serde(default)]
    pub fields: BTreeMap<String, BTreeMap<String, FieldDef>>,
    /// Views that are shared with everybody, by the keys of their objects.
    #[serde(default)]
    pub views: BTreeMap<String, Vec<SharedView>>,
}

/// A view that is shared with everybody.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SharedView {
    pub name: String,
    #[serde(flatten)]
    pub body: ViewBody,
}

/// What a file does to one part of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    Added,
    Changed,
    /// Only here: it stays as it is.
    OnlyHere,
    /// It cannot be done; the problem says why.
    Refused,
}

/// One difference between the configuration and a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// `account`, `account.size`, or `account/view name`.
    pub place: String,
    pub effect: Effect,
    /// As it is here, pretty-printed JSON; empty where there is none.
    pub before: String,
    /// As the file has it.
    pub after: String,
    #[serde(default)]
    pub problems: Vec<crate::FieldProblem>,
}

/// Everything a file would do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    pub differences: Vec<Difference>,
    /// Names the state that was compared with; applying asks for it, so that nothing is applied unseen.
    pub state: String,
}

/// A part of a file as text that people compare line by line.
#[must_use]
pub fn readable(part: &Json) -> String {
    serde_json::to_string_pretty(part).unwrap_or_default()
}
