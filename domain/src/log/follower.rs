//! A follower: its cursor, its steps, its sleep.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: the cursors of followers"
)]

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use entity::follower;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use super::heard::{self, Heard};
use crate::access::Write;
use crate::{Crm, Desk, Result};

/// How long a follower rests after something broke.
const REST: Duration = Duration::from_secs(5);
/// Another node may have written too: the log is read again after a while even if nobody here wrote.
const PATIENCE: Duration = Duration::from_secs(2);

/// What follows from changes. Steps are done at least once; doing one twice must do no harm.
pub(crate) trait Follower {
    /// Names the cursor.
    const NAME: &'static str;
    /// Why the house acts.
    const REASON: &'static str;
    /// The most events of one step.
    const STEP: u64;

    /// What was found out before the transaction, so that it is short.
    type Found: Send;

    /// Finds out what is to be done.
    fn prepare(desk: &Desk, events: &[Heard]) -> impl Future<Output = Result<Self::Found>> + Send;

    /// Does it, in the transaction in which the cursor moves on.
    fn keep(write: &Write<'_>, found: Self::Found) -> impl Future<Output = Result<()>> + Send;
}

/// Calls `catch_up` whenever the log has grown, for as long as the process lives.
pub(crate) async fn follow<C, F>(crm: Arc<Crm>, catch_up: C)
where
    C: Fn(Arc<Crm>) -> F,
    F: Future<Output = Result<()>>,
{
    let mut growth = crm.log_growth();
    loop {
        growth.mark_unchanged();
        match catch_up(Arc::clone(&crm)).await {
            Ok(()) => {
                let _ = tokio::time::timeout(PATIENCE, growth.changed()).await;
            }
            Err(error) => {
                // Logged by being told; nobody waits for the answer.
                drop(error.into_refusal());
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// Reads the log to its end.
///
/// # Errors
/// When the database fails; the next call goes on from where it stood.
pub(crate) async fn catch_up<F: Follower>(crm: &Arc<Crm>) -> Result<()> {
    let desk = crm.system_desk(F::REASON);
    while step::<F>(&desk).await? {
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// Whether a follower has done what follows from everything up to a cursor.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_past<F: Follower>(desk: &Desk, cursor: heard::Cursor) -> Result<bool> {
    let stands = stands(desk.crm().door().house().read(), F::NAME).await?;
    Ok(stands.is_some_and(|stands| stands >= cursor))
}

/// One step; `false` at the end of the log.
///
/// # Errors
/// When the database fails; nothing of the step was done then.
pub(crate) async fn step<F: Follower>(desk: &Desk) -> Result<bool> {
    let house = desk.crm().door().house();
    let cursor = stands(house.read(), F::NAME).await?.unwrap_or_default();
    let Some((events, end)) = heard::next(desk, cursor, F::STEP).await? else {
        return Ok(false);
    };
    let found = F::prepare(desk, &events).await?;
    let write = desk.write().await?;
    F::keep(&write, found).await?;
    stand_at(write.transaction(), F::NAME, end).await?;
    write.commit().await?;
    Ok(true)
}

/// A follower that is new begins at a cursor, not with the first event there ever was.
///
/// # Errors
/// When the database fails.
pub(crate) async fn begin_at<F: Follower>(write: &Write<'_>, cursor: heard::Cursor) -> Result<()> {
    match stands(write.transaction(), F::NAME).await? {
        Some(_) => Ok(()),
        None => stand_at(write.transaction(), F::NAME, cursor).await,
    }
}

/// Where one who reads the log stands; `None` before the first step.
pub(crate) async fn stands<C: ConnectionTrait>(
    connection: &C,
    name: &str,
) -> Result<Option<heard::Cursor>> {
    let stands = follower::Entity::find_by_id(name).one(connection).await?;
    Ok(stands.map(|stands| (stands.xid, stands.seq)))
}

/// Remembers up to where one has read the log.
pub(crate) async fn stand_at<C: ConnectionTrait>(
    connection: &C,
    name: &str,
    (xid, seq): heard::Cursor,
) -> Result<()> {
    let row = follower::ActiveModel {
        name: Set(name.to_owned()),
        xid: Set(xid),
        seq: Set(seq),
    };
    let newer = OnConflict::column(follower::Column::Name)
        .update_columns([follower::Column::Xid, follower::Column::Seq])
        .to_owned();
    follower::Entity::insert(row)
        .on_conflict(newer)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}
