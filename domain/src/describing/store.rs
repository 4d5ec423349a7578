//! The rows of what was described, written with a version, an event and the columns they need in one transaction.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use chrono::Utc;
use contract::{ObjectDef, Refusal};
use entity::{field_definition, object_definition};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, QueryOrder, Set};

use super::merge::{Described, merge};
use super::sensitive;
use crate::access::{HouseDoor, Write};
use crate::{Desk, Error, Result, derived, sealing};

/// Reads everything that was described.
pub(crate) async fn load(house: HouseDoor<'_>) -> Result<Described> {
    Ok(Described {
        objects: object_definition::Entity::find()
            .order_by_asc(object_definition::Column::Position)
            .order_by_asc(object_definition::Column::Key)
            .all(house.read())
            .await?,
        fields: field_definition::Entity::find()
            .order_by_asc(field_definition::Column::Object)
            .order_by_asc(field_definition::Column::Position)
            .order_by_asc(field_definition::Column::Key)
            .all(house.read())
            .await?,
    })
}

/// A change of the configuration: what stands there is read inside the transaction, so that of two administrators the
/// later one is told.
pub(super) struct Change<'d> {
    desk: &'d Desk,
    write: Write<'d>,
    pub(super) described: Described,
}

impl<'d> Change<'d> {
    /// Begins a change.
    pub(super) async fn begin(desk: &'d Desk) -> Result<Self> {
        desk.must_administer()?;
        let mut change = Self {
            desk,
            write: desk.write().await?,
            described: Described::default(),
        };
        let tx = change.write.transaction();
        if tx.get_database_backend() == DbBackend::Postgres {
            // SQLite lets one write at a time; here, too, nobody reads what somebody else is about to change.
            tx.execute_unprepared("LOCK TABLE object_definition IN SHARE ROW EXCLUSIVE MODE")
                .await?;
        }
        change.read_anew().await?;
        Ok(change)
    }

    /// Keeps the description of an object, if it still is as the change found it.
    pub(super) async fn keep_object(
        &mut self,
        key: &str,
        body: String,
        version: i32,
    ) -> Result<()> {
        let rows = &self.described.objects;
        let before = rows.iter().find(|row| row.key == key).cloned();
        self.must_be(before.as_ref().map_or(0, |row| row.version), version, key)
            .await?;
        let place = |row: &object_definition::Model| row.position;
        let last = rows.iter().map(place).max().unwrap_or_default();
        let row = object_definition::ActiveModel {
            key: Set(key.to_owned()),
            body: Set(body.clone()),
            position: Set(before.as_ref().map_or(last + 1, place)),
            version: Set(version + 1),
            changed_at: Set(Utc::now()),
        };
        let newer = OnConflict::column(object_definition::Column::Key)
            .update_columns([
                object_definition::Column::Body,
                object_definition::Column::Version,
                object_definition::Column::ChangedAt,
            ])
            .to_owned();
        object_definition::Entity::insert(row)
            .on_conflict(newer)
            .exec_without_returning(self.write.transaction())
            .await?;
        self.write
            .note_configuration(key, before.map(|row| row.body), Some(body));
        Ok(())
    }

    /// Keeps the description of a field, if it still is as the change found it.
    pub(super) async fn keep_field(
        &mut self,
        object: &str,
        key: &str,
        body: String,
        version: i32,
    ) -> Result<()> {
        let rows = || {
            self.described
                .fields
                .iter()
                .filter(|row| row.object == object)
        };
        let before = rows().find(|row| row.key == key).cloned();
        let name = format!("{object}.{key}");
        self.must_be(before.as_ref().map_or(0, |row| row.version), version, &name)
            .await?;
        let last = rows().map(|row| row.position).max().unwrap_or_default();
        let row = field_definition::ActiveModel {
            object: Set(object.to_owned()),
            key: Set(key.to_owned()),
            body: Set(body.clone()),
            position: Set(before.as_ref().map_or(last + 1, |row| row.position)),
            version: Set(version + 1),
            changed_at: Set(Utc::now()),
        };
        let newer = OnConflict::columns([
            field_definition::Column::Object,
            field_definition::Column::Key,
        ])
        .update_columns([
            field_definition::Column::Body,
            field_definition::Column::Version,
            field_definition::Column::ChangedAt,
        ])
        .to_owned();
        field_definition::Entity::insert(row)
            .on_conflict(newer)
            .exec_without_returning(self.write.transaction())
            .await?;
        self.write
            .note_configuration(&name, before.map(|row| row.body), Some(body));
        Ok(())
    }

    /// A derived field is written anew in all records once the change is made.
    pub(super) async fn write_anew(&self, object: &str, field: &str) -> Result<()> {
        derived::order(&self.write, object, field).await
    }

    async fn must_be(&self, found: i32, expected: i32, name: &str) -> Result<()> {
        if found == expected {
            return Ok(());
        }
        let changed_by = self.desk.last_configured_by(name).await?;
        Err(Refusal::Outdated { changed_by }.into())
    }

    /// Makes it so for all objects.
    pub(super) async fn commit_all(mut self) -> Result<()> {
        let merged = self.settled().await?;
        let away = self.desk.crm().door().away();
        migration::reconcile(self.write.transaction(), &merged, &away).await?;
        self.write.commit().await?;
        self.desk.crm().refresh().await
    }

    /// All objects as they are after the change. What is stored in fields that became sensitive, or are no longer, is sealed
    /// or opened once it is made.
    async fn settled(&mut self) -> Result<Vec<ObjectDef>> {
        let before = merge(&self.described)?;
        self.read_anew().await?;
        let merged = merge(&self.described)?;
        for (object, field, deed) in sensitive::to_seal(&before, &merged)? {
            sealing::order(&self.write, &object, &field, deed).await?;
        }
        Ok(merged)
    }

    async fn read_anew(&mut self) -> Result<()> {
        self.described = Described {
            objects: object_definition::Entity::find()
                .order_by_asc(object_definition::Column::Position)
                .all(self.write.transaction())
                .await?,
            fields: field_definition::Entity::find()
                .order_by_asc(field_definition::Column::Position)
                .all(self.write.transaction())
                .await?,
        };
        Ok(())
    }

    /// Makes it so: tables get their columns and indexes in the same transaction, and the description of this process
    /// is read anew.
    pub(super) async fn commit(mut self, object: &str) -> Result<ObjectDef> {
        let merged = self.settled().await?;
        let shaped: Vec<ObjectDef> = merged
            .iter()
            .filter(|merged| merged.key == object || merged.key == contract::objects::ACTIVITY)
            .cloned()
            .collect();
        let away = self.desk.crm().door().away();
        migration::reconcile(self.write.transaction(), &shaped, &away).await?;
        self.write.commit().await?;
        self.desk.crm().refresh().await?;
        merged
            .into_iter()
            .find(|merged| merged.key == object)
            .ok_or_else(|| Error::broken("the object that was described is not there"))
    }
}

/// The row of an object that is not kept yet.
pub(super) fn object_row(key: &str, body: String) -> object_definition::Model {
    object_definition::Model {
        key: key.to_owned(),
        body,
        position: i32::MAX,
        version: 0,
        changed_at: Utc::now(),
    }
}

/// The row of a field that is not kept yet.
pub(super) fn field_row(object: &str, key: &str, body: String) -> field_definition::Model {
    field_definition::Model {
        object: object.to_owned(),
        key: key.to_owned(),
        body,
        position: i32::MAX,
        version: 0,
        changed_at: Utc::now(),
    }
}
