//! An import taken back as a whole: what it changed is as before, what it created goes.
#![expect(clippy::disallowed_methods, reason = "reads the log of its own import")]

use std::sync::Arc;

use contract::dto::imports::{ImportState, RowNote, RowProblem, Severity};
use contract::dto::records::EventAction;
use contract::{ObjectDef, Refusal};
use entity::event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::erase::erase_some;
use super::job::{Job, may_undo};
use super::unmake::unmake;
use super::{choices, notes, work};
use crate::access::word;
use crate::records::{self, Kept};
use crate::{Crm, Desk, Error, Result};

/// Records that one import changed are put back so many at a time.
const CHANGED: u64 = 500;
/// How often that is tried again when somebody else wrote one of them meanwhile.
const TRIES: usize = 4;

/// Takes an import back. Answers whether it came to its end.
///
/// # Errors
/// When the database fails, or the asker may not delete such records any more.
pub(super) async fn undo(crm: &Arc<Crm>, job: &mut Job) -> Result<bool> {
    let desk = job.desk(crm).await?;
    let object = desk.object(&job.object)?;
    if !may_undo(&desk, &job.object) {
        return Err(contract::Refusal::Forbidden.into());
    }
    let all = job.tally.counts.created + job.tally.counts.updated;
    let mut done = 0;
    if !put_back(crm, &desk, &object, job).await? {
        return Ok(false);
    }
    loop {
        let mut write = desk.write().await?;
        if job.recipe.plan.silent {
            write.silence();
        }
        let erased = erase_some(&desk, &mut write, &object, job.id).await?;
        if erased == 0 {
            choices::forget_unused(&write, job.id).await?;
        }
        done += erased;
        let mut next = job.clone();
        next.read = share(job.bytes, done + job.tally.counts.updated, all);
        if !next.keep(write.transaction()).await? {
            return Ok(false);
        }
        write.commit().await?;
        *job = next;
        if erased == 0 {
            break;
        }
    }
    if job.recipe.plan.create_related && !unmake(crm, &desk, job).await? {
        return Ok(false);
    }
    crm.refresh().await?;
    let is_over = work::rest(crm, job, ImportState::Undone).await?;
    work::remove_file(&job.path(crm));
    Ok(is_over)
}

fn share(bytes: u64, done: u64, all: u64) -> u64 {
    let read = u128::from(bytes) * u128::from(done.min(all)) / u128::from(all.max(1));
    u64::try_from(read).unwrap_or(bytes)
}

/// Puts the fields of changed records back to what they were, the last change first. What somebody changed
/// since then by hand stays as they left it, and is noted. Answers whether it came to its end.
async fn put_back(crm: &Arc<Crm>, desk: &Desk, object: &ObjectDef, job: &mut Job) -> Result<bool> {
    let house = crm.door().house();
    // What was noted before a crash is found again.
    notes::clear_of_undo(house.write(), job.id).await?;
    let mut before = i64::MAX;
    loop {
        let changes = event::Entity::find()
            .filter(event::Column::RequestId.eq(job.id))
            .filter(event::Column::Object.eq(object.key.as_str()))
            .filter(event::Column::Action.eq(word(EventAction::Updated)))
            .filter(event::Column::Seq.lt(before))
            .order_by_desc(event::Column::Seq)
            .limit(CHANGED)
            .all(house.read())
            .await?;
        let Some(last) = changes.last() else {
            return Ok(true);
        };
        before = last.seq;
        put_some_back(desk, object, job, &changes).await?;
        if !work::pulse(crm, job).await? {
            return Ok(false);
        }
    }
}

/// Puts some records back, tried again where somebody wrote one of them between look and write.
async fn put_some_back(
    desk: &Desk,
    object: &ObjectDef,
    job: &Job,
    changes: &[event::Model],
) -> Result<()> {
    // Under a number of its own, so that taking back is not taken back again.
    let undone = desk.clone().for_request(Uuid::now_v7());
    for _ in 0..TRIES {
        let mut write = undone.write().await?;
        if job.recipe.plan.silent {
            write.silence();
        }
        let kept = match records::take_back(&mut write, object, changes).await {
            Err(Error::Refused(Refusal::NotFound)) => continue,
            kept => kept?,
        };
        let kept: Vec<RowNote> = kept.into_iter().map(changed_since).collect();
        notes::tell(write.transaction(), job.id, kept).await?;
        return write.commit().await;
    }
    Err(Refusal::NotFound.into())
}

fn changed_since(kept: Kept) -> RowNote {
    RowNote {
        line: notes::OF_UNDO,
        title: kept.title,
        column: String::new(),
        field: kept.field,
        value: String::new(),
        severity: Severity::Warning,
        problem: RowProblem::ChangedSince { id: kept.record },
        rows: 1,
    }
}
