//! Requests for a grant, and what becomes of them.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::Utc;
use contract::dto::sharing::{Holder, NewShare, ShareEnd, ShareState, Subject};
use contract::{Problem, Refusal};
use entity::share;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::give::told;
use super::{check, row};
use crate::{Desk, Error, Result};

/// Requests of one person that may wait at once.
const MOST_WAITING: u64 = 20;
/// When somebody with so many may ask again, in seconds.
const LATER: u32 = 60 * 60;

/// Asks for a grant of one's own. Whether there is such a record is not told: a request for none waits until its time
/// is over, as one that nobody answers.
///
/// # Errors
/// [`Refusal::NotFound`] for objects that cannot be shared, [`Refusal::TooMany`], and [`Refusal::Invalid`] at `reason`,
/// `until`, `ends_with` or `subject`.
pub async fn ask(desk: &Desk, new: NewShare) -> Result<Uuid> {
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    if desk.actor().is_limited() {
        return Err(Refusal::Forbidden.into());
    }
    if !check::is_shareable(desk, &new.object) {
        return Err(Refusal::NotFound.into());
    }
    let new = NewShare {
        holder: Holder::Person(me),
        ..new
    };
    check::filled(desk, &new).await?;
    if let Subject::Question(question) = &new.subject
        && !question.conditions().is_empty()
    {
        // What a filter holds is its giver's to say.
        return Err(Error::invalid("subject", Problem::WrongKind));
    }
    if new.until.is_none() {
        return Err(Error::invalid("until", Problem::Required));
    }
    let waiting = share::Entity::find()
        .filter(share::Column::AskedBy.eq(me))
        .filter(share::Column::State.eq(ShareState::Asked.key()));
    if waiting.count(desk.crm().door().house().read()).await? >= MOST_WAITING {
        return Err(Refusal::TooMany { seconds: LATER }.into());
    }
    let write = desk.write().await?;
    let asked = row::of(&write, &new, ShareState::Asked)?;
    let id = asked.id;
    write.note_beside(&row::noted(&asked, row::ASKED)).await?;
    row::insert(&write, asked).await?;
    told(write).await?;
    Ok(id)
}

/// Approves a request or refuses it. Approving is giving: what the approver may not share by their own roles stays as
/// it is, also to who asked for it.
///
/// # Errors
/// [`Refusal::NotFound`] for what does not wait any more or is not the asker's to share, [`Refusal::Invalid`] at `until`
/// when its time is over.
pub async fn decide(desk: &Desk, id: Uuid, approves: bool) -> Result<()> {
    let found = row::find(desk.crm(), id).await?;
    if !may_decide(desk, &found).await {
        return Err(Refusal::NotFound.into());
    }
    let write = desk.write().await?;
    if !approves {
        row::put_end(&write, &found, ShareEnd::Person, ShareState::Refused).await?;
        return told(write).await;
    }
    if found.until.is_some_and(|until| until <= Utc::now()) {
        return Err(Error::invalid("until", Problem::Past));
    }
    let live = share::Model {
        state: ShareState::Live.key().to_owned(),
        given_by: desk.actor().id(),
        letter_due: true,
        ..found
    };
    write.note_beside(&row::noted(&live, row::SHARED)).await?;
    row::keep(&write, live).await?;
    told(write).await
}

/// Whether somebody may approve or refuse a request. Whole objects are given by administrators alone.
pub(super) async fn may_decide(desk: &Desk, row: &share::Model) -> bool {
    row.state == ShareState::Asked.key()
        && (row.record.is_some() || desk.actor().is_administrator())
        && check::may_share_row(desk, row).await.is_ok()
}
