//! Proving who one is by a key.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use contract::Refusal;
use entity::api_key;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::Scopes;
use crate::{Crm, Desk, Result, digest};

/// What every key begins with, so that people and scanners of source code know one when they see it.
pub(super) const PREFIX: &str = "rpt_";
/// How many letters of its end are kept to recognise it by.
pub(super) const HINT: usize = 4;
/// Prefix and 256 bits in hexadecimal.
const LENGTH: usize = PREFIX.len() + 64;
/// How exactly the last use is kept: a write for every question would be too many.
const EXACT: TimeDelta = TimeDelta::minutes(1);

/// Who asks by a key.
#[derive(Clone, Debug)]
pub struct Pass {
    /// Its user's desk, narrowed to what the key lets through.
    pub desk: Desk,
    pub key: Uuid,
}

/// The desk of the user to whom a key belongs. A key that is unknown, ended or expired, and one whose user is gone,
/// are all refused alike.
///
/// # Errors
/// [`Refusal::SignIn`].
pub async fn open(crm: &Arc<Crm>, token: &str) -> Result<Pass> {
    if token.len() != LENGTH || !token.starts_with(PREFIX) {
        return Err(Refusal::SignIn.into());
    }
    let found = api_key::Entity::find()
        .filter(api_key::Column::Hash.eq(digest::sha256(token.as_bytes())))
        .filter(api_key::Column::EndedAt.is_null())
        .one(crm.door().house().read())
        .await?;
    let now = Utc::now();
    let key = found
        .filter(|key| key.expires_at.is_none_or(|end| end > now))
        .ok_or(Refusal::SignIn)?;
    let desk = crm.desk_of(key.user_id).await?;
    note_use(crm, &key, now).await;
    Ok(Pass {
        desk: desk.limited_to(Scopes::from_stored(&key.scopes)),
        key: key.id,
    })
}

/// Asking goes on where nothing can be written, as on a full disk.
async fn note_use(crm: &Crm, key: &api_key::Model, now: DateTime<Utc>) {
    if key.last_used_at.is_some_and(|last| now - last <= EXACT) {
        return;
    }
    let row = api_key::ActiveModel {
        id: Set(key.id),
        last_used_at: Set(Some(now)),
        ..Default::default()
    };
    if let Err(cause) = row.update(crm.door().house().write()).await {
        tracing::warn!(%cause, "the last use of a key was not kept");
    }
}
