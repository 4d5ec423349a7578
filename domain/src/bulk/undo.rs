//! A deed on many records taken back: the log read backwards over everything it did.
#![expect(clippy::disallowed_methods, reason = "reads the log of its own deed")]

use contract::dto::bulk::BulkState;
use contract::{Action, Reach, Refusal};
use entity::event;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::journal::Job;
use super::start::action;
use crate::{Desk, Result, records};

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
