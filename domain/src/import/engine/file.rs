//! A file brought in from the command line, by the same code as in the wizard.

use std::path::PathBuf;
use std::sync::Arc;

use contract::dto::imports::{ImportCounts, ImportState, OnDuplicate};

use super::hold::Hold;
use super::job::Job;
use super::uploads::{Adopt, adopt_file};
use super::{notes, plan, problems, work};
use crate::{Desk, Result};

/// What the command line says of an import.
#[derive(Clone, Debug, Default)]
pub struct RunFile {
    /// Key of the object.
    pub object: String,
    pub path: PathBuf,
    /// A field whose equal value means the same record.
    pub key: Option<String>,
    /// Headers and the fields they go into, against what was found.
    pub map: Vec<(String, String)>,
    /// What becomes of rows that are there already.
    pub on_duplicate: OnDuplicate,
    /// Words that are no choice stay none, and their rows are left out.
    pub no_new_choices: bool,
    /// Names that lead to no record make one.
    pub create_related: bool,
    /// Automations leave alone what is written.
    pub silent: bool,
    /// Only checks; nothing is written.
    pub dry_run: bool,
    /// Where to write what was wrong or doubtful, as CSV.
    pub report: Option<PathBuf>,
}

/// Brings a file in and answers the counts. Columns that only a person could confirm are left out.
///
/// # Errors
/// [`contract::Refusal::Unreadable`] with what is wrong with the file or the plan, and everything that
/// stops an import half-way: then it can be gone on with or undone in the application.
pub async fn run_file(desk: &Desk, file: RunFile) -> Result<ImportCounts> {
    work::may_import(desk, &file.object)?;
    let object = desk.object(&file.object)?;
    let name = file
        .path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut job = adopt_file(desk, &file.object, &name, &file.path, Adopt::Copy).await?;
    let planned = (|| {
        let recipe = &mut job.recipe;
        plan::leave_out_unsure(&mut recipe.plan);
        for (header, field) in &file.map {
            plan::put(&mut recipe.plan, &object, header, field)?;
        }
        if file.key.is_some() {
            recipe.plan.key.clone_from(&file.key);
        }
        if file.on_duplicate.changes() {
            recipe.plan.on_duplicate = file.on_duplicate;
        }
        recipe.plan.create_choices &= !file.no_new_choices;
        recipe.plan.create_related |= file.create_related;
        recipe.plan.silent |= file.silent;
        recipe.styles.clear();
        plan::complete(&recipe.plan, &object)
    })();
    let done = match planned {
        Ok(()) => go(desk, &mut job, file.dry_run).await,
        Err(error) => Err(error),
    };
    if let (Ok(()), Some(path)) = (&done, &file.report) {
        problems::report(
            desk,
            &job,
            tokio::io::BufWriter::new(tokio::fs::File::create(path).await?),
        )
        .await?;
    }
    if file.dry_run || job.state == ImportState::Draft {
        forget(desk, &job).await?;
    }
    done.map(|()| job.tally.counts)
}

async fn go(desk: &Desk, job: &mut Job, dry_run: bool) -> Result<()> {
    let crm = Arc::clone(desk.crm());
    let state = if dry_run {
        ImportState::Checking
    } else {
        ImportState::Running
    };
    let hold = Hold::on(&job.path(&crm));
    job.take(crm.door().house().write(), state).await?;
    let done = work::step(&crm, job).await;
    let is_over = match &done {
        Ok(is_over) => *is_over,
        Err(error) => work::stop(&crm, job, error).await?,
    };
    if let (true, Some(hold)) = (is_over, hold) {
        hold.end();
    }
    done.map(drop)
}

async fn forget(desk: &Desk, job: &Job) -> Result<()> {
    let house = desk.crm().door().house();
    notes::clear(house.write(), job.id).await?;
    job.delete(house).await?;
    work::remove_file(&job.path(desk.crm()));
    Ok(())
}
