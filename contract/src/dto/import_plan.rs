//! How a file is to be brought in: its columns, their words, and what happens to records that are there.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{FieldDef, FieldKind};

/// From this confidence on a match needs no person to confirm it.
pub const AUTOMATIC: u8 = 80;

/// How a header was matched to a field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMatch {
    pub header: String,
    /// Key of the field, or `address.city` for a part of an address; `None` leaves the column out.
    pub field: Option<String>,
    /// 0 to 100.
    pub confidence: u8,
    /// `exact`, `synonym`, `similar`, `content`, `mapping` or `person`.
    pub reason: String,
    /// The first cells that are not empty.
    pub samples: Vec<String>,
    /// For dates: day or month first could not be told. For amounts: the decimal mark.
    pub ambiguous: bool,
    /// The person's answer: `day_first`, `month_first`, `point`, `comma`.
    #[serde(default)]
    pub answer: Option<String>,
    /// What a person made of words of the file.
    #[serde(default)]
    pub values: Vec<ValueMap>,
    /// The words of a column of choices, yes or no, or users; the most frequent first, at most [`MOST_WORDS`].
    #[serde(default)]
    pub distinct: Vec<ValueCount>,
}

impl ColumnMatch {
    /// Key of the field that the column goes to, and the part of it where it goes to a part of an address.
    #[must_use]
    pub fn target(&self) -> Option<(&str, Option<&str>)> {
        let field = self.field.as_deref()?;
        Some(match field.split_once('.') {
            Some((field, part)) => (field, Some(part)),
            None => (field, None),
        })
    }
}

/// Words of one column that a person sees, and may map, at once.
pub const MOST_WORDS: usize = 200;

/// What a word of the file means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueMap {
    /// The word as it stands in the file; large and small letters are the same.
    pub from: String,
    pub to: ValueTarget,
}

/// What a word of the file becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueTarget {
    /// Key of a choice, `yes` or `no`, or the id of a user.
    Choice(String),
    /// A new choice of that name, for who may configure.
    New,
    /// The cell counts as empty.
    Blank,
}

/// A word of the file and how often it stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    pub value: String,
    pub rows: u64,
    /// What it is read as by itself, written as a [`ValueTarget::Choice`] is.
    pub known: Option<String>,
}

/// Whether an equal value of a field can mean the same record.
#[must_use]
pub fn may_be_key(field: &FieldDef) -> bool {
    !field.kind.is_several()
        && !matches!(
            field.kind,
            FieldKind::LongText
                | FieldKind::YesNo
                | FieldKind::User
                | FieldKind::Address
                | FieldKind::File
        )
}

/// What to do with a row that is there already: by the key of the plan, or else by its phone or e-mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnDuplicate {
    #[default]
    Skip,
    /// The row's filled cells replace what the record has.
    Update,
    /// The row's cells go where the record has nothing.
    Fill,
}

impl OnDuplicate {
    /// Whether records that are there already may change.
    #[must_use]
    pub fn changes(self) -> bool {
        self != Self::Skip
    }
}

/// A cell that a person mended after a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellMend {
    /// Line in the file, the header being line 1.
    pub line: u64,
    pub header: String,
    pub value: String,
}

/// Cells that one import takes mended.
pub const MOST_MENDS: usize = 10_000;

/// How a file is to be brought in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlan {
    pub object: String,
    pub columns: Vec<ColumnMatch>,
    /// A field whose equal value means the same record.
    #[serde(default)]
    pub key: Option<String>,
    #[serde(default)]
    pub on_duplicate: OnDuplicate,
    /// Words that are no choice of their field become one, for who may configure.
    #[serde(default)]
    pub create_choices: bool,
    /// A name that leads to no record makes one of that name, once; taken back together with the import.
    #[serde(default)]
    pub create_related: bool,
    /// Automations leave alone what the import writes.
    #[serde(default)]
    pub silent: bool,
    /// At most [`MOST_MENDS`].
    #[serde(default)]
    pub mends: Vec<CellMend>,
}

/// A plan that was kept under a name, for the next file with such headers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMapping {
    pub id: Uuid,
    pub name: String,
    pub object: String,
    pub plan: ImportPlan,
    /// The asker kept it, and may forget it.
    pub is_mine: bool,
    pub updated_at: DateTime<Utc>,
}
