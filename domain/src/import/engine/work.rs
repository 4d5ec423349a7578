//! Work on imports: begun by a person, taken over where it was left.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use contract::dto::imports::{ImportState, ImportStatus};
use contract::{Action, Reach, Refusal};
use sea_orm::DbBackend;
use uuid::Uuid;

use super::convert::Converter;
use super::hold::{self, Hold};
use super::job::Job;
use super::settle::Settling;
use super::words::Words;
use super::{check, look, plan, run, spared, undo};
use crate::{Crm, Desk, Error, Result, rounds};

/// How often long reading says that it is alive.
const PULSE: Duration = Duration::from_secs(10);
/// How often it is tried to take an import over from a worker that goes on.
const TRIES: u32 = 20;
/// Uploads that were never confirmed are kept for so long.
const FORGOTTEN_DAYS: i64 = 7;

/// Everything that stands ready before the first row.
pub(super) struct Stage {
    pub(super) converter: Arc<Converter>,
    pub(super) settling: Settling,
}

impl Stage {
    /// Makes ready for an import; surveys the file where that was not done for this plan. `None` when somebody
    /// else took the import over meanwhile.
    ///
    /// # Errors
    /// When the file cannot be read, or who began it may not do so any more.
    pub(super) async fn set(crm: &Arc<Crm>, job: &mut Job) -> Result<Option<Self>> {
        let desk = job.desk(crm).await?;
        may_import(&desk, &job.object)?;
        let object = desk.object(&job.object)?;
        plan::complete(&job.recipe.plan, &object)?;
        if job.recipe.styles.is_empty() {
            let kinds = plan::kinds(&job.recipe.plan, &object);
            let words = Words::of(&job.recipe.plan, &object);
            let survey = look::survey(job.path(crm), kinds, words, crm.settings().country);
            let Some(surveyed) = kept(crm, job, survey).await? else {
                return Ok(None);
            };
            job.recipe.take(&desk, &object, surveyed);
            if !job.keep_plan(crm.door().house().write()).await? {
                return Ok(None);
            }
        }
        spared::bring_likenesses_back(crm, job).await?;
        let recipe = &job.recipe;
        let converter = Converter::new(&desk, &object, recipe);
        let kind = plan::activity_kind(&recipe.plan, &job.file_name);
        let settling = Settling::new(
            desk,
            job.id,
            contract::ObjectDef::clone(&object),
            &recipe.plan,
            kind,
        );
        Ok(Some(Self {
            converter: Arc::new(converter),
            settling,
        }))
    }
}

/// Who may bring files in for an object.
///
/// # Errors
/// [`Refusal::NotFound`] where they may not even see it, [`Refusal::Forbidden`].
pub(super) fn may_import(desk: &Desk, object: &str) -> Result<()> {
    desk.within_reach(object, Action::Import)?;
    if desk.reach(object, Action::Create) == Reach::None {
        return Err(Refusal::Forbidden.into());
    }
    Ok(())
}

/// Does something long, with a sign of life now and then.
async fn kept<T>(
    crm: &Arc<Crm>,
    job: &mut Job,
    work: impl Future<Output = Result<T>>,
) -> Result<Option<T>> {
    let mut work = std::pin::pin!(work);
    loop {
        match tokio::time::timeout(PULSE, &mut work).await {
            Ok(done) => return done.map(Some),
            Err(_) if !job.keep(crm.door().house().write()).await? => return Ok(None),
            Err(_) => {}
        }
    }
}

/// A sign of life where the last one is some time ago. `false` when somebody else took the import over.
///
/// # Errors
/// When the database fails.
pub(super) async fn pulse(crm: &Arc<Crm>, job: &mut Job) -> Result<bool> {
    let is_due = (Utc::now() - job.updated_at).to_std().unwrap_or(PULSE) >= PULSE;
    Ok(!is_due || job.keep(crm.door().house().write()).await?)
}

/// Takes an import over and begins to work on it in the state that `prepare` names; leaves it alone where that
/// names none. Whoever worked on it until now finds that it is no longer theirs.
///
/// # Errors
/// What `prepare` says, [`Refusal::NotFound`].
pub(super) async fn set_off(
    desk: &Desk,
    id: Uuid,
    prepare: impl Fn(&mut Job) -> Result<Option<ImportState>>,
) -> Result<ImportStatus> {
    let (crm, mut tries) = (desk.crm(), 0);
    loop {
        let mut job = Job::of(desk, id).await?;
        let Some(state) = prepare(&mut job)? else {
            return Ok(job.status(desk));
        };
        let hold = Hold::on(&job.path(crm));
        if job.take(crm.door().house().write(), state).await? {
            let status = job.status(desk);
            begin(crm, job, hold);
            return Ok(status);
        }
        // Between look and grasp a batch ended, and with it the moment that named its holder.
        tries += 1;
        if tries == TRIES {
            return Err(Error::broken("an import could not be taken over"));
        }
    }
}

/// Works on an import, which this process holds, in the state it is in.
fn begin(crm: &Arc<Crm>, job: Job, hold: Option<Hold>) {
    let crm = Arc::clone(crm);
    tokio::spawn(async move {
        let (id, mut job) = (job.id, job);
        let done = match step(&crm, &mut job).await {
            Ok(done) => Ok(done),
            Err(error) => {
                tracing::error!(import = %id, state = ?job.state, %error, "an import stopped");
                stop(&crm, &mut job, &error).await
            }
        };
        match (done, hold) {
            (Ok(true), Some(hold)) => hold.end(),
            (Ok(_), _) => {}
            // It is found when the database is back.
            (Err(error), _) => {
                tracing::error!(import = %id, %error, "an import could not even be stopped");
            }
        }
    });
}

/// Does what the state of an import asks for.
///
/// # Errors
/// Whatever keeps it from coming to its end.
pub(super) async fn step(crm: &Arc<Crm>, job: &mut Job) -> Result<bool> {
    if job.state == ImportState::Checking {
        return check::check(crm, job).await;
    }
    crm.door().make_room().await?;
    let done = match job.state {
        ImportState::Running => run::run(crm, job).await,
        ImportState::Undoing => undo::undo(crm, job).await,
        _ => Ok(false),
    };
    // Also of what stopped or was taken over.
    let whole = spared::bring_back(crm, job).await;
    crm.door().take_room_back().await?;
    let done = done?;
    whole.map(|_| done)
}

/// Puts an import that cannot go on where a person finds it. Undoing is not left half-way where the machine was
/// at fault: it is tried again.
///
/// # Errors
/// When the database fails.
pub(super) async fn stop(crm: &Arc<Crm>, job: &mut Job, error: &Error) -> Result<bool> {
    let state = match (job.state, error) {
        (ImportState::Undoing, Error::Broken(_)) => return Ok(false),
        (ImportState::Checking, _) => ImportState::Draft,
        _ => ImportState::Stopped,
    };
    rest(crm, job, state).await
}

/// Ends the work on an import.
///
/// # Errors
/// When the database fails.
pub(super) async fn rest(crm: &Arc<Crm>, job: &mut Job, state: ImportState) -> Result<bool> {
    job.rest(crm.door().house().write(), state).await
}

/// Takes over the imports that a process left, now and from time to time. To be called once at the start of a
/// server; other servers and commands on the same database are left to their work.
///
/// # Errors
/// When the database fails.
pub(crate) async fn resume_all(crm: &Arc<Crm>) -> Result<()> {
    rounds::keep(crm, "imports", round).await
}

async fn round(crm: Arc<Crm>) -> Result<()> {
    let house = crm.door().house();
    for mut job in Job::moving(house).await? {
        let (state, path) = (job.state, job.path(&crm));
        // Processes on one SQLite file share its machine, so that a lock tells who lives.
        let is_alone = house.backend() == DbBackend::Sqlite && hold::is_orphaned(&path);
        if !is_alone && !job.has_lapsed() {
            continue;
        }
        let hold = Hold::on(&path);
        if job.take(house.write(), state).await? {
            tracing::info!(import = %job.id, ?state, rows = job.rows_done, "an import goes on");
            begin(&crm, job, hold);
        }
    }
    for job in Job::forgotten(house, Utc::now() - chrono::Duration::days(FORGOTTEN_DAYS)).await? {
        super::notes::clear(house.write(), job.id).await?;
        job.delete(house).await?;
        remove_file(&job.path(&crm));
    }
    Ok(())
}

/// Removes an upload that is no longer needed; that it is gone already is no fault.
pub(super) fn remove_file(path: &Path) {
    if let Err(error) = std::fs::remove_file(path)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "an upload could not be removed");
    }
}
