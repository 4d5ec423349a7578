//! The tables of providers and of who is linked with them.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use std::collections::HashSet;

use chrono::Utc;
use contract::dto::providers::ProviderOffer;
use entity::{identity_provider as provider, provider_link as link};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, Set,
};
use uuid::Uuid;

use crate::{Crm, Result};

/// All providers, by name.
pub(super) async fn all(crm: &Crm) -> Result<Vec<provider::Model>> {
    let rows = provider::Entity::find().order_by_asc(provider::Column::Name);
    Ok(rows.all(crm.door().house().read()).await?)
}

pub(super) async fn one(crm: &Crm, id: Uuid) -> Result<Option<provider::Model>> {
    let found = provider::Entity::find_by_id(id);
    Ok(found.one(crm.door().house().read()).await?)
}

/// The buttons at the door.
///
/// # Errors
/// When the database fails.
pub async fn offers(crm: &Crm) -> Result<Vec<ProviderOffer>> {
    let rows = all(crm).await?.into_iter().filter(|row| row.is_on);
    let offer = |row: provider::Model| ProviderOffer {
        id: row.id,
        name: row.name,
    };
    Ok(rows.map(offer).collect())
}

pub(super) async fn insert<C: ConnectionTrait>(connection: &C, row: provider::Model) -> Result<()> {
    let insert = provider::Entity::insert(row.into_active_model());
    insert.exec_without_returning(connection).await?;
    Ok(())
}

pub(super) async fn update<C: ConnectionTrait>(connection: &C, row: provider::Model) -> Result<()> {
    let id = row.id;
    let update = provider::Entity::update_many()
        .set(row.into_active_model().reset_all())
        .filter(provider::Column::Id.eq(id));
    update.exec(connection).await?;
    Ok(())
}

/// Removes a provider with all its links.
pub(super) async fn delete<C: ConnectionTrait>(connection: &C, id: Uuid) -> Result<()> {
    let links = link::Entity::delete_many().filter(link::Column::ProviderId.eq(id));
    links.exec(connection).await?;
    provider::Entity::delete_by_id(id).exec(connection).await?;
    Ok(())
}

/// How many people are linked with a provider.
pub(super) async fn many(crm: &Crm, id: Uuid) -> Result<u64> {
    let links = link::Entity::find().filter(link::Column::ProviderId.eq(id));
    Ok(links.count(crm.door().house().read()).await?)
}

pub(super) async fn of_subject(
    crm: &Crm,
    provider: Uuid,
    subject: &str,
) -> Result<Option<link::Model>> {
    let found = link::Entity::find()
        .filter(link::Column::ProviderId.eq(provider))
        .filter(link::Column::Subject.eq(subject));
    Ok(found.one(crm.door().house().read()).await?)
}

/// The links with a provider.
pub(super) async fn of_provider<C: ConnectionTrait>(
    connection: &C,
    id: Uuid,
) -> Result<Vec<link::Model>> {
    let links = link::Entity::find().filter(link::Column::ProviderId.eq(id));
    Ok(links.all(connection).await?)
}

/// The links of a person, the oldest first.
pub(super) async fn of_user(crm: &Crm, user: Uuid) -> Result<Vec<link::Model>> {
    let links = link::Entity::find()
        .filter(link::Column::UserId.eq(user))
        .order_by_asc(link::Column::Id);
    Ok(links.all(crm.door().house().read()).await?)
}

/// How many links open for a person, at providers that are switched on; `without` one that is to be left out of account.
///
/// # Errors
/// When the database fails.
pub(crate) async fn opening(crm: &Crm, user: Uuid, without: Option<Uuid>) -> Result<usize> {
    let on: Vec<Uuid> = offers(crm).await?.iter().map(|offer| offer.id).collect();
    let links = of_user(crm, user).await?;
    let opens = |row: &&link::Model| {
        on.contains(&row.provider_id) && without != Some(row.id) && without != Some(row.provider_id)
    };
    Ok(links.iter().filter(opens).count())
}

/// Everybody who has a link that opens.
///
/// # Errors
/// When the database fails.
pub(crate) async fn linked_people(crm: &Crm) -> Result<HashSet<Uuid>> {
    let on: Vec<Uuid> = offers(crm).await?.iter().map(|offer| offer.id).collect();
    let links = link::Entity::find().filter(link::Column::ProviderId.is_in(on));
    let rows = links.all(crm.door().house().read()).await?;
    Ok(rows.into_iter().map(|row| row.user_id).collect())
}

/// Keeps a link. Answers `false` where the subject or the person has one with that provider already.
pub(super) async fn insert_link<C: ConnectionTrait>(
    connection: &C,
    row: link::Model,
) -> Result<bool> {
    // Either of two indices may know one of them.
    let neither = OnConflict::new().do_nothing().to_owned();
    let insert = link::Entity::insert(row.into_active_model()).on_conflict(neither);
    match insert.exec_without_returning(connection).await {
        Ok(rows) => Ok(rows == 1),
        Err(DbErr::RecordNotInserted) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn note_use(crm: &Crm, id: Uuid) -> Result<()> {
    let used = link::ActiveModel {
        used_at: Set(Some(Utc::now())),
        ..Default::default()
    };
    let update = link::Entity::update_many()
        .set(used)
        .filter(link::Column::Id.eq(id));
    update.exec(crm.door().house().write()).await?;
    Ok(())
}

pub(super) async fn delete_link<C: ConnectionTrait>(connection: &C, id: Uuid) -> Result<()> {
    link::Entity::delete_by_id(id).exec(connection).await?;
    Ok(())
}
