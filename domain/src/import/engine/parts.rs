//! What a set asks of the imports that are its parts.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use contract::Refusal;
use contract::dto::imports::{ImportPlan, ImportState, ImportStatus, SheetTrouble};
use tokio::io::AsyncWrite;
use uuid::Uuid;

use super::job::Job;
use super::uploads::{Adopt, adopt_file};
use super::{look, notes, plan, problems, work};
use crate::import::ColumnSketch;
use crate::{Desk, Error, Result};

/// The plan of an import, and how far it is.
///
/// # Errors
/// [`Refusal::NotFound`].
pub(crate) async fn seen(desk: &Desk, id: Uuid) -> Result<(ImportPlan, ImportStatus)> {
    let job = Job::of(desk, id).await?;
    let status = job.status(desk);
    Ok((job.recipe.plan, status))
}

/// Plans of imports, and how far each is.
pub(crate) type Seen = HashMap<Uuid, (ImportPlan, ImportStatus)>;

/// The same of several imports in one question; those that the asker may not see, or that are forgotten, are left out.
///
/// # Errors
/// When the database fails.
pub(crate) async fn seen_of(desk: &Desk, ids: Vec<Uuid>) -> Result<Seen> {
    let jobs = Job::some(desk, ids).await?.into_iter();
    Ok(jobs
        .map(|job| {
            let status = job.status(desk);
            (job.id, (job.recipe.plan, status))
        })
        .collect())
}

/// Headers of a file and cells under them.
///
/// # Errors
/// [`Refusal::Unreadable`] when the file is no table.
pub(crate) async fn sketches(path: &Path) -> Result<Vec<ColumnSketch>> {
    Ok(look::look(path.to_owned()).await?.columns)
}

/// A new import of a file, which is moved, or copied where it is to stay. Columns that only a person could confirm are
/// left out until one does.
///
/// # Errors
/// As [`super::receive`].
pub(crate) async fn take(
    desk: &Desk,
    object: &str,
    name: &str,
    path: &Path,
    stays: Stays,
) -> Result<Uuid> {
    let adopt = match stays {
        Stays::No => Adopt::Move,
        Stays::Yes => Adopt::Copy,
    };
    let mut job = adopt_file(desk, object, name, path, adopt).await?;
    plan::leave_out_unsure(&mut job.recipe.plan);
    job.recipe.styles.clear();
    work::rest(desk.crm(), &mut job, ImportState::Draft).await?;
    Ok(job.id)
}

/// Whether a file stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stays {
    No,
    Yes,
}

/// Takes a person's plan over without checking the file under it. An import that has begun keeps its own.
///
/// # Errors
/// [`Refusal::Unreadable`] for a plan of another file, [`Refusal::NotFound`].
pub(crate) async fn keep_plan(desk: &Desk, id: Uuid, chosen: ImportPlan) -> Result<()> {
    let mut job = Job::of(desk, id).await?;
    if !is_open(&job) {
        return Ok(());
    }
    let object = desk.object(&job.object)?;
    plan::adopt(&mut job.recipe.plan, chosen, &object)?;
    job.recipe.styles.clear();
    job.recipe.total = 0;
    work::rest(desk.crm(), &mut job, ImportState::Draft).await?;
    Ok(())
}

fn is_open(job: &Job) -> bool {
    matches!(job.state, ImportState::Draft | ImportState::Checked)
}

/// Why no record could be made by a plan.
#[must_use]
pub(crate) fn trouble(desk: &Desk, chosen: &ImportPlan) -> Option<SheetTrouble> {
    let object = desk.object(&chosen.object).ok()?;
    match plan::complete(chosen, &object) {
        Err(Error::Refused(Refusal::Unreadable(trouble))) => Some(trouble),
        _ => None,
    }
}

/// Starts an import that need not have been checked, or goes on with one that stopped.
///
/// # Errors
/// [`Refusal::Unreadable`] when no record could be made by the plan, [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub(crate) async fn begin(desk: &Desk, id: Uuid) -> Result<ImportStatus> {
    work::set_off(desk, id, |job| {
        if is_open(job) {
            (job.rows_done, job.read) = (0, 0);
            job.tally.counts = Default::default();
        } else if job.state != ImportState::Stopped {
            return Ok(None);
        }
        work::may_import(desk, &job.object)?;
        plan::complete(&job.recipe.plan, &*desk.object(&job.object)?)?;
        Ok(Some(ImportState::Running))
    })
    .await
}

/// Where the upload of an import waits.
///
/// # Errors
/// [`Refusal::NotFound`].
pub(crate) async fn upload_of(desk: &Desk, id: Uuid) -> Result<PathBuf> {
    Ok(Job::of(desk, id).await?.path(desk.crm()))
}

/// Forgets an import that wrote nothing.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forget(desk: &Desk, id: Uuid) -> Result<()> {
    let (job, house) = (Job::of(desk, id).await?, desk.crm().door().house());
    if is_open(&job) {
        notes::clear(house.write(), id).await?;
        job.delete(house).await?;
        work::remove_file(&job.path(desk.crm()));
    }
    Ok(())
}

/// Whether the asker may bring in records of an object.
#[must_use]
pub(crate) fn may_bring(desk: &Desk, object: &str) -> bool {
    work::may_import(desk, object).is_ok()
}

/// Writes every note of an import as CSV.
///
/// # Errors
/// When it cannot be written, [`Refusal::NotFound`].
pub(crate) async fn report<W: AsyncWrite + Unpin>(desk: &Desk, id: Uuid, writer: W) -> Result<()> {
    problems::report(desk, &Job::of(desk, id).await?, writer).await
}
