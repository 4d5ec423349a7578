//! An import taken back as a whole: what it changed is as before, what it created goes.
#![expect(clippy::disallowed_methods, reason = "reads the log of its own import")]

use std::sync::Arc;

use contract::ObjectDef;
use contract::dto::imports::ImportState;
use contract::dto::records::EventAction;
use entity::event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::erase::erase_some;
use super::job::{Job, may_undo};
use super::{choices, work};
use crate::access::word;
use crate::{Crm, Desk, Result, records};

/// Records that one import changed are put back so many at a time.
const CHANGED: u64 = 500;

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
/// since then by hand stays as they left it. Answers whether it came to its end.
async fn put_back(crm: &Arc<Crm>, desk: &Desk, object: &ObjectDef, job: &mut Job) -> Result<bool> {
    let mut before = i64::MAX;
    loop {
        let changes = event::Entity::find()
            .filter(event::Column::RequestId.eq(job.id))
            .filter(event::Column::Object.eq(object.key.as_str()))
            .filter(event::Column::Action.eq(word(EventAction::Updated)))
            .filter(event::Column::Seq.lt(before))
            .order_by_desc(event::Column::Seq)
            .limit(CHANGED)
            .all(desk.crm().door().house().read())
            .await?;
        let Some(last) = changes.last() else {
            return Ok(true);
        };
        before = last.seq;
        // Under a number of its own, so that taking back is not taken back again.
        let undone = desk.clone().for_request(Uuid::now_v7());
        let mut write = undone.write().await?;
        records::take_back(&mut write, object, &changes).await?;
        write.commit().await?;
        if !work::pulse(crm, job).await? {
            return Ok(false);
        }
    }
}
