//! Making a backup: the copy, the file, the trial, and which older ones may go.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Context;
use chrono::Utc;
use contract::dto::backups::{BackupStep, BackupTrouble, Tried};
use sha2::{Digest, Sha256};
use tokio::sync::watch;
use uuid::Uuid;

use super::database;
use super::journal::{self, Made, Run};
use super::manifest::{Kind, Manifest, refused, told, trouble_of};
use super::name::{BackupFile, Maker, known, name_of};
use super::pack::{FOLDERS, Load, pack};
use super::place::{Sink, make_folder};
use super::told::{Deed, tell_done};
use super::{Place, Plan, keep, trial};
use crate::digest::hexadecimal;
use crate::{Config, Crm, Desk, Error, Result};

/// How often it is told how far a backup is.
const TICK: Duration = Duration::from_secs(1);

/// Begins one in the background, for administrators.
///
/// # Errors
/// [`contract::Refusal::Forbidden`]; [`BackupTrouble::Busy`] while another one is made.
pub async fn begin(desk: &Desk) -> Result<()> {
    desk.must_administer()?;
    let desk = desk.clone();
    let plan = super::plan(desk.crm());
    let run = Run::begin(desk.crm(), Maker::Person).await?;
    tokio::spawn(async move {
        // What came of it stands in the table and in the log.
        let _ = go(&desk, &plan, &run).await;
    });
    Ok(())
}

/// Makes one, tries it out, and lets those go that are outdated.
///
/// # Errors
/// [`contract::Refusal::Backup`] with what hindered it.
pub async fn make(crm: &Arc<Crm>, plan: &Plan, maker: Maker) -> Result<(BackupFile, Tried)> {
    let run = Run::begin(crm, maker).await?;
    let desk = crm.system_desk("backups");
    go(&desk, plan, &run).await.map_err(refused)
}

async fn go(
    desk: &Desk,
    plan: &Plan,
    run: &Run,
) -> std::result::Result<(BackupFile, Tried), BackupTrouble> {
    let crm = desk.crm();
    let progress = Progress::default();
    let made = tokio::select! {
        made = write_and_try(crm, plan, run, &progress) => made.map_err(trouble_of),
        () = tell(crm, run, &progress) => Err(BackupTrouble::Broken),
    };
    let outcome = match &made {
        Ok((_, tried)) => Ok(tried.clone()),
        Err(trouble) => {
            tracing::warn!(%trouble, "a backup was not made");
            tell_done(desk, Deed::Failed, &trouble.to_string()).await;
            Err(trouble.clone())
        }
    };
    run.end(crm, outcome).await.map_err(trouble_of)?;
    if let Ok((file, tried)) = &made {
        tracing::info!(file.name, file.bytes, ?tried.outcome, "a backup was made");
        let deed = match tried.outcome {
            Ok(_) => Deed::Made,
            Err(_) => Deed::Failed,
        };
        tell_done(desk, deed, &file.name).await;
        // Only a backup that is known to be good replaces older ones.
        if tried.outcome.is_ok() {
            let swept = sweep(desk, plan).await;
            if let Err(error) = swept {
                tracing::warn!(%error, "outdated backups were not removed");
            }
        }
    }
    made
}

async fn write_and_try(
    crm: &Arc<Crm>,
    plan: &Plan,
    run: &Run,
    progress: &Progress,
) -> Result<(BackupFile, Tried)> {
    let folder = Folder::new(crm.config(), "run")?;
    plan.place.sweep()?;
    let copy = folder.path().join("database");
    let contents = database::copy(crm, &copy).await?;
    let kind = Kind::of(&crm.config().database);
    progress.begin(
        BackupStep::Packing,
        size_of(&copy)? + files_size(&crm.config().files)?,
    );
    let manifest = Manifest::of(kind, contents);
    let name = name_of(manifest.made_at, run.maker, plan.keys.encrypt());
    let load = (folder.path(), name);
    let written = write(crm, plan, load, manifest, progress).await?;
    let (file, digest) = (&written.file, written.digest.as_str());
    run.made(
        crm,
        &Made {
            name: &file.name,
            bytes: file.bytes,
            digest,
            manifest: &written.manifest,
        },
    )
    .await?;
    drop(folder);
    progress.begin(BackupStep::Trying, 0);
    let outcome = trial::after_making(crm.config(), plan, &written.file.name, digest).await;
    let tried = Tried {
        at: Utc::now(),
        outcome: outcome.map_err(trouble_of),
    };
    Ok((written.file, tried))
}

/// A backup as it was written.
struct Written {
    file: BackupFile,
    digest: String,
    manifest: Manifest,
}

/// Packs and sends it. What fails leaves nothing at the place.
async fn write(
    crm: &Arc<Crm>,
    plan: &Plan,
    (folder, name): (&Path, String),
    manifest: Manifest,
    progress: &Progress,
) -> Result<Written> {
    let (place, keys) = (plan.place.clone(), plan.keys.clone());
    let (folder, files) = (folder.to_owned(), crm.config().files.clone());
    let packed = Arc::clone(&progress.packed);
    let writing = tokio::task::spawn_blocking(move || {
        let mut output = Hashed::new(place.begin(&name)?);
        let load = Load {
            database: &folder.join("database"),
            files: &files,
            sums: &folder.join("sums"),
            packed: &packed,
        };
        match pack(&load, manifest, &keys, &mut output) {
            Ok(manifest) => {
                let bytes = output.bytes;
                let digest = output.finish()?;
                Ok(Written {
                    file: known(&name, bytes).context("the name of a backup")?,
                    digest,
                    manifest,
                })
            }
            Err(error) => {
                output.sink.give_up();
                Err(of_place(&place, told(error)))
            }
        }
    });
    writing.await.map_err(Error::broken)?
}

/// What broke while it was sent to a storage is the storage's trouble.
fn of_place(place: &Place, error: Error) -> Error {
    match (place, error) {
        (Place::Bucket { .. }, Error::Broken(error)) => {
            tracing::warn!(
                error = format!("{error:#}"),
                "a backup was not taken by the storage"
            );
            refused(BackupTrouble::Unreachable)
        }
        (_, error) => error,
    }
}

/// Removes what is outdated, and what is known of it.
async fn sweep(desk: &Desk, plan: &Plan) -> Result<()> {
    let house = desk.crm().door().house();
    let files = journal::marked(house, plan.place.list().await?).await?;
    let gone = keep::outdated(&files, plan.keep, Utc::now());
    for name in &gone {
        plan.place.remove(name).await?;
        tell_done(desk, Deed::Deleted, name).await;
    }
    journal::forget(house, &gone).await
}

/// How far a backup is.
#[derive(Default)]
struct Progress {
    packed: Arc<AtomicU64>,
    stage: watch::Sender<Stage>,
}

#[derive(Clone, Copy)]
struct Stage {
    step: BackupStep,
    total: u64,
}

impl Default for Stage {
    fn default() -> Self {
        Self {
            step: BackupStep::Copying,
            total: 0,
        }
    }
}

impl Progress {
    fn begin(&self, step: BackupStep, total: u64) {
        self.stage.send_replace(Stage { step, total });
    }

    fn now(&self) -> (BackupStep, u8) {
        let stage = *self.stage.borrow();
        let packed = self.packed.load(Ordering::Relaxed);
        let percent = (packed * 100).checked_div(stage.total).unwrap_or_default();
        (stage.step, u8::try_from(percent.min(100)).unwrap_or(100))
    }
}

/// Tells again and again how far it is, for as long as it is asked to.
async fn tell(crm: &Crm, run: &Run, progress: &Progress) {
    loop {
        let (step, percent) = progress.now();
        if let Err(error) = run.stand(crm, step, percent).await {
            tracing::debug!(%error, "how far a backup is was not told");
        }
        tokio::time::sleep(TICK).await;
    }
}

/// What is written, with its digest.
struct Hashed {
    sink: Sink,
    digest: Sha256,
    bytes: u64,
}

impl Hashed {
    fn new(sink: Sink) -> Self {
        Self {
            sink,
            digest: Sha256::new(),
            bytes: 0,
        }
    }

    fn finish(self) -> Result<String> {
        self.sink.finish()?;
        Ok(hexadecimal(&self.digest.finalize()))
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.sink.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// A folder for work, gone when it is done. Beside the store of files: there is room for data, and it is not in a backup.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// One of a purpose. What earlier ones of the same purpose left that were cut off goes.
    pub(super) fn new(config: &Config, purpose: &str) -> Result<Self> {
        let all = config.files.with_file_name("backup-work").join(purpose);
        if all.is_dir() {
            std::fs::remove_dir_all(&all)?;
        }
        let folder = all.join(Uuid::now_v7().simple().to_string());
        make_folder(&folder)?;
        Ok(Self(folder))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn size_of(file: &Path) -> Result<u64> {
    Ok(std::fs::metadata(file)?.len())
}

/// How many bytes are in the store of files.
fn files_size(files: &Path) -> Result<u64> {
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| files.join(folder)).collect();
    let mut bytes = 0;
    while let Some(folder) = folders.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            match entry.metadata() {
                Ok(found) if found.is_dir() => folders.push(entry.path()),
                Ok(found) => bytes += found.len(),
                Err(_) => {}
            }
        }
    }
    Ok(bytes)
}
