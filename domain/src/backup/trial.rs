//! Trying a backup out: restored into a temporary place, and looked at.

use std::path::Path;

use contract::dto::backups::{BackupTrouble, Trial};

use super::make::Folder;
use super::manifest::{DATABASE, Kind, Manifest, refused, told};
use super::unpack::{Into, copy, unpack};
use super::{Keys, Place, Plan, database, postgres};
use crate::{Config, Error, Result};

/// What was found of a backup.
#[derive(Clone, Debug)]
pub struct Tested {
    pub manifest: Manifest,
    pub trial: Trial,
}

/// Reads all of a backup, restores its database into a temporary place and compares the rows of each table with what
/// the backup says. The place is beside the data, and removed.
///
/// # Errors
/// [`contract::Refusal::Backup`] with what is wrong with it.
pub async fn verify(config: &Config, keys: &Keys, place: &Place, name: &str) -> Result<Tested> {
    let folder = Folder::new(config, "verify")?;
    test(config, keys, place, name, folder.path())
        .await
        .map_err(told)
}

/// As [`verify`], right after it was made. Where nothing here opens it, what was written is read back.
pub(super) async fn after_making(
    config: &Config,
    plan: &Plan,
    name: &str,
    digest: &str,
) -> Result<Trial> {
    if plan.keys.encrypt() && !plan.keys.open_some() {
        return read_back(&plan.place, name, digest).await;
    }
    let folder = Folder::new(config, "trial")?;
    let tested = test(config, &plan.keys, &plan.place, name, folder.path()).await;
    tested.map(|tested| tested.trial).map_err(told)
}

async fn test(
    config: &Config,
    keys: &Keys,
    place: &Place,
    name: &str,
    folder: &Path,
) -> Result<Tested> {
    let copy = folder.join(DATABASE);
    let (reading, keys, to) = (place.read(name).await?, keys.clone(), copy.clone());
    let unpacking = tokio::task::spawn_blocking(move || {
        let into = Into {
            database: Some(&to),
            files: None,
        };
        unpack(&keys, reading, into)
    });
    let manifest = unpacking.await.map_err(Error::broken)??;
    manifest.must_be_known()?;
    let trial = match manifest.database {
        Kind::Sqlite => sqlite(&manifest, &copy).await?,
        Kind::Postgres => in_postgres(config, &manifest, &copy).await?,
    };
    Ok(Tested { manifest, trial })
}

async fn sqlite(manifest: &Manifest, copy: &Path) -> Result<Trial> {
    let connection = database::open_copy(copy).await?;
    let is_sound = database::is_sound(&connection).await?;
    let found = database::contents(&connection, manifest.made_at).await?;
    connection.close().await?;
    if !is_sound {
        return Err(refused(BackupTrouble::Damaged));
    }
    same(manifest, &found.counts)
}

async fn in_postgres(config: &Config, manifest: &Manifest, copy: &Path) -> Result<Trial> {
    if Kind::of(&config.database) != Kind::Postgres {
        return Ok(Trial::ReadBack);
    }
    let Some(beside) = postgres::make_beside(&config.database).await? else {
        return Ok(Trial::ReadBack);
    };
    let restored = restored(&beside.url, manifest, copy).await;
    beside.drop().await?;
    restored
}

async fn restored(url: &str, manifest: &Manifest, copy: &Path) -> Result<Trial> {
    postgres::load(url, copy).await?;
    let connection = database::connect(url).await?;
    let found = database::contents(&connection, manifest.made_at).await?;
    connection.close().await?;
    same(manifest, &found.counts)
}

fn same(manifest: &Manifest, found: &std::collections::BTreeMap<String, u64>) -> Result<Trial> {
    if *found == manifest.counts {
        return Ok(Trial::Restored);
    }
    Err(refused(BackupTrouble::CountsDiffer))
}

/// Whether what lies there is what was written.
async fn read_back(place: &Place, name: &str, digest: &str) -> Result<Trial> {
    let mut reading = place.read(name).await?;
    let hashing = tokio::task::spawn_blocking(move || -> Result<String> {
        copy(&mut reading, &mut std::io::sink())
    });
    if hashing.await.map_err(Error::broken)?? == digest {
        return Ok(Trial::ReadBack);
    }
    Err(refused(BackupTrouble::Damaged))
}
