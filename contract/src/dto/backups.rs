//! Backups, as administrators see them.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What hinders a backup or a restore. The words are in the translations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupTrouble {
    /// It is encrypted, and no key that would open it is configured.
    NeedsKey,
    /// The configured keys are not those it was encrypted to.
    WrongKey,
    /// The file is no backup, or its beginning only.
    NotABackup,
    /// What is in it is not what was put in.
    Damaged,
    /// It was made by a newer version, whose number this is.
    Newer { version: String },
    /// It holds the data of the other kind of database.
    OtherDatabase,
    /// There are data that the restore would replace.
    NotEmpty,
    /// Another program works with the database.
    InUse,
    /// Another backup or restore is going on.
    Busy,
    /// The disk is full.
    NoRoom,
    /// A program of PostgreSQL is not installed.
    NoTool { tool: String },
    /// The storage does not answer, or refuses.
    Unreachable,
    /// What was restored holds other numbers of rows than the backup says.
    CountsDiffer,
    /// It is not at its place any more.
    Gone,
    /// The process that made it ended before it did.
    CutOff,
    /// Something broke; the log says what.
    Broken,
}

impl fmt::Display for BackupTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for BackupTrouble {}

/// How many backups are kept: of those of the schedule the newest of so many days, weeks and months; all that somebody
/// asked for, for so many days, after which they count like the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keep {
    pub daily: u16,
    pub weekly: u16,
    pub monthly: u16,
    /// Days for which those are kept that somebody asked for.
    pub by_hand: u16,
}

impl Default for Keep {
    fn default() -> Self {
        Self {
            daily: 7,
            weekly: 4,
            monthly: 12,
            by_hand: 30,
        }
    }
}

/// How a backup was tried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trial {
    /// It was restored into a temporary place, and every table had as many rows as when it was made.
    Restored,
    /// It was read back whole and is what was written: the key that opens it, or the right to make a
    /// temporary database, is not here.
    ReadBack,
}

/// What came of trying a backup out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    pub at: DateTime<Utc>,
    pub outcome: Result<Trial, BackupTrouble>,
}

/// One backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupInfo {
    /// Of its file.
    pub name: String,
    pub bytes: u64,
    pub made_at: DateTime<Utc>,
    pub is_encrypted: bool,
    /// Whether it was made by the schedule; otherwise somebody asked for it.
    pub is_scheduled: bool,
    /// Until when it is kept whatever comes after it, because somebody asked for it.
    pub kept_until: Option<DateTime<Utc>>,
    pub tried: Option<Tried>,
}

/// What a backup is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupStep {
    /// The database is copied.
    Copying,
    /// Database and files are packed and sent to their place.
    Packing,
    /// What was written is tried out.
    Trying,
}

/// A backup that is being made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupRun {
    pub id: Uuid,
    pub step: BackupStep,
    /// Of packing, in hundredths.
    pub percent: u8,
    pub started_at: DateTime<Utc>,
}

/// A backup that was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedBackup {
    pub at: DateTime<Utc>,
    pub trouble: BackupTrouble,
}

/// What came of the last restore of this installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRestore {
    pub name: String,
    pub at: DateTime<Utc>,
    /// Why everything is as it was before.
    pub trouble: Option<BackupTrouble>,
    /// What cannot be read since, because keys are missing here.
    #[serde(default)]
    pub unread: Option<Unread>,
}

/// What is sealed by keys that are not here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// The ids of the keys.
    pub keys: Vec<String>,
    /// Values of sensitive fields.
    pub values: u64,
    /// Changes in the log.
    pub events: u64,
    /// People who set up their codes anew.
    pub codes: u64,
    /// The password of the mail server is to be typed anew.
    pub mail_password: bool,
}

/// The page of backups.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backups {
    /// A folder, or a bucket of a storage.
    pub place: String,
    pub is_encrypted: bool,
    /// At which hour of the day in UTC one is made by itself; `None` when none is.
    pub hour: Option<u8>,
    pub keep: Keep,
    /// The newest first.
    pub list: Vec<BackupInfo>,
    pub run: Option<BackupRun>,
    /// The newest attempt, when it failed.
    pub failed: Option<FailedBackup>,
    pub restored: Option<LastRestore>,
    /// A restore was asked for and begins as soon as the requests at work are answered.
    pub is_restoring: bool,
}

/// How many records of an object there are in a backup, and here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupCount {
    pub object: String,
    pub there: u64,
    pub here: u64,
}

/// What a restore would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestorePreview {
    pub name: String,
    pub made_at: DateTime<Utc>,
    /// The version of the product that made it.
    pub version: String,
    pub counts: Vec<BackupCount>,
    pub files: u64,
    /// Changes in the log since it was made, which would be lost.
    pub changes_since: u64,
    /// The keys that it needs and that are not here; `None` where it does not say which it needs.
    pub missing_keys: Option<Vec<String>>,
    /// People in it who sign in by codes, which need a key, too.
    pub people_with_codes: u64,
}
