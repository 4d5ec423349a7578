//! What is in a backup.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use contract::dto::backups::BackupTrouble;
use serde::{Deserialize, Serialize};

use crate::Result;

/// The member of the file that holds it: the last one.
pub(super) const MEMBER: &str = "manifest.json";
/// The member with the digests of all before it, in the form that `sha256sum -c` reads.
pub(super) const SUMS: &str = "SHA256SUMS";
/// The member that is the database.
pub(super) const DATABASE: &str = "database";
/// The folder of members that are the store of files.
pub(super) const FILES: &str = "files";
/// The form of the file that this program writes, and the newest it reads.
const FORM: u32 = 1;

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub form: u32,
    /// Of the product that made it.
    pub version: String,
    /// Of the copy of the database: what was acknowledged before is in it.
    pub made_at: DateTime<Utc>,
    pub database: Kind,
    /// The changes of the schema that its database has had.
    pub migrations: Vec<String>,
    /// Rows by table.
    pub counts: BTreeMap<String, u64>,
    pub files: u64,
    /// The ids of the keys by which something in it is sealed; absent where an earlier version made it.
    #[serde(default)]
    pub keys: Option<Vec<String>>,
    /// SHA-256 of the member with the digests of all others.
    pub sums: String,
}

/// Which database was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    /// Of an address.
    #[must_use]
    pub fn of(database: &str) -> Self {
        if database.starts_with("sqlite:") {
            Self::Sqlite
        } else {
            Self::Postgres
        }
    }
}

impl Manifest {
    /// Of a copy that was just made; the digest of digests comes when all is packed.
    pub(super) fn of(database: Kind, contents: Contents) -> Self {
        Self {
            form: FORM,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            made_at: contents.made_at,
            database,
            migrations: contents.migrations,
            counts: contents.counts,
            files: 0,
            keys: Some(contents.keys),
            sums: String::new(),
        }
    }

    /// Refuses what this program does not know how to read.
    pub(super) fn must_be_known(&self) -> Result<()> {
        use migration::MigratorTrait;
        let known = migration::Migrator::migrations();
        let is_known = |name: &String| known.iter().any(|known| known.name() == name);
        if self.form <= FORM && self.migrations.iter().all(is_known) {
            // Every database of ours has had a change of its schema.
            return match self.migrations.is_empty() {
                true => Err(refused(BackupTrouble::NotABackup)),
                false => Ok(()),
            };
        }
        Err(refused(BackupTrouble::Newer {
            version: self.version.clone(),
        }))
    }
}

/// What a database held when it was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contents {
    pub(super) made_at: DateTime<Utc>,
    pub(super) migrations: Vec<String>,
    pub(super) counts: BTreeMap<String, u64>,
    /// The ids of the keys by which something is sealed.
    pub(super) keys: Vec<String>,
}

/// A trouble as an error.
pub(super) fn refused(trouble: BackupTrouble) -> crate::Error {
    contract::Refusal::Backup(trouble).into()
}

/// The trouble that an error is told as. What broke is logged.
pub(super) fn trouble_of(error: crate::Error) -> BackupTrouble {
    match error {
        crate::Error::Refused(contract::Refusal::Backup(trouble)) => trouble,
        error if error.is_full() => BackupTrouble::NoRoom,
        error => {
            drop(error.into_refusal());
            BackupTrouble::Broken
        }
    }
}

/// As [`trouble_of`], as an error again.
pub(super) fn told(error: crate::Error) -> crate::Error {
    match error {
        error if error.is_full() => refused(BackupTrouble::NoRoom),
        error => error,
    }
}
