//! Where a person is signed in.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::Utc;
use contract::Refusal;
use contract::dto::session::SessionInfo;
use entity::session;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::table::{lasts, open_at};
use crate::log::{Note, note};
use crate::{Desk, Result};

/// The sessions of the asker, the last used first; `current` is the key of the one that asks.
///
/// # Errors
/// When the database fails.
pub async fn of(desk: &Desk, current: &str) -> Result<Vec<SessionInfo>> {
    desk.must_be_themselves()?;
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let open = session::Entity::find()
        .filter(session::Column::UserId.eq(me))
        .filter(open_at(desk.crm(), Utc::now()))
        .order_by_desc(session::Column::SeenAt);
    let rows = open.all(desk.crm().door().house().read()).await?;
    let lasts = lasts(desk.crm());
    let info = |row: session::Model| SessionInfo {
        is_current: row.key == current,
        key: row.key,
        ends_at: row.started_at + lasts,
        started_at: row.started_at,
        seen_at: row.seen_at,
        device: row.device,
        address: row.address,
    };
    Ok(rows.into_iter().map(info).collect())
}

/// Ends one of the asker's own sessions.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not theirs or over already.
pub async fn end(desk: &Desk, key: &str) -> Result<()> {
    desk.must_be_themselves()?;
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let own = session::Entity::delete_many()
        .filter(session::Column::Key.eq(key))
        .filter(session::Column::UserId.eq(me));
    let ended = own.exec(desk.crm().door().house().write()).await?;
    if ended.rows_affected == 1 {
        tell(desk, me, 1).await
    } else {
        Err(Refusal::NotFound.into())
    }
}

/// Ends all of the asker's own sessions but the one whose key is given. Answers how many ended.
///
/// # Errors
/// When the database fails.
pub async fn end_others(desk: &Desk, keep: &str) -> Result<u64> {
    desk.must_be_themselves()?;
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let others = session::Entity::delete_many()
        .filter(session::Column::UserId.eq(me))
        .filter(session::Column::Key.ne(keep));
    let ended = others.exec(desk.crm().door().house().write()).await?;
    tell(desk, me, ended.rows_affected).await?;
    Ok(ended.rows_affected)
}

/// Notes in the log that the asker signs out.
///
/// # Errors
/// When the database fails.
pub async fn leave(desk: &Desk) -> Result<()> {
    note(desk, Note::SignedOut).await
}

async fn tell(desk: &Desk, user: Uuid, count: u64) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    note(desk, Note::SessionsEnded { user, count }).await
}

/// Ends all sessions of a user but the one whose key is to be kept.
pub(crate) async fn end_all<C: ConnectionTrait>(
    connection: &C,
    user: Uuid,
    keep: Option<&str>,
) -> Result<()> {
    let mut all = session::Entity::delete_many().filter(session::Column::UserId.eq(user));
    if let Some(keep) = keep {
        all = all.filter(session::Column::Key.ne(keep));
    }
    all.exec(connection).await?;
    Ok(())
}
