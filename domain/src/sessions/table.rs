//! The table of sessions. Only hashes of their ids stand in it: a copy of it opens none.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::{DateTime, TimeDelta, Utc};
use contract::dto::session::IDLE_DAYS;
use entity::{session, sign_in_attempt};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, QueryFilter, Set, TryInsertResult,
};
use uuid::Uuid;

use super::throttle;
use crate::{Crm, Result, digest};

/// A session that is not used for so long ends.
pub const IDLE: TimeDelta = TimeDelta::days(IDLE_DAYS as i64);
/// How exactly the last use is kept: a write for every question would be too many.
const EXACT: TimeDelta = TimeDelta::minutes(1);

/// What is kept of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub user: Option<Uuid>,
    /// Browser and system in a few words.
    pub device: String,
    /// Where it was used last.
    pub address: String,
    /// Its values as JSON.
    pub data: String,
    pub expires_at: DateTime<Utc>,
}

/// A session that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub data: String,
    pub expires_at: DateTime<Utc>,
}

/// The key under which the session of an id is kept; it names the session without opening it.
#[must_use]
pub fn key(id: &str) -> String {
    digest::sha256(id.as_bytes())
}

/// Keeps a new session. Answers `false` when the key is in use: take another id.
///
/// # Errors
/// When the database fails.
pub async fn create(crm: &Crm, key: &str, new: Session) -> Result<bool> {
    let now = Utc::now();
    let row = session::ActiveModel {
        key: Set(key.to_owned()),
        user_id: Set(new.user),
        data: Set(new.data),
        device: Set(new.device),
        address: Set(new.address),
        started_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(new.expires_at),
    };
    let insert = session::Entity::insert(row).on_conflict_do_nothing();
    let result = insert
        .exec_without_returning(crm.door().house().write())
        .await?;
    Ok(matches!(result, TryInsertResult::Inserted(1..)))
}

/// Keeps what changed in a session. One that was ended meanwhile stays ended.
///
/// # Errors
/// When the database fails.
pub async fn save(crm: &Crm, key: &str, changed: Session) -> Result<()> {
    let row = session::ActiveModel {
        user_id: Set(changed.user),
        data: Set(changed.data),
        device: Set(changed.device),
        address: Set(changed.address),
        expires_at: Set(changed.expires_at),
        ..Default::default()
    };
    let update = session::Entity::update_many()
        .set(row)
        .filter(session::Column::Key.eq(key));
    update.exec(crm.door().house().write()).await?;
    Ok(())
}

/// For how long a session lasts, whatever is done in it; as it is set now, also for those that began before.
pub(super) fn lasts(crm: &Crm) -> TimeDelta {
    TimeDelta::hours(crm.settings().sign_in.session_hours.into())
}

/// What has not ended at a moment, neither for want of use nor after its time.
pub(super) fn open_at(crm: &Crm, now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(session::Column::ExpiresAt.gt(now))
        .add(session::Column::StartedAt.gt(now - lasts(crm)))
}

/// The session of a key, if it has not ended. To use it is to prolong it, though not beyond its time.
///
/// # Errors
/// When the database fails.
pub async fn load(crm: &Crm, key: &str) -> Result<Option<Kept>> {
    load_at(crm, key, Utc::now()).await
}

/// As [`load`], at a moment.
pub(super) async fn load_at(crm: &Crm, key: &str, now: DateTime<Utc>) -> Result<Option<Kept>> {
    let found = session::Entity::find_by_id(key)
        .filter(open_at(crm, now))
        .one(crm.door().house().read())
        .await?;
    let Some(found) = found else { return Ok(None) };
    let mut kept = Kept {
        data: found.data,
        expires_at: found.expires_at,
    };
    if now - found.seen_at > EXACT {
        kept.expires_at = Ord::min(now + IDLE, found.started_at + lasts(crm));
        let row = session::ActiveModel {
            key: Set(found.key),
            seen_at: Set(now),
            expires_at: Set(kept.expires_at),
            ..Default::default()
        };
        // Reading goes on where nothing can be written, as on a full disk.
        if let Err(cause) = row.update(crm.door().house().write()).await {
            tracing::warn!(%cause, "the last use of a session was not kept");
        }
    }
    Ok(Some(kept))
}

/// Whether a session is still open; to ask is not to use it.
///
/// # Errors
/// When the database fails.
pub async fn is_open(crm: &Crm, key: &str) -> Result<bool> {
    let found = session::Entity::find_by_id(key)
        .filter(open_at(crm, Utc::now()))
        .one(crm.door().house().read())
        .await?;
    Ok(found.is_some())
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn delete(crm: &Crm, key: &str) -> Result<()> {
    session::Entity::delete_by_id(key)
        .exec(crm.door().house().write())
        .await?;
    Ok(())
}

/// Deletes sessions that ended by themselves and tries that need no longer be remembered. Answers how many
/// sessions went.
///
/// # Errors
/// When the database fails.
pub async fn sweep(crm: &Crm) -> Result<u64> {
    sweep_at(crm, Utc::now()).await
}

/// As [`sweep`], at a moment.
pub(super) async fn sweep_at(crm: &Crm, now: DateTime<Utc>) -> Result<u64> {
    let write = crm.door().house().write();
    let old = sign_in_attempt::Column::At.lt(now - throttle::REMEMBERED);
    sign_in_attempt::Entity::delete_many()
        .filter(old)
        .exec(write)
        .await?;
    let ended = session::Entity::delete_many()
        .filter(open_at(crm, now).not())
        .exec(write)
        .await?;
    Ok(ended.rows_affected)
}
