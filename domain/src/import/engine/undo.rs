//! An import taken back as a whole: what it changed is as before, what it created goes.
#![expect(clippy::disallowed_methods, reason = "reads the log of its own import")]

use std::collections::BTreeMap;
use std::sync::Arc;

use contract::dto::imports::ImportState;
use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Action, ObjectDef, Value};
use entity::event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::erase::erase_some;
use super::job::{Job, may_undo};
use super::{choices, work};
use crate::access::word;
use crate::{Crm, Desk, Result};

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
        put_back_some(desk, object, &changes).await?;
        if !work::pulse(crm, job).await? {
            return Ok(false);
        }
    }
}

async fn put_back_some(desk: &Desk, object: &ObjectDef, changes: &[event::Model]) -> Result<()> {
    let ids: Vec<Uuid> = changes.iter().map(|change| change.record_id).collect();
    let mut several = crate::access::several_of(desk, object, ids.clone()).await?;
    // A record may carry several changes; each is put back on its own state, so each needs a look of its own.
    let mut granted = desk.granted_among(&object.key, &ids, Action::Edit).await?;
    let undone = desk.clone().for_request(Uuid::now_v7());
    let mut write = undone.write().await?;
    for granted in &mut granted {
        granted.set_several(several.remove(&granted.id()).unwrap_or_default());
        let own = changes
            .iter()
            .filter(|change| change.record_id == granted.id());
        let mut values = Values::new();
        for change in own {
            let change: BTreeMap<String, [Value; 2]> = serde_json::from_str(&change.changes)?;
            for (field, [was, became]) in change {
                let now = values
                    .get(&field)
                    .unwrap_or_else(|| granted.record().value(&field));
                if now.same(&became) {
                    values.insert(field, was);
                }
            }
        }
        write.update(granted, values, EventAction::Updated).await?;
    }
    write.commit().await
}
