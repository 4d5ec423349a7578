//! Bringing in files: wizard, progress and result.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use super::import_plan::{
    AUTOMATIC, CellMend, ColumnMatch, ImportPlan, MOST_MENDS, MOST_WORDS, OnDuplicate,
    SavedMapping, ValueCount, ValueMap, ValueTarget, may_be_key,
};

/// Why a file cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SheetTrouble {
    Empty,
    /// A header row and nothing below it.
    NoRows,
    /// Not a table: a picture, a program, an archive.
    Binary,
    /// It ends in the middle.
    Truncated,
    /// More columns than are taken.
    TooManyColumns {
        columns: u32,
        limit: u32,
    },
    /// Larger than is taken.
    TooLarge {
        limit_bytes: u64,
    },
    /// A workbook that unpacks to more than is taken.
    UnpacksTooLarge {
        limit_bytes: u64,
    },
    /// A workbook built as no spreadsheet program builds one.
    Contrived,
    /// A workbook that cannot be opened, perhaps protected by a password.
    BrokenWorkbook,
    /// No header was matched to a required field; these are missing.
    NoColumnFor {
        fields: Vec<String>,
    },
    /// A column named on the command line is not in the file.
    NoSuchColumn {
        header: String,
    },
    /// The same as `NoSuchColumn` for a field.
    NoSuchField {
        field: String,
    },
    /// The upload is no longer there; send the file again.
    Gone,
}

/// What is wrong or doubtful with a cell or a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowProblem {
    Missing,
    TooFewCells {
        found: u32,
        expected: u32,
    },
    TooManyCells {
        found: u32,
        expected: u32,
    },
    TooLong {
        limit: u32,
    },
    NotAnEmail,
    NotAPhone,
    PhoneTooShort {
        missing: u8,
    },
    PhoneTooLong {
        extra: u8,
    },
    NotADate,
    /// No such day; the suggestion is ISO 8601 where one exists.
    NoSuchDay {
        suggestion: Option<String>,
    },
    /// Day and month cannot be told apart in this column.
    AmbiguousDate,
    NotANumber,
    NotAnAmount,
    /// Thousands and decimals cannot be told apart in this column.
    AmbiguousAmount,
    NotYesNo,
    NotALink,
    OutOfRange {
        least: i64,
        most: i64,
    },
    NullCharacters,
    /// No such user; the record goes to the person who imports.
    UnknownOwner {
        name: String,
    },
    /// The person who imports may not make records for that user; the record goes to the one who imports.
    OwnerOutOfReach {
        name: String,
    },
    /// Kept as text or foreign id.
    PointsNowhere {
        object: String,
        reference: String,
    },
    /// Several records have that name; the first one, of the same owner where there is one, is taken.
    Namesakes {
        object: String,
        reference: String,
    },
    /// Became a new choice.
    NewChoice {
        value: String,
    },
    /// No choice of the field, and none is to be made of it.
    UnknownChoice {
        value: String,
    },
    /// A record of that name was not there and is made.
    NewRecord {
        object: String,
        reference: String,
    },
    /// Somebody changed the field after the import did: undoing the import leaves what they wrote.
    ChangedSince {
        id: Uuid,
    },
    /// Something else uses the record that the import made for a name: undoing the import leaves it.
    StillUsed {
        object: String,
        id: Uuid,
    },
    /// The same key, phone or e-mail stands in an earlier line of the file.
    SameAsLine {
        line: u64,
        by: String,
    },
    /// The same phone or e-mail is in the database.
    SameAsRecord {
        id: Uuid,
        title: String,
        by: String,
    },
    /// Only the name is the same: taken, with a warning.
    SameName {
        line: Option<u64>,
        id: Option<Uuid>,
    },
    /// Not enough rights to change that record.
    Forbidden,
    /// Key column without a value.
    NoKey,
    /// Refused by a rule of the object, as words of `contract::Problem`.
    Refused {
        problem: crate::Problem,
    },
}

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row goes in.
    Warning,
    /// The row is left out since it is there already.
    Duplicate,
    /// The row must be mended.
    Error,
}

/// One problem of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowNote {
    /// Line in the file, the header being line 1.
    pub line: u64,
    /// By what a person knows the row: its name, or else its first filled cells.
    #[serde(default)]
    pub title: String,
    /// Header of the column; empty when it is about the whole row.
    pub column: String,
    /// The field it was meant for.
    pub field: String,
    /// The cell as it stands in the file.
    pub value: String,
    pub severity: Severity,
    pub problem: RowProblem,
    /// Rows of which the same is said, this one being the first. More than one only where warnings are gathered.
    #[serde(default = "one")]
    pub rows: u64,
}

fn one() -> u64 {
    1
}

/// A file that was read: what it looks like and how it would be brought in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPreview {
    pub id: Uuid,
    pub file_name: String,
    pub bytes: u64,
    /// `UTF-8`, `GB18030` …
    pub encoding: String,
    /// `,` `;` tab; empty for a workbook.
    pub delimiter: String,
    /// The sheet of a workbook that is read; empty for any other file.
    #[serde(default)]
    pub sheet: String,
    /// Sheets of the workbook that are not read.
    #[serde(default)]
    pub other_sheets: u32,
    /// Rows of the file.
    #[serde(default)]
    pub total: u64,
    pub plan: ImportPlan,
    /// The saved mapping that the plan follows, and its name: it knows every header it maps in this file.
    #[serde(default)]
    pub mapping: Option<(Uuid, String)>,
    /// The first rows as they stand, at most 20.
    pub rows: Vec<Vec<String>>,
}

/// Where an import stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportState {
    /// Uploaded, not yet confirmed.
    #[default]
    Draft,
    Checking,
    /// Checked; waits for the person.
    Checked,
    Running,
    Done,
    /// Stopped half-way, can go on or be undone.
    Stopped,
    Undoing,
    Undone,
}

impl ImportState {
    /// The states in which the server works on it.
    pub const MOVING: [Self; 3] = [Self::Checking, Self::Running, Self::Undoing];

    /// Whether the server works on it, so that it changes without the person.
    #[must_use]
    pub fn is_moving(self) -> bool {
        Self::MOVING.contains(&self)
    }
}

/// The counts of an import: created + updated + skipped + duplicates + failed = rows; `warnings` counts rows apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportCounts {
    pub rows: u64,
    pub created: u64,
    pub updated: u64,
    /// There already, and nothing to change.
    pub skipped: u64,
    pub duplicates: u64,
    pub failed: u64,
    pub warnings: u64,
    pub seconds: f64,
}

impl ImportCounts {
    /// Adds what came of other rows.
    pub fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.created += other.created;
        self.updated += other.updated;
        self.skipped += other.skipped;
        self.duplicates += other.duplicates;
        self.failed += other.failed;
        self.warnings += other.warnings;
        self.seconds += other.seconds;
    }
}

/// An import and how far it got.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportStatus {
    pub id: Uuid,
    pub object: String,
    pub file_name: String,
    pub state: ImportState,
    /// Bytes of the file read, of `bytes`, to show progress before the rows are counted. While it is undone:
    /// how much of it is taken back, in the same measure.
    pub read: u64,
    pub bytes: u64,
    /// Rows of the file, once a check has counted them; 0 before.
    #[serde(default)]
    pub total: u64,
    /// As they are so far; after a check as they would be.
    pub counts: ImportCounts,
    pub started_by: String,
    pub started_at: DateTime<Utc>,
    /// Nobody works on it at present; it goes on by itself.
    #[serde(default)]
    pub is_interrupted: bool,
    pub may_undo: bool,
}

/// What a check found: the counts as they would be, and the first notes of each kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportCheck {
    pub status: ImportStatus,
    /// The plan the file was checked under.
    pub plan: ImportPlan,
    /// At most [`MOST_NOTES`] of each severity. Errors and duplicates in the order of the file, the download has
    /// all; warnings that say the same of the same cell are one, the most frequent first.
    pub notes: Vec<RowNote>,
    /// Rows as they would be created, at most 20: the line, and one converted cell for each column of the
    /// plan that has a field, in their order, written as the asker reads them.
    pub created: Vec<(u64, Vec<String>)>,
}

/// Notes of each severity that a person sees at once.
pub const MOST_NOTES: usize = 200;

/// Largest file in bytes that is taken for an import: 1 GB.
pub const LARGEST_IMPORT: u64 = 1_000_000_000;
