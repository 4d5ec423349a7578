//! Sharing, and ending it.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::Utc;
use contract::Refusal;
use contract::dto::sharing::{NewShare, ShareEnd, ShareState};
use entity::share;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{check, row};
use crate::access::Write;
use crate::{Desk, Result};

/// Shares something at once; as a grant where it ends by itself. Who has the same for good gets the level that is
/// given now.
///
/// # Errors
/// [`Refusal::NotFound`] for what the giver does not see, [`Refusal::Forbidden`] for what they may not edit by their own
/// roles, and [`Refusal::Invalid`] at `holder`, `reason`, `until`, `ends_with` or `name`.
pub async fn give(desk: &Desk, new: NewShare) -> Result<Uuid> {
    check::may_share(desk, &new.object, &new.subject).await?;
    check::filled(desk, &new).await?;
    let write = desk.write().await?;
    let given = row::of(&write, &new, ShareState::Live)?;
    let id = match same(&write, &given).await? {
        Some(known) => {
            let id = known.id;
            let changed = share::Model {
                id,
                ..given.clone()
            };
            row::keep(&write, changed).await?;
            id
        }
        None => {
            row::insert(&write, given.clone()).await?;
            given.id
        }
    };
    write.note_beside(&row::noted(&given, row::SHARED)).await?;
    told(write).await?;
    Ok(id)
}

/// The record that is shared with the same for good already.
pub(super) async fn same(write: &Write<'_>, given: &share::Model) -> Result<Option<share::Model>> {
    let Some(record) = given.record else {
        return Ok(None);
    };
    if given.until.is_some() || given.ends_record.is_some() {
        return Ok(None);
    }
    let same = share::Entity::find()
        .filter(share::Column::Record.eq(record))
        .filter(share::Column::Object.eq(given.object.as_str()))
        .filter(share::Column::Holder.eq(given.holder.as_str()))
        .filter(share::Column::State.eq(ShareState::Live.key()))
        .filter(share::Column::Until.is_null())
        .filter(share::Column::EndsRecord.is_null());
    Ok(same.one(write.transaction()).await?)
}

/// Ends a share at once, or withdraws a request.
///
/// # Errors
/// [`Refusal::NotFound`] when it is over already, or not the asker's to end: it is whoever's gave it, has it or may share
/// the same, and administrators'.
pub async fn end(desk: &Desk, id: Uuid) -> Result<()> {
    let row = row::find(desk.crm(), id).await?;
    if !may_end(desk, &row).await {
        return Err(Refusal::NotFound.into());
    }
    let write = desk.write().await?;
    if !row::put_end(&write, &row, ShareEnd::Person, ShareState::Ended).await? {
        return Err(Refusal::NotFound.into());
    }
    told(write).await
}

/// Whether somebody may end a share or withdraw a request.
pub(super) async fn may_end(desk: &Desk, row: &share::Model) -> bool {
    is_theirs_to_end(desk, row) || check::may_share_row(desk, row).await.is_ok()
}

/// As [`may_end`], as far as it can be told without looking at the record.
pub(super) fn is_theirs_to_end(desk: &Desk, row: &share::Model) -> bool {
    let (actor, me) = (desk.actor(), desk.actor().id());
    let stands = row.state == ShareState::Live.key() || row.state == ShareState::Asked.key();
    let is_holder = me.is_some_and(|me| row.holder == format!("person:{me}"));
    stands
        && !actor.is_limited()
        && (is_holder
            || me.is_some() && (row.given_by == me || row.asked_by == me)
            || actor.is_administrator())
}

/// Gives again what somebody ended, in the asker's own name.
///
/// # Errors
/// [`Refusal::NotFound`] when nobody ended it or its time is over, and as [`give`] for whoever may not share it.
pub async fn take_back(desk: &Desk, id: Uuid) -> Result<()> {
    let row = row::find(desk.crm(), id).await?;
    let was_ended = row.state == ShareState::Ended.key()
        && row.ended_why.as_deref() == Some(ShareEnd::Person.key())
        && row.given_by.is_some()
        && row.until.is_none_or(|until| until > Utc::now());
    if !was_ended {
        return Err(Refusal::NotFound.into());
    }
    check::may_share_row(desk, &row).await?;
    let live = share::Model {
        state: ShareState::Live.key().to_owned(),
        given_by: desk.actor().id(),
        ended_at: None,
        ended_why: None,
        ended_by: None,
        ..row
    };
    let write = desk.write().await?;
    write.note_beside(&row::noted(&live, row::SHARED)).await?;
    row::keep(&write, live).await?;
    told(write).await
}

/// Commits, and lets those who have it on the screen know.
pub(super) async fn told(write: Write<'_>) -> Result<()> {
    let crm = std::sync::Arc::clone(write.desk().crm());
    write.commit().await?;
    crm.log_grew();
    Ok(())
}
