//! Bringing a backup back. It is verified and prepared beside what is there; only then do both change places.
#![expect(
    clippy::disallowed_methods,
    reason = "ends the sessions of what was restored, and looks whether a database is empty"
)]

use std::path::Path;
use std::sync::Arc;

use chrono::Utc;
use contract::dto::backups::{BackupTrouble, LastRestore};
use entity::{backup, session};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::database::{address, connect, contents, open_copy, sqlite_file, words};
use super::exchange::Exchange;
use super::manifest::{Kind, Manifest, refused, told, trouble_of};
use super::place::make_folder;
use super::told::{Deed, tell};
use super::unpack::{Into, unpack};
use super::{Keys, Place, postgres, unread};
use crate::{Config, Crm, Error, Result, privacy, settings};

/// The setting that remembers the last restore.
pub(super) const LAST: &str = "last_restore";

/// What becomes of data that are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Keep,
    Replace,
}

/// Which backup.
#[derive(Clone, Debug)]
pub struct Source {
    pub place: Place,
    pub name: String,
}

/// Brings a backup back: database and files. Nobody may work with them meanwhile. What is there stays as it is until
/// everything was verified and brought up to date; sessions of the backup are ended. Answers what was restored.
///
/// # Errors
/// [`contract::Refusal::Backup`] with what hinders it; everything is as it was before then.
pub async fn restore(
    config: &Config,
    keys: &Keys,
    source: &Source,
    existing: Existing,
) -> Result<Manifest> {
    if existing == Existing::Keep && !is_empty(config).await? {
        return Err(refused(BackupTrouble::NotEmpty));
    }
    let mut exchange = Exchange::begin(config).await?;
    match bring(config, keys, source, &mut exchange).await {
        Ok(manifest) => {
            if let Err(error) = exchange.tidy_up().await {
                tracing::warn!(%error, "what stood aside during the restore was not removed");
            }
            Ok(manifest)
        }
        Err(error) => {
            exchange.take_back().await?;
            Err(told(error))
        }
    }
}

async fn bring(
    config: &Config,
    keys: &Keys,
    source: &Source,
    exchange: &mut Exchange<'_>,
) -> Result<Manifest> {
    let (database, files) = (exchange.new_database()?, exchange.new_files());
    let manifest = unpacked(keys, source, &database, &files).await?;
    manifest.must_be_known()?;
    if manifest.database != Kind::of(&config.database) {
        return Err(refused(BackupTrouble::OtherDatabase));
    }
    match manifest.database {
        Kind::Sqlite => {
            let prepared = Config {
                database: address(&database),
                files,
                ..config.clone()
            };
            let copy = open_copy(&database).await?;
            must_hold(&manifest, &copy).await?;
            copy.close().await?;
            bring_up_to_date(&prepared).await?;
            fold(&database).await?;
            must_be_alone(&sqlite_file(&config.database)?).await?;
            exchange.touch()?;
        }
        Kind::Postgres => {
            let prepared = Config {
                files,
                ..config.clone()
            };
            let here = connect(&config.database).await?;
            postgres::must_be_alone(&here).await?;
            exchange.touch()?;
            postgres::put_aside(&here, &exchange.aside()).await?;
            postgres::load(&config.database, &database).await?;
            must_hold(&manifest, &here).await?;
            postgres::renumber(&here).await?;
            here.close().await?;
            bring_up_to_date(&prepared).await?;
        }
    }
    exchange.exchange()?;
    Ok(manifest)
}

async fn unpacked(keys: &Keys, source: &Source, database: &Path, files: &Path) -> Result<Manifest> {
    make_folder(files)?;
    let (keys, database, files) = (keys.clone(), database.to_owned(), files.to_owned());
    let reading = source.place.read(&source.name).await?;
    let unpacking = tokio::task::spawn_blocking(move || {
        let into = Into {
            database: Some(&database),
            files: Some(&files),
        };
        unpack(&keys, reading, into)
    });
    unpacking.await.map_err(Error::broken)?
}

async fn must_hold(manifest: &Manifest, here: &sea_orm::DatabaseConnection) -> Result<()> {
    let found = contents(here, manifest.made_at).await?;
    if found.counts == manifest.counts {
        return Ok(());
    }
    Err(refused(BackupTrouble::CountsDiffer))
}

/// Brings the schema up to this version, erases once more who was erased since, ends all sessions, and forgets the backup
/// that was being made.
async fn bring_up_to_date(prepared: &Config) -> Result<()> {
    let crm = Crm::open(prepared).await?;
    let house = crm.door().house();
    session::Entity::delete_many().exec(house.write()).await?;
    backup::Entity::delete_many()
        .filter(backup::Column::Slot.is_not_null())
        .exec(house.write())
        .await?;
    let again = privacy::replay(&crm).await?;
    if again > 0 {
        tracing::warn!(
            people = again,
            "people who had been erased were in the backup, and were erased once more"
        );
    }
    crm.close().await
}

/// Makes one file of a database of SQLite.
async fn fold(file: &Path) -> Result<()> {
    let connection = connect(&address(file)).await?;
    mode(&connection).await?;
    Ok(connection.close().await?)
}

/// Refuses while another program has the file open. What is no database has nobody who works with it.
async fn must_be_alone(file: &Path) -> Result<()> {
    if !file.exists() {
        return Ok(());
    }
    let Ok(connection) = connect(&address(file)).await else {
        return Ok(());
    };
    let alone = match mode(&connection).await {
        Ok(mode) if mode == "delete" => Ok(()),
        Ok(_) => Err(refused(BackupTrouble::InUse)),
        // SQLITE_BUSY, see <https://www.sqlite.org/rescode.html#busy>.
        Err(error) if error.to_string().contains("(code: 5)") => Err(refused(BackupTrouble::InUse)),
        Err(_) => Ok(()),
    };
    connection.close().await?;
    alone
}

/// Leaves the write-ahead log, which SQLite does for the only connection there is.
async fn mode(connection: &sea_orm::DatabaseConnection) -> Result<String> {
    let told = words(connection, "PRAGMA journal_mode = DELETE", "journal_mode").await?;
    Ok(told.into_iter().next().unwrap_or_default())
}

/// Whether there is nothing that a restore would replace: no users and no files.
async fn is_empty(config: &Config) -> Result<bool> {
    let content = config.files.join("content");
    if std::fs::read_dir(content).is_ok_and(|mut files| files.next().is_some()) {
        return Ok(false);
    }
    let connection = match Kind::of(&config.database) {
        Kind::Sqlite => {
            let file = sqlite_file(&config.database)?;
            match std::fs::metadata(&file) {
                Ok(found) if found.len() > 0 => {}
                _ => return Ok(true),
            }
            // Whatever it is, it is not nothing.
            let Ok(connection) = open_copy(&file).await else {
                return Ok(false);
            };
            connection
        }
        Kind::Postgres => connect(&config.database).await?,
    };
    let found = contents(&connection, Utc::now()).await;
    connection.close().await?;
    Ok(found.is_ok_and(|found| found.counts.get("user").is_none_or(|users| *users == 0)))
}

/// Remembers what came of a restore, for the page of backups.
///
/// # Errors
/// When the database fails.
pub async fn note_restored(crm: &Arc<Crm>, name: &str, outcome: Result<Manifest>) -> Result<()> {
    let trouble = outcome.err().map(trouble_of);
    let last = LastRestore {
        name: name.to_owned(),
        at: Utc::now(),
        unread: match trouble {
            None => unread::after_restore(crm).await?,
            Some(_) => None,
        },
        trouble,
    };
    let text = serde_json::to_string(&last)?;
    settings::set(crm.door().house().write(), LAST, &text).await?;
    let deed = match last.trouble {
        None => Deed::Restored,
        Some(_) => Deed::Failed,
    };
    tell(&crm.system_desk("restore"), deed, name).await
}
