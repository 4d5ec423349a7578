//! From a file to records: looked at, matched, checked, brought in, and taken back.
//!
//! - An upload ([`uploads`]) becomes a [`job::Job`] in the [`journal`], with a plan ([`plan`]) that
//!   [`look`] made ready.
//! - A plan kept under a name ([`mappings`]) is followed by the next file with such headers; [`words`] tells what stands in
//!   columns of choices and what a person makes of it.
//! - [`reader`] reads rows ahead on a thread of its own, and [`convert`] reads the cells of each [`column`].
//! - [`settle`] decides what becomes of each row of a batch ([`fates`]): words and people, relations
//!   ([`links`], [`within`], [`related`]), what they take over ([`inherit`]) and the trade knows more ([`trade`]), keys
//!   and likeness ([`keys`], [`sameness`]), what changes of a record that is there ([`again`]), values of which there is
//!   one ([`unique`]). Every question to the database is asked once for a batch, never for a row.
//! - [`check`] only counts; [`run`] writes each batch with its notes and its progress in one transaction,
//!   so that a crash leaves an import that goes on where it stood ([`work`]; [`hold`] tells that nobody works
//!   on it) or is undone ([`undo`], [`unmake`]). While a batch is written, the next one is settled where it can be; many
//!   rows for a table of few do without most of its indexes meanwhile ([`spared`], [`earlier`]).

mod addresses;
mod again;
mod check;
mod choices;
mod circles;
mod column;
mod companions;
mod convert;
mod draft;
mod earlier;
mod erase;
mod fates;
mod file;
mod hold;
mod inherit;
mod job;
mod journal;
mod keys;
mod links;
mod look;
mod mappings;
mod notes;
mod owners;
mod parts;
mod plan;
mod problems;
mod reader;
mod reasons;
mod related;
mod run;
mod sameness;
mod settle;
mod shown;
mod spared;
mod spelling;
mod trade;
mod undo;
mod unique;
mod unmake;
mod uploads;
mod waiting;
mod within;
mod words;
mod work;
mod writing;

use contract::Refusal;
use contract::dto::imports::{ImportCheck, ImportPlan, ImportState, ImportStatus};
use uuid::Uuid;

pub(crate) use circles::link_waiting;
pub(crate) use companions::place_label;
pub(crate) use erase::erase_some;
pub use file::{RunFile, run_file};
pub(super) use journal::word;
pub(crate) use look::refused;
pub use mappings::{forget_mapping, save_mapping, saved_mappings};
pub(crate) use parts::{
    Seen, Stays, begin, forget, keep_plan, may_bring, report, seen, seen_of, sketches, take,
    trouble, upload_of,
};
pub(crate) use problems::line;
pub use problems::problems_csv;
pub(crate) use reasons::reason;
pub(crate) use shown::shown;
pub use uploads::{preview, receive, unmapped, upload_path};
pub use words::words;
pub(crate) use work::resume_all;

use crate::{Desk, Result};
use job::Job;

/// Starts to check the whole file under a plan; begins anew where another check is still at work.
///
/// # Errors
/// [`Refusal::Unreadable`] when no record could be made by the plan, [`Refusal::NotFound`].
pub async fn start_check(desk: &Desk, id: Uuid, chosen: ImportPlan) -> Result<ImportStatus> {
    let open = [
        ImportState::Draft,
        ImportState::Checked,
        ImportState::Checking,
    ];
    work::set_off(desk, id, |job| {
        if !open.contains(&job.state) {
            return Ok(None);
        }
        work::may_import(desk, &job.object)?;
        let object = desk.object(&job.object)?;
        let before = plan::fields(&job.recipe.plan);
        plan::adopt(&mut job.recipe.plan, chosen.clone(), &object)?;
        plan::complete(&job.recipe.plan, &object)?;
        if before != plan::fields(&job.recipe.plan) {
            job.recipe.styles.clear();
        }
        Ok(Some(ImportState::Checking))
    })
    .await
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
        created: job.tally.samples,
    })
}

/// Starts, or goes on with, a checked import. A second call while it runs changes nothing.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn start(desk: &Desk, id: Uuid) -> Result<ImportStatus> {
    work::set_off(desk, id, |job| {
        match job.state {
            ImportState::Checked => {
                (job.rows_done, job.read) = (0, 0);
                job.tally.counts = Default::default();
            }
            ImportState::Stopped => {}
            _ => return Ok(None),
        }
        work::may_import(desk, &job.object)?;
        Ok(Some(ImportState::Running))
    })
    .await
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
    Ok(Job::recent(desk)
        .await?
        .iter()
        .map(|job| job.status(desk))
        .collect())
}

/// Takes a whole import back: what it created goes, what it changed is as before.
///
/// # Errors
/// [`Refusal::Forbidden`] where such records may not be deleted, [`Refusal::NotFound`].
pub async fn undo(desk: &Desk, id: Uuid) -> Result<ImportStatus> {
    let begun = [
        ImportState::Done,
        ImportState::Stopped,
        ImportState::Running,
    ];
    work::set_off(desk, id, |job| {
        if !begun.contains(&job.state) {
            return Ok(None);
        }
        if !job::may_undo(desk, &job.object) {
            return Err(Refusal::Forbidden.into());
        }
        job.read = 0;
        Ok(Some(ImportState::Undoing))
    })
    .await
}

#[cfg(test)]
mod tests;
