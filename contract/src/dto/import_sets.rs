//! Several files, or one sheet that holds several objects, brought in together.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::imports::{ImportCounts, ImportPlan, ImportState, ImportStatus, SheetTrouble};

/// Most files of one set.
pub const MOST_PARTS: usize = 100;

/// One file of a set, or one object of a sheet. By its `import` everything that a single import knows can be asked:
/// preview, findings, problems.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetPart {
    pub import: Uuid,
    pub file_name: String,
    /// Key of the object, found from the file's name and headers or named by a person.
    pub object: String,
    /// How sure that is, 0 to 100; under [`super::imports::AUTOMATIC`] a person should look.
    pub confidence: u8,
    /// A person leaves it out: nothing of it goes in.
    #[serde(default)]
    pub is_left_out: bool,
    pub plan: ImportPlan,
    /// Places, in [`ImportSet::parts`], of the parts that go in before because this one points to them.
    #[serde(default)]
    pub depends_on: Vec<usize>,
    /// Relations that go round in a circle: they are linked when every part is in.
    #[serde(default)]
    pub linked_later: Vec<String>,
    /// Why it cannot go in as it stands, such as a required field without a column. The others go in without it.
    #[serde(default)]
    pub trouble: Option<SheetTrouble>,
    pub status: ImportStatus,
}

/// Files that belong together, in the order in which they go in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportSet {
    pub id: Uuid,
    pub state: ImportState,
    pub parts: Vec<SetPart>,
    /// The place of the part that is being worked on.
    #[serde(default)]
    pub at: Option<usize>,
    /// The sum over all parts.
    pub counts: ImportCounts,
    /// All parts come from one sheet, whose rows hold several records each.
    #[serde(default)]
    pub is_one_sheet: bool,
    pub started_by: String,
    pub started_at: DateTime<Utc>,
    pub may_undo: bool,
}

/// What a person says of a part; what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartChoice {
    /// Another object, for which the headers are matched anew.
    #[serde(default)]
    pub object: Option<String>,
    #[serde(default)]
    pub plan: Option<ImportPlan>,
    #[serde(default)]
    pub is_left_out: Option<bool>,
}
