//! A deed on many records taken back: the log read backwards over everything it did.
#![expect(clippy::disallowed_methods, reason = "reads the log of its own deed")]

use contract::dto::bulk::{BulkState, Deed};
use contract::{Action, Reach, Refusal};
use entity::event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::journal::Job;
use super::start::action;
use crate::{Desk, Result, records, sharing};

/// Events of one transaction.
const STEP: u64 = 200;

/// Whether the asker may take such a deed back.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub(super) fn may(desk: &Desk, job: &Job) -> Result<()> {
    let needed = match action(&job.deed) {
        Action::Delete => Action::Delete,
        _ => Action::Edit,
    };
    if desk.reach(&job.row.object, needed) == Reach::None {
        return Err(Refusal::Forbidden.into());
    }
    Ok(())
}

/// The next step backwards; `false` at the beginning.
///
/// # Errors
/// When the database fails.
pub(super) async fn batch(desk: &Desk, job: &mut Job) -> Result<bool> {
    if matches!(job.deed, Deed::Share(_)) {
        return shares(desk, job).await;
    }
    let object = desk.object(&job.row.object)?;
    let mut events = event::Entity::find()
        .filter(event::Column::RequestId.eq(job.row.id))
        .filter(event::Column::Object.eq(object.key.as_str()));
    if let Some(seq) = job
        .row
        .cursor
        .as_deref()
        .and_then(|seq| seq.parse::<i64>().ok())
    {
        events = events.filter(event::Column::Seq.lt(seq));
    }
    let house = desk.crm().door().house();
    let events = events
        .order_by_desc(event::Column::Seq)
        .limit(STEP)
        .all(house.read())
        .await?;
    let Some(last) = events.last() else {
        job.state = BulkState::Undone;
        job.keep(house.write()).await?;
        return Ok(false);
    };
    // Under a number of its own, so that taking back is not taken back again.
    let undone = desk.clone().for_request(Uuid::now_v7());
    let mut write = undone.write().await?;
    records::take_back(&mut write, &object, &events).await?;
    let mut next = job.clone();
    next.row.cursor = Some(last.seq.to_string());
    next.row.done += i64::try_from(events.len()).unwrap_or_default();
    if !next.keep(write.transaction()).await? {
        return Ok(false);
    }
    write.commit().await?;
    *job = next;
    Ok(true)
}

/// The next step of sharing backwards: shares are rows of their own, which know the deed that gave them.
async fn shares(desk: &Desk, job: &mut Job) -> Result<bool> {
    let undone = desk.clone().for_request(Uuid::now_v7());
    let write = undone.write().await?;
    let ended = sharing::take_back_many(&write, job.row.id, STEP).await?;
    let mut next = job.clone();
    next.row.done += i64::try_from(ended).unwrap_or_default();
    if ended == 0 {
        next.state = BulkState::Undone;
    }
    if !next.keep(write.transaction()).await? {
        return Ok(false);
    }
    write.commit().await?;
    desk.crm().log_grew();
    *job = next;
    Ok(ended > 0)
}
