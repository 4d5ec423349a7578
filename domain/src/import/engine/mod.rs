//! From a file to records: looked at, matched, checked, brought in, and taken back.
//!
//! - An upload becomes a [`job::Job`] with a plan ([`plan`]) that [`look`] made ready.
//! - [`reader`] reads rows ahead on a thread of its own, and [`convert`] reads their cells.
//! - [`settle`] decides what becomes of each row of a batch ([`fates`]): words and people, relations
//!   ([`links`], [`within`]), what the trade knows more ([`trade`]), keys and likeness ([`keys`],
//!   [`sameness`]). Every question to the database is asked once for a batch, never for a row.
//! - [`check`] only counts; [`run`] writes each batch with its notes and its progress in one transaction,
//!   so that a crash leaves an import that goes on where it stood ([`work`]) or is undone ([`undo`]).

mod addresses;
mod check;
mod choices;
mod convert;
mod erase;
mod fates;
mod file;
mod job;
mod keys;
mod links;
mod look;
mod notes;
mod owners;
mod plan;
mod problems;
mod reader;
mod reasons;
mod run;
mod sameness;
mod settle;
mod shown;
mod trade;
mod undo;
mod within;
mod work;

use std::path::{Path, PathBuf};

use contract::Refusal;
use contract::dto::imports::{
    ImportCheck, ImportPlan, ImportPreview, ImportState, ImportStatus, LARGEST_IMPORT,
};
use uuid::Uuid;

pub(crate) use erase::erase_some;
pub use file::{RunFile, run_file};
pub use problems::problems_csv;
pub(crate) use problems::line;
pub(crate) use shown::shown;
pub use work::resume_all;

use job::{Job, Recipe};
use crate::{Desk, Result};

/// How a file becomes ours.
enum Adopt {
    Move,
    Copy,
}

/// A place for the body of an upload, for who may bring in such records; then call [`receive`].
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub fn upload_path(desk: &Desk, object: &str) -> Result<PathBuf> {
    work::may_import(desk, object)?;
    Ok(desk.crm().uploads().join(format!("{}.part", Uuid::now_v7().simple())))
}

/// Takes over an uploaded file, which is moved or removed, and says how it would be brought in.
///
/// # Errors
/// [`Refusal::Unreadable`] when it is no table, [`Refusal::TooLarge`], [`Refusal::Forbidden`].
pub async fn receive(desk: &Desk, object: &str, file_name: &str, path: &Path) -> Result<ImportPreview> {
    let job = adopt_file(desk, object, file_name, path, Adopt::Move).await;
    if job.is_err() {
        work::remove_file(path);
    }
    preview_of(desk, &job?).await
}

/// A new import of a file: looked at, matched and surveyed.
async fn adopt_file(desk: &Desk, object: &str, name: &str, path: &Path, adopt: Adopt) -> Result<Job> {
    work::may_import(desk, object)?;
    let (id, crm) = (Uuid::now_v7(), desk.crm());
    let unread = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Refusal::Unreadable(contract::dto::imports::SheetTrouble::Gone).into(),
        _ => crate::Error::from(error),
    };
    let bytes = tokio::fs::metadata(path).await.map_err(unread)?.len();
    if bytes > LARGEST_IMPORT {
        return Err(Refusal::TooLarge { limit_bytes: LARGEST_IMPORT }.into());
    }
    let mut recipe = Recipe { plan: ImportPlan { object: object.to_owned(), ..ImportPlan::default() }, ..Recipe::default() };
    let found = look::look(path.to_owned()).await?;
    matched(desk, object, &mut recipe, &found)?;
    if matches!(adopt, Adopt::Move) {
        surveyed(desk, path, &mut recipe).await?;
    }
    let job = Job::draft(desk, id, recipe, name, bytes);
    let own = job.path(crm);
    match adopt {
        Adopt::Move => tokio::fs::rename(path, &own).await?,
        Adopt::Copy => drop(tokio::fs::copy(path, &own).await?),
    }
    if let Err(error) = job.insert(crm.door().house()).await {
        work::remove_file(&own);
        return Err(error);
    }
    Ok(job)
}

fn matched(desk: &Desk, object: &str, recipe: &mut Recipe, found: &look::Look) -> Result<()> {
    let object = desk.object(object)?;
    recipe.plan = plan::propose(&object, found);
    recipe.encoding.clone_from(&found.encoding);
    recipe.delimiter.clone_from(&found.delimiter);
    recipe.styles.clear();
    Ok(())
}

async fn surveyed(desk: &Desk, path: &Path, recipe: &mut Recipe) -> Result<()> {
    let object = desk.object(&recipe.plan.object)?;
    let kinds = plan::kinds(&recipe.plan, &object);
    (recipe.styles, recipe.total) = look::survey(path.to_owned(), kinds, desk.crm().settings().country).await?;
    plan::note_doubts(&mut recipe.plan, &recipe.styles);
    Ok(())
}

/// An upload again, as when the wizard is reopened; with another object, matched anew.
///
/// # Errors
/// [`Refusal::NotFound`], and [`Refusal::Unreadable`] when the upload is gone.
pub async fn preview(desk: &Desk, id: Uuid, object: Option<&str>) -> Result<ImportPreview> {
    let mut job = Job::of(desk, id).await?;
    let is_open = matches!(job.state, ImportState::Draft | ImportState::Checked);
    if let Some(object) = object.filter(|object| is_open && *object != job.object) {
        work::may_import(desk, object)?;
        let path = job.path(desk.crm());
        let found = look::look(path.clone()).await?;
        matched(desk, object, &mut job.recipe, &found)?;
        surveyed(desk, &path, &mut job.recipe).await?;
        object.clone_into(&mut job.object);
        work::rest(desk.crm(), &mut job, ImportState::Draft).await?;
    }
    preview_of(desk, &job).await
}

async fn preview_of(desk: &Desk, job: &Job) -> Result<ImportPreview> {
    let found = look::look(job.path(desk.crm())).await?;
    Ok(ImportPreview {
        id: job.id,
        file_name: job.file_name.clone(),
        bytes: job.bytes,
        encoding: job.recipe.encoding.clone(),
        delimiter: job.recipe.delimiter.clone(),
        plan: job.recipe.plan.clone(),
        rows: found.rows,
    })
}

/// Starts to check the whole file under a plan; begins anew where another check is still at work.
///
/// # Errors
/// [`Refusal::Unreadable`] when no record could be made by the plan, [`Refusal::NotFound`].
pub async fn start_check(desk: &Desk, id: Uuid, chosen: ImportPlan) -> Result<ImportStatus> {
    let mut job = Job::of(desk, id).await?;
    let is_open = matches!(job.state, ImportState::Draft | ImportState::Checked | ImportState::Checking);
    if !is_open {
        return Ok(job.status(desk));
    }
    work::may_import(desk, &job.object)?;
    let object = desk.object(&job.object)?;
    let kinds = plan::kinds(&job.recipe.plan, &object);
    plan::adopt(&mut job.recipe.plan, chosen, &object)?;
    plan::complete(&job.recipe.plan, &object)?;
    if kinds != plan::kinds(&job.recipe.plan, &object) {
        job.recipe.styles.clear();
    }
    work::claim(desk.crm(), &mut job, ImportState::Checking).await?;
    let status = job.status(desk);
    work::begin(desk.crm(), job);
    Ok(status)
}

/// What the check, or the import itself, found.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn findings(desk: &Desk, id: Uuid) -> Result<ImportCheck> {
    let job = Job::of(desk, id).await?;
    Ok(ImportCheck {
        status: job.status(desk),
        notes: notes::first(desk.crm().door().house(), id).await?,
        plan: job.recipe.plan,
        created: job.tally.created,
    })
}

/// Starts, or goes on with, a checked import. A second call while it runs changes nothing.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn start(desk: &Desk, id: Uuid) -> Result<ImportStatus> {
    let mut job = Job::of(desk, id).await?;
    if !matches!(job.state, ImportState::Checked | ImportState::Stopped) {
        return Ok(job.status(desk));
    }
    work::may_import(desk, &job.object)?;
    if job.state == ImportState::Checked {
        (job.rows_done, job.read) = (0, 0);
        job.tally.counts = Default::default();
    }
    let is_first = job.rows_done == 0;
    work::claim(desk.crm(), &mut job, ImportState::Running).await?;
    if is_first {
        notes::clear(desk.crm().door().house().write(), id).await?;
    }
    let status = job.status(desk);
    work::begin(desk.crm(), job);
    Ok(status)
}

/// How far it got.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn status(desk: &Desk, id: Uuid) -> Result<ImportStatus> {
    Ok(Job::of(desk, id).await?.status(desk))
}

/// Imports of the asker, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn recent(desk: &Desk) -> Result<Vec<ImportStatus>> {
    Ok(Job::recent(desk).await?.iter().map(|job| job.status(desk)).collect())
}

/// Takes a whole import back: what it created goes, what it changed is as before.
///
/// # Errors
/// [`Refusal::Forbidden`] where such records may not be deleted, [`Refusal::NotFound`].
pub async fn undo(desk: &Desk, id: Uuid) -> Result<ImportStatus> {
    let mut job = Job::of(desk, id).await?;
    let may_begin = matches!(job.state, ImportState::Done | ImportState::Stopped | ImportState::Running);
    if !may_begin {
        return Ok(job.status(desk));
    }
    if !job::may_undo(desk, &job.object) {
        return Err(Refusal::Forbidden.into());
    }
    job.read = 0;
    work::claim(desk.crm(), &mut job, ImportState::Undoing).await?;
    let status = job.status(desk);
    work::begin(desk.crm(), job);
    Ok(status)
}
