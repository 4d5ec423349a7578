//! What administrators see of backups, and what they may do with them.
#![expect(
    clippy::disallowed_methods,
    reason = "reads tables of the house: the log"
)]

use std::collections::BTreeMap;

use contract::Refusal;
use contract::dto::audit::NOTE;
use contract::dto::backups::{
    BackupCount, BackupInfo, BackupRun, BackupTrouble, Backups, FailedBackup, LastRestore,
    RestorePreview,
};
use entity::{backup, event};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::manifest::{Manifest, refused};
use super::name::known;
use super::place::Reading;
use super::restore::LAST;
use super::told::{Deed, tell};
use super::unpack::{Into, unpack};
use super::{Plan, database, journal, keep, unread};
use crate::{Crm, Desk, Error, Result, settings};

/// The backups of this installation, for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`BackupTrouble::Unreachable`].
pub async fn shown(desk: &Desk) -> Result<Backups> {
    desk.must_administer()?;
    let crm = desk.crm();
    let plan = super::plan(crm);
    let house = crm.door().house();
    let rows = journal::all(house).await?;
    let files = journal::marked(house, plan.place.list().await?).await?;
    let by_name: BTreeMap<&str, &backup::Model> =
        rows.iter().map(|row| (row.name.as_str(), row)).collect();
    let list = files
        .into_iter()
        .map(|file| {
            let row = by_name.get(file.name.as_str());
            BackupInfo {
                bytes: file.bytes,
                made_at: file.made_at,
                is_encrypted: file.is_encrypted(),
                is_scheduled: !file.is_by_hand,
                kept_until: keep::kept_until(&file, plan.keep),
                tried: row.and_then(|row| journal::read(row.tried.as_deref()?)),
                name: file.name,
            }
        })
        .collect();
    let restored = settings::one(house, LAST).await?;
    let mut restored: Option<LastRestore> = restored.and_then(|text| journal::read(&text));
    if let Some(last) = &mut restored {
        unread::still(crm, last);
    }
    Ok(Backups {
        place: plan.place.address(),
        is_encrypted: plan.keys.encrypt(),
        hour: plan.hour,
        keep: plan.keep,
        list,
        run: rows.iter().find_map(running),
        failed: rows.first().and_then(failed),
        restored,
        is_restoring: crm.backups().is_asked(),
    })
}

fn running(row: &backup::Model) -> Option<BackupRun> {
    Some(BackupRun {
        id: row.id,
        step: journal::read(&row.step)?,
        percent: u8::try_from(row.percent).unwrap_or_default(),
        started_at: row.started_at,
    })
    .filter(|_| journal::is_running(row))
}

fn failed(row: &backup::Model) -> Option<FailedBackup> {
    let is_left = row.slot.is_some() && !journal::is_running(row);
    let trouble = match &row.trouble {
        Some(text) => journal::read(text)?,
        None if is_left => BackupTrouble::CutOff,
        None => return None,
    };
    Some(FailedBackup {
        at: row.started_at,
        trouble,
    })
}

/// What a restore would do, in numbers, for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`] for no name of a backup; [`Refusal::Backup`] when it is gone or cannot
/// be read.
pub async fn preview(desk: &Desk, name: &str) -> Result<RestorePreview> {
    desk.must_administer()?;
    must_be_a_name(name)?;
    let crm = desk.crm();
    let plan = super::plan(crm);
    let row = journal::of_name(crm.door().house(), name).await?;
    plan.place.size(name).await?;
    let manifest = match row.and_then(|row| serde_json::from_str(&row.manifest).ok()) {
        Some(manifest) => manifest,
        None => read_manifest(&plan, name).await?,
    };
    manifest.must_be_known()?;
    let here = database::contents(crm.door().house().read(), manifest.made_at).await?;
    let since = event::Entity::find()
        .filter(event::Column::At.gt(manifest.made_at))
        .filter(event::Column::Object.not_like(format!("{NOTE}%")))
        .count(crm.door().house().read())
        .await?;
    Ok(RestorePreview {
        name: name.to_owned(),
        made_at: manifest.made_at,
        counts: counts(crm, &manifest, &here.counts),
        version: manifest.version,
        files: manifest.files,
        changes_since: since,
        missing_keys: manifest.keys.map(|needed| unread::missing(crm, needed)),
        people_with_codes: manifest
            .counts
            .get("second_factor")
            .copied()
            .unwrap_or_default(),
    })
}

/// Of a backup that this installation knows nothing about: the whole of it is read.
async fn read_manifest(plan: &Plan, name: &str) -> Result<Manifest> {
    let (reading, keys) = (plan.place.read(name).await?, plan.keys.clone());
    let read = tokio::task::spawn_blocking(move || unpack(&keys, reading, Into::default()));
    read.await.map_err(Error::broken)?
}

/// The objects of which there are records, there or here.
fn counts(crm: &Crm, manifest: &Manifest, here: &BTreeMap<String, u64>) -> Vec<BackupCount> {
    let descriptions = crm.descriptions();
    let of = |counts: &BTreeMap<String, u64>, table: &str| {
        counts.get(table).copied().unwrap_or_default()
    };
    descriptions
        .all()
        .iter()
        .map(|object| BackupCount {
            object: object.key.clone(),
            there: of(&manifest.counts, object.table()),
            here: of(here, object.table()),
        })
        .filter(|count| count.there + count.here > 0)
        .collect()
}

/// One backup to take along, with its size, for administrators.
///
/// # Errors
/// As [`preview`].
pub async fn download(desk: &Desk, name: &str) -> Result<(u64, Reading)> {
    desk.must_administer()?;
    must_be_a_name(name)?;
    let plan = super::plan(desk.crm());
    let bytes = plan.place.size(name).await?;
    tell(desk, Deed::Downloaded, name).await?;
    Ok((bytes, plan.place.read(name).await?))
}

/// Asks for a restore, for administrators: the server lets the requests at work come to their end, restores, and serves
/// again. Everybody signs in anew.
///
/// # Errors
/// As [`preview`]; [`BackupTrouble::Busy`] while a backup is made or a restore was asked for already.
pub async fn ask_restore(desk: &Desk, name: &str) -> Result<()> {
    preview(desk, name).await?;
    let crm = desk.crm();
    let rows = journal::all(crm.door().house()).await?;
    tell(desk, Deed::RestoreAsked, name).await?;
    if rows.iter().any(journal::is_running) || !crm.backups().ask(name) {
        return Err(refused(BackupTrouble::Busy));
    }
    tracing::warn!(name, by = desk.actor().name(), "a restore was asked for");
    Ok(())
}

/// The name of a backup and nothing else: no path leads out of the place for them.
fn must_be_a_name(name: &str) -> Result<()> {
    let is_one = known(name, 0).is_some() && !name.contains(['/', '\\']);
    Ok(is_one.then_some(()).ok_or(Refusal::NotFound)?)
}
