//! A file becomes an import that waits for a person to confirm it.

use std::path::{Path, PathBuf};

use contract::Refusal;
use contract::dto::imports::{
    ImportPlan, ImportPreview, ImportState, LARGEST_IMPORT, SheetTrouble,
};
use uuid::Uuid;

use super::job::{Job, Recipe};
use super::words::Words;
use super::{look, mappings, plan, work};
use crate::{Desk, Result};

/// How a file becomes ours.
pub(super) enum Adopt {
    Move,
    Copy,
}

/// A place for the body of an upload, for who may bring in such records; then call [`receive`].
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub fn upload_path(desk: &Desk, object: &str) -> Result<PathBuf> {
    work::may_import(desk, object)?;
    Ok(desk
        .crm()
        .uploads()
        .join(format!("{}.part", Uuid::now_v7().simple())))
}

/// Takes over an uploaded file, which is moved or removed, and says how it would be brought in.
///
/// # Errors
/// [`Refusal::Unreadable`] when it is no table, [`Refusal::TooLarge`], [`Refusal::Forbidden`].
pub async fn receive(
    desk: &Desk,
    object: &str,
    file_name: &str,
    path: &Path,
) -> Result<ImportPreview> {
    let job = adopt_file(desk, object, file_name, path, Adopt::Move).await;
    if job.is_err() {
        work::remove_file(path);
    }
    preview_of(desk, &job?).await
}

/// A new import of a file: looked at, matched and surveyed.
pub(super) async fn adopt_file(
    desk: &Desk,
    object: &str,
    name: &str,
    path: &Path,
    adopt: Adopt,
) -> Result<Job> {
    work::may_import(desk, object)?;
    let (id, crm) = (Uuid::now_v7(), desk.crm());
    let unread = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Refusal::Unreadable(SheetTrouble::Gone).into(),
        _ => crate::Error::from(error),
    };
    let bytes = tokio::fs::metadata(path).await.map_err(unread)?.len();
    if bytes > LARGEST_IMPORT {
        return Err(Refusal::TooLarge {
            limit_bytes: LARGEST_IMPORT,
        }
        .into());
    }
    let mut recipe = Recipe {
        plan: ImportPlan {
            object: object.to_owned(),
            ..ImportPlan::default()
        },
        ..Recipe::default()
    };
    let found = look::look(path.to_owned()).await?;
    matched(desk, object, &mut recipe, &found).await?;
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

async fn matched(desk: &Desk, object: &str, recipe: &mut Recipe, found: &look::Look) -> Result<()> {
    let object = desk.object(object)?;
    recipe.plan = plan::propose(&object, found);
    // Whoever may configure is not asked twice.
    recipe.plan.create_choices = desk.actor().is_administrator();
    recipe.mapping = mappings::follow(desk, &object, &mut recipe.plan).await?;
    recipe.encoding.clone_from(&found.encoding);
    recipe.delimiter.clone_from(&found.delimiter);
    recipe.styles.clear();
    Ok(())
}

async fn surveyed(desk: &Desk, path: &Path, recipe: &mut Recipe) -> Result<()> {
    let object = desk.object(&recipe.plan.object)?;
    let kinds = plan::kinds(&recipe.plan, &object);
    let words = Words::of(&recipe.plan, &object);
    let home = desk.crm().settings().country;
    let surveyed = look::survey(path.to_owned(), kinds, words, home).await?;
    recipe.take(desk, &object, surveyed);
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
        matched(desk, object, &mut job.recipe, &found).await?;
        surveyed(desk, &path, &mut job.recipe).await?;
        object.clone_into(&mut job.object);
        work::rest(desk.crm(), &mut job, ImportState::Draft).await?;
    }
    preview_of(desk, &job).await
}

/// An upload again, matched by its headers and cells alone: the saved mapping that it follows is taken off.
///
/// # Errors
/// [`Refusal::NotFound`], and [`Refusal::Unreadable`] when the upload is gone.
pub async fn unmapped(desk: &Desk, id: Uuid) -> Result<ImportPreview> {
    let mut job = Job::of(desk, id).await?;
    if matches!(job.state, ImportState::Draft | ImportState::Checked) {
        work::may_import(desk, &job.object)?;
        let object = desk.object(&job.object)?;
        let path = job.path(desk.crm());
        let found = look::look(path.clone()).await?;
        job.recipe.plan = plan::propose(&object, &found);
        job.recipe.mapping = None;
        job.recipe.styles.clear();
        surveyed(desk, &path, &mut job.recipe).await?;
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
        sheet: found.sheet,
        other_sheets: u32::try_from(found.other_sheets).unwrap_or(u32::MAX),
        total: job.recipe.total,
        plan: job.recipe.plan.clone(),
        mapping: job.recipe.mapping.clone(),
        rows: found.rows,
    })
}
