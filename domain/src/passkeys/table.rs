//! The table of passkeys. Only their public halves stand in it: a copy of it opens nothing.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashSet;

use chrono::Utc;
use data_encoding::BASE64URL_NOPAD;
use entity::passkey;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, Set, TryInsertResult,
};
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

use crate::{Crm, Result};

/// The passkeys of a person, the oldest first.
pub(super) async fn of_user(crm: &Crm, user: Uuid) -> Result<Vec<passkey::Model>> {
    let rows = passkey::Entity::find()
        .filter(passkey::Column::UserId.eq(user))
        .order_by_asc(passkey::Column::Id);
    Ok(rows.all(crm.door().house().read()).await?)
}

/// Whether a person has one, wherever it opens.
pub(crate) async fn has_any(crm: &Crm, user: Uuid) -> Result<bool> {
    let rows = passkey::Entity::find().filter(passkey::Column::UserId.eq(user));
    Ok(rows.count(crm.door().house().read()).await? > 0)
}

/// Everybody who has one.
pub(crate) async fn holders(crm: &Crm) -> Result<HashSet<Uuid>> {
    let rows = passkey::Entity::find().all(crm.door().house().read());
    Ok(rows.await?.into_iter().map(|row| row.user_id).collect())
}

/// Whether somebody, or the one who is named, has one that opens at a host.
pub(super) async fn is_in_use(crm: &Crm, host: &str, user: Option<Uuid>) -> Result<bool> {
    let mut rows = passkey::Entity::find().filter(passkey::Column::Host.eq(host));
    if let Some(user) = user {
        rows = rows.filter(passkey::Column::UserId.eq(user));
    }
    Ok(rows.one(crm.door().house().read()).await?.is_some())
}

pub(super) async fn of_credential(crm: &Crm, id: &[u8]) -> Result<Option<passkey::Model>> {
    let credential = passkey::Column::Credential.eq(BASE64URL_NOPAD.encode(id));
    let found = passkey::Entity::find().filter(credential);
    Ok(found.one(crm.door().house().read()).await?)
}

pub(super) async fn one(crm: &Crm, id: Uuid) -> Result<Option<passkey::Model>> {
    let found = passkey::Entity::find_by_id(id);
    Ok(found.one(crm.door().house().read()).await?)
}

/// The key of a row.
pub(super) fn key(row: &passkey::Model) -> Result<Passkey> {
    Ok(serde_json::from_str(&row.key)?)
}

/// Keeps a new one. Answers `false` when its credential is known already.
pub(super) async fn insert<C: ConnectionTrait>(
    connection: &C,
    row: passkey::Model,
) -> Result<bool> {
    let insert = passkey::Entity::insert(row.into_active_model())
        .on_conflict_do_nothing_on([passkey::Column::Credential]);
    let result = insert.exec_without_returning(connection).await?;
    Ok(matches!(result, TryInsertResult::Inserted(1..)))
}

/// Notes a use. Answers `false` when another one came in between, or it is gone.
pub(super) async fn use_up(
    crm: &Crm,
    row: &passkey::Model,
    key: &Passkey,
    counter: u32,
) -> Result<bool> {
    let used = passkey::ActiveModel {
        key: Set(serde_json::to_string(key)?),
        counter: Set(counter.into()),
        used_at: Set(Some(Utc::now())),
        ..Default::default()
    };
    let same = passkey::Entity::update_many()
        .set(used)
        .filter(passkey::Column::Id.eq(row.id))
        .filter(passkey::Column::Counter.eq(row.counter));
    Ok(same.exec(crm.door().house().write()).await?.rows_affected == 1)
}

pub(super) async fn rename(crm: &Crm, id: Uuid, name: &str) -> Result<()> {
    let named = passkey::ActiveModel {
        name: Set(name.to_owned()),
        ..Default::default()
    };
    set(crm.door().house().write(), id, named).await
}

pub(super) async fn doubt<C: ConnectionTrait>(connection: &C, id: Uuid) -> Result<()> {
    let doubted = passkey::ActiveModel {
        doubted_at: Set(Some(Utc::now())),
        ..Default::default()
    };
    set(connection, id, doubted).await
}

async fn set<C: ConnectionTrait>(
    connection: &C,
    id: Uuid,
    changed: passkey::ActiveModel,
) -> Result<()> {
    let update = passkey::Entity::update_many()
        .set(changed)
        .filter(passkey::Column::Id.eq(id));
    update.exec(connection).await?;
    Ok(())
}

pub(super) async fn delete<C: ConnectionTrait>(connection: &C, id: Uuid) -> Result<()> {
    passkey::Entity::delete_by_id(id).exec(connection).await?;
    Ok(())
}
