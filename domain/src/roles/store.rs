//! The rows of roles, and who has which.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::Utc;
use contract::dto::session::Person;
use contract::{Refusal, Role, RoleDef};
use entity::{role, user};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use crate::access::{HouseDoor, Write};
use crate::{Desk, Result};

/// The field of users that holds the roles beside the first.
pub(crate) const MORE: &str = "more_roles";

pub(super) async fn rows(from: &impl ConnectionTrait) -> Result<Vec<role::Model>> {
    Ok(role::Entity::find()
        .order_by_asc(role::Column::Position)
        .order_by_asc(role::Column::Key)
        .all(from)
        .await?)
}

/// A change of one role: what stands there is read inside the transaction, so that of two administrators the later one
/// is told.
pub(super) struct Change<'d> {
    desk: &'d Desk,
    write: Write<'d>,
    rows: Vec<role::Model>,
}

impl<'d> Change<'d> {
    pub(super) async fn begin(desk: &'d Desk) -> Result<Self> {
        desk.must_administer()?;
        let write = desk.write().await?;
        let tx = write.transaction();
        if tx.get_database_backend() == DbBackend::Postgres {
            tx.execute_unprepared("LOCK TABLE role IN SHARE ROW EXCLUSIVE MODE")
                .await?;
        }
        let rows = rows(tx).await?;
        Ok(Self { desk, write, rows })
    }

    /// All roles as they stand there.
    pub(super) fn roles(&self) -> Result<super::Roles> {
        super::Roles::of(&self.rows)
    }

    /// Keeps a role, if it still is as its change began from.
    pub(super) async fn keep(&mut self, role: &RoleDef) -> Result<()> {
        let before = self.rows.iter().find(|row| row.key == role.key);
        if before.map_or(0, |row| row.version) != role.version {
            let changed_by = self.desk.last_configured_by(&name(&role.key)).await?;
            return Err(Refusal::Outdated { changed_by }.into());
        }
        let body = serde_json::to_string(role)?;
        let last = self.rows.iter().map(|row| row.position).max();
        let row = role::ActiveModel {
            key: Set(role.key.clone()),
            body: Set(body.clone()),
            position: Set(before.map_or(last.unwrap_or_default() + 1, |row| row.position)),
            version: Set(role.version + 1),
            changed_at: Set(Utc::now()),
        };
        let columns = [
            role::Column::Body,
            role::Column::Version,
            role::Column::ChangedAt,
        ];
        let newer = OnConflict::column(role::Column::Key)
            .update_columns(columns)
            .to_owned();
        role::Entity::insert(row)
            .on_conflict(newer)
            .exec_without_returning(self.write.transaction())
            .await?;
        let earlier = before.map(|row| row.body.clone());
        self.write
            .note_configuration(&name(&role.key), earlier, Some(body));
        Ok(())
    }

    /// Takes a role away.
    pub(super) async fn drop(&mut self, key: &str) -> Result<()> {
        let before = self.rows.iter().find(|row| row.key == key);
        role::Entity::delete_by_id(key)
            .exec(self.write.transaction())
            .await?;
        let earlier = before.map(|row| row.body.clone());
        self.write.note_configuration(&name(key), earlier, None);
        Ok(())
    }

    pub(super) async fn commit(self) -> Result<()> {
        self.write.commit().await?;
        self.desk.crm().refresh().await
    }
}

/// What events of the configuration call a role.
fn name(key: &str) -> String {
    format!("role {key}")
}

/// Keys of the roles that a user has beside the first.
pub(crate) async fn more_of(house: HouseDoor<'_>, user: Uuid) -> Result<Vec<String>> {
    let select = Query::select()
        .column(Alias::new("value"))
        .from(Alias::new("several"))
        .and_where(Expr::col(Alias::new("object")).eq(contract::objects::USER))
        .and_where(Expr::col(Alias::new("field")).eq(MORE))
        .and_where(Expr::col(Alias::new("record_id")).eq(user))
        .take();
    let rows = house.read().query_all(&select).await?;
    let keys = rows.iter().map(|row| row.try_get("", "value"));
    Ok(keys.collect::<std::result::Result<_, _>>()?)
}

/// Who has which role beside the first.
pub(crate) async fn more(house: HouseDoor<'_>) -> Result<BTreeSet<(Uuid, String)>> {
    let select = Query::select()
        .columns(["record_id", "value"].map(Alias::new))
        .from(Alias::new("several"))
        .and_where(Expr::col(Alias::new("object")).eq(contract::objects::USER))
        .and_where(Expr::col(Alias::new("field")).eq(MORE))
        .take();
    let rows = house.read().query_all(&select).await?;
    let held = rows
        .iter()
        .map(|row| Ok((row.try_get("", "record_id")?, row.try_get("", "value")?)));
    held.collect()
}

/// The users who can still sign in, by each role they have.
async fn held(desk: &Desk) -> Result<BTreeMap<String, Vec<Person>>> {
    let house = desk.crm().door().house();
    let present = user::Entity::find()
        .filter(user::Column::DeletedAt.is_null())
        .order_by_asc(user::Column::NameSort)
        .all(house.read())
        .await?;
    let mut held = more(house).await?;
    held.extend(present.iter().map(|user| (user.id, user.role.clone())));
    let mut members: BTreeMap<String, Vec<Person>> = BTreeMap::new();
    for role in desk.crm().roles().all() {
        let has = |user: &&user::Model| held.contains(&(user.id, role.key.clone()));
        let people = present.iter().filter(has).map(|user| Person {
            id: user.id,
            name: user.name.clone(),
        });
        members.insert(role.key.clone(), people.collect());
    }
    Ok(members)
}

/// The users who can still sign in, by each role they have; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn members(desk: &Desk) -> Result<BTreeMap<String, Vec<Person>>> {
    desk.must_administer()?;
    held(desk).await
}

/// Who is an administrator and can still sign in.
///
/// # Errors
/// When the database fails.
pub(crate) async fn administrators(desk: &Desk) -> Result<Vec<Uuid>> {
    let all = held(desk).await?.remove(Role::Administrator.key());
    Ok(all.unwrap_or_default().iter().map(|one| one.id).collect())
}
