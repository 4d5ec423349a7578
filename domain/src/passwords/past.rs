//! The passwords somebody had before, as hashes: none of the last ones is taken again.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::Utc;
use contract::Problem;
use entity::past_password as past;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use super::verify;
use crate::{Crm, Result};

/// The most that are ever compared: each takes some 30 ms.
pub(crate) const MOST: u32 = 24;

/// Whether a new password is the present one or one of the last ones, as many as the organisation remembers.
///
/// # Errors
/// When the database fails.
pub(crate) async fn check(
    crm: &Crm,
    user: Uuid,
    present: Option<&str>,
    password: &str,
) -> Result<Option<Problem>> {
    let last = crm.settings().sign_in.remembered.min(MOST);
    let mut hashes: Vec<String> = present.map(str::to_owned).into_iter().collect();
    let before = last.saturating_sub(1);
    hashes.extend(kept(crm, user, before.into()).await?);
    hashes.truncate(last as usize);
    for hash in hashes {
        if verify(password, Some(&hash)).await? {
            return Ok(Some(Problem::UsedBefore { last }));
        }
    }
    Ok(None)
}

async fn kept(crm: &Crm, user: Uuid, many: u64) -> Result<Vec<String>> {
    let newest = past::Entity::find()
        .filter(past::Column::UserId.eq(user))
        .order_by_desc(past::Column::Id)
        .limit(many);
    let rows = newest.all(crm.door().house().read()).await?;
    Ok(rows.into_iter().map(|row| row.hash).collect())
}

/// Keeps the hash of a password that is given up, and forgets those that are compared no more.
///
/// # Errors
/// When the database fails.
pub(crate) async fn keep<C: ConnectionTrait>(
    connection: &C,
    user: Uuid,
    hash: String,
) -> Result<()> {
    let row = past::ActiveModel {
        user_id: Set(user),
        hash: Set(hash),
        ended_at: Set(Utc::now()),
        ..Default::default()
    };
    past::Entity::insert(row).exec(connection).await?;
    let of_user = past::Entity::find().filter(past::Column::UserId.eq(user));
    let oldest_kept = of_user
        .order_by_desc(past::Column::Id)
        .offset(u64::from(MOST) - 1)
        .one(connection)
        .await?;
    if let Some(oldest) = oldest_kept {
        let older = past::Entity::delete_many()
            .filter(past::Column::UserId.eq(user))
            .filter(past::Column::Id.lt(oldest.id));
        older.exec(connection).await?;
    }
    Ok(())
}
