//! Which keys anything is sealed with, by their ids.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: the ids of keys"
)]

use entity::seal_key::{ActiveModel, Column, Entity};
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, QueryOrder, Set};

use super::keys::Keys;
use crate::Result;
use crate::access::{HouseDoor, Write};

/// Notes that something is sealed by the active key, in the transaction that does it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn note_key(write: &Write<'_>) -> Result<()> {
    let keys = write.desk().crm().keys();
    let Some(id) = keys.active() else {
        return Ok(());
    };
    let row = ActiveModel {
        id: Set(id.to_owned()),
        since: Set(write.now()),
    };
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Id).do_nothing().to_owned())
        .exec_without_returning(write.transaction())
        .await?;
    Ok(())
}

/// The ids of all keys by which something is sealed, the oldest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn in_use(house: HouseDoor<'_>) -> Result<Vec<String>> {
    let rows = Entity::find().order_by_asc(Column::Since);
    let rows = rows.all(house.read()).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Strikes a key off by which nothing is sealed any more.
///
/// # Errors
/// When the database fails.
pub(super) async fn strike(write: &Write<'_>, id: &str) -> Result<()> {
    Entity::delete_by_id(id).exec(write.transaction()).await?;
    Ok(())
}

/// Those of some keys that are not there.
pub(super) fn missing(ids: &[String], keys: &Keys) -> Vec<String> {
    let is_missing = |id: &&String| !keys.has(id);
    ids.iter().filter(is_missing).cloned().collect()
}
