//! What is there and what was restored change places, both or neither, even when the process is killed half-way: a
//! journal beside the data says how far it came, and whoever starts next goes back or tidies up.

use std::fs::{File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use contract::dto::backups::BackupTrouble;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::database::{connect, sqlite_file};
use super::manifest::{Kind, refused};
use super::place::{make_folder, sync_folder};
use super::postgres;
use crate::{Config, Result};

/// What belongs to a file of SQLite.
const PARTS: [&str; 3] = ["", "-wal", "-shm"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    /// Nothing of what is there was touched.
    Preparing,
    /// Some of it may stand aside.
    Exchanging,
    /// What was restored is in place.
    Done,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Line {
    id: Uuid,
    phase: Phase,
}

/// A restore that is going on in this process, and in no other.
pub(super) struct Exchange<'a> {
    config: &'a Config,
    id: Uuid,
    journal: PathBuf,
    phase: Phase,
    /// Locked for as long as it is open.
    file: File,
}

/// Finishes, or takes back, what a process left that was killed while it restored. To be called before the database is
/// opened.
///
/// # Errors
/// [`BackupTrouble::Busy`] while a restore is going on; when the disk or the database fails.
pub async fn recover(config: &Config) -> Result<()> {
    let journal = journal(config);
    if !journal.exists() {
        return Ok(());
    }
    let mut file = locked(&journal)?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    // A line that was not written whole was the first one: nothing was touched before it.
    let Ok(line) = serde_json::from_str::<Line>(&text) else {
        return Ok(std::fs::remove_file(&journal)?);
    };
    let left = Exchange {
        config,
        id: line.id,
        journal,
        phase: line.phase,
        file,
    };
    tracing::warn!(phase = ?line.phase, "a restore was cut off");
    match line.phase {
        Phase::Preparing | Phase::Exchanging => left.take_back().await,
        Phase::Done => left.tidy_up().await,
    }
}

impl<'a> Exchange<'a> {
    /// Begins one.
    ///
    /// # Errors
    /// As [`recover`].
    pub(super) async fn begin(config: &'a Config) -> Result<Self> {
        recover(config).await?;
        let journal = journal(config);
        if let Some(folder) = journal.parent().filter(|folder| !folder.exists()) {
            make_folder(folder)?;
        }
        let mut exchange = Self {
            config,
            id: Uuid::now_v7(),
            file: locked(&journal)?,
            journal,
            phase: Phase::Preparing,
        };
        exchange.note(Phase::Preparing)?;
        Ok(exchange)
    }

    /// Where the database is prepared: on SQLite the new file itself, on PostgreSQL the dump.
    pub(super) fn new_database(&self) -> Result<PathBuf> {
        match Kind::of(&self.config.database) {
            Kind::Sqlite => Ok(self.beside(&sqlite_file(&self.config.database)?, "new")),
            Kind::Postgres => Ok(self.beside(&self.config.files.with_file_name("dump"), "new")),
        }
    }

    /// Where the store of files is prepared.
    pub(super) fn new_files(&self) -> PathBuf {
        self.beside(&self.config.files, "new")
    }

    /// The schema under which the tables of PostgreSQL stand aside.
    pub(super) fn aside(&self) -> String {
        format!("before_{}", self.id.simple())
    }

    /// From here on something may stand aside.
    pub(super) fn touch(&mut self) -> Result<()> {
        self.note(Phase::Exchanging)
    }

    /// Puts the files in place; on SQLite the database too. Then there is no way back.
    pub(super) fn exchange(&mut self) -> Result<()> {
        if Kind::of(&self.config.database) == Kind::Sqlite {
            let file = sqlite_file(&self.config.database)?;
            for part in PARTS {
                let there = with(&file, part);
                rename(&there, &self.beside(&there, "old"))?;
            }
            rename(&self.new_database()?, &file)?;
            sync_folder(&file)?;
        }
        rename(&self.config.files, &self.beside(&self.config.files, "old"))?;
        rename(&self.new_files(), &self.config.files)?;
        sync_folder(&self.config.files)?;
        self.note(Phase::Done)
    }

    /// Brings back everything as it was.
    pub(super) async fn take_back(self) -> Result<()> {
        if self.phase == Phase::Exchanging {
            match Kind::of(&self.config.database) {
                Kind::Sqlite => {
                    let file = sqlite_file(&self.config.database)?;
                    self.put_back(&file, &self.new_database()?)?;
                    for part in &PARTS[1..] {
                        let there = with(&file, part);
                        rename(&self.beside(&there, "old"), &there)?;
                    }
                }
                Kind::Postgres => {
                    let here = connect(&self.config.database).await?;
                    postgres::bring_back(&here, &self.aside()).await?;
                    here.close().await?;
                }
            }
            self.put_back(&self.config.files, &self.new_files())?;
        }
        self.tidy_up().await
    }

    /// What was prepared and is prepared no more stands in the place: it goes. What stands aside comes back.
    fn put_back(&self, place: &Path, prepared: &Path) -> io::Result<()> {
        if !prepared.exists() {
            remove(place)?;
        }
        rename(&self.beside(place, "old"), place)
    }

    /// Removes what stands aside, and the journal.
    pub(super) async fn tidy_up(self) -> Result<()> {
        if Kind::of(&self.config.database) == Kind::Sqlite {
            let file = sqlite_file(&self.config.database)?;
            for part in PARTS {
                remove(&self.beside(&with(&file, part), "old"))?;
                remove(&with(&self.new_database()?, part))?;
            }
        } else {
            let here = connect(&self.config.database).await?;
            postgres::let_go(&here, &self.aside()).await?;
            here.close().await?;
            remove(&self.new_database()?)?;
        }
        remove(&self.beside(&self.config.files, "old"))?;
        remove(&self.new_files())?;
        Ok(std::fs::remove_file(&self.journal)?)
    }

    fn note(&mut self, phase: Phase) -> Result<()> {
        let line = serde_json::to_vec(&Line { id: self.id, phase })?;
        // Torn by a crash it cannot be read, which does no harm: before it nothing was touched, or everything is done.
        self.file.rewind()?;
        self.file.write_all(&line)?;
        self.file.set_len(line.len() as u64)?;
        self.file.sync_all()?;
        self.phase = phase;
        Ok(sync_folder(&self.journal)?)
    }

    /// A name beside a file or folder, on the same disk.
    fn beside(&self, path: &Path, what: &str) -> PathBuf {
        with(path, &format!(".{what}-{}", self.id.simple()))
    }
}

fn journal(config: &Config) -> PathBuf {
    config.files.with_file_name("restore.json")
}

fn locked(journal: &Path) -> Result<File> {
    let opened = File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(journal);
    let file = opened.with_context(|| format!("{} cannot be written", journal.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(refused(BackupTrouble::Busy)),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Renames what is there.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    match std::fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        renamed => renamed,
    }
}

/// Removes a file or a folder with everything in it.
fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() {
        std::fs::remove_dir_all(path)
    } else {
        std::fs::remove_file(path)
    };
    match removed {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}
