//! Saved views of lists: what is shown, in which order, how, and to whom.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::query::Test;
use crate::{Filter, Sort};

/// How the records of a view are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViewKind {
    #[default]
    Table,
    /// Columns of cards by the choices of [`ViewBody::by`].
    Board,
    /// Days and weeks by the date in [`ViewBody::by`].
    Calendar,
}

/// Who has a view among their tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sharing {
    #[default]
    Private,
    /// Everybody in the owner's team and the teams below it.
    Team,
    Everyone,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewColumn {
    pub field: String,
    /// In pixels of 1/96 inch; `None` as wide as its kind usually is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u16>,
}

/// What a view shows and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewBody {
    pub kind: ViewKind,
    /// In order; none means the object's own.
    pub columns: Vec<ViewColumn>,
    pub filters: Vec<Filter>,
    /// Conditions in groups, beside the filters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<Test>,
    pub words: String,
    pub sort: Option<Sort>,
    /// The field whose values part the table into groups.
    pub group: Option<String>,
    /// For a board the choice field, for a calendar the date.
    pub by: Option<String>,
    /// Rows closer together than the person's own setting; `None` follows that.
    pub compact: Option<bool>,
    /// Keys of the roles that begin with this view.
    pub default_for: Vec<String>,
}

/// A saved view as its viewer sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    pub id: Uuid,
    pub object: String,
    pub name: String,
    pub sharing: Sharing,
    pub body: ViewBody,
    pub version: i32,
    /// Who made it.
    pub owner: String,
    pub is_mine: bool,
    pub may_edit: bool,
    /// Fields it names that are gone or not for this person; it is shown without them.
    pub missing: Vec<String>,
    /// The viewer's role begins with it.
    pub is_default: bool,
}

/// A view as it is to be saved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SaveView {
    /// Made by the client; a view of that id is changed, otherwise made.
    pub id: Uuid,
    pub object: String,
    pub name: String,
    pub sharing: Sharing,
    pub body: ViewBody,
    /// The version it was changed from; 0 for a new one.
    pub version: i32,
}
