//! The table of imports. Who works on an import proves it by the moment until which it is theirs.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::{DateTime, Utc};
use contract::dto::imports::ImportState;
use entity::import_job;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use uuid::Uuid;

use super::job::Job;
use crate::access::HouseDoor;
use crate::{Crm, Desk, Result, leases};

/// How long one process works on an import without a sign of life before another one may take over.
const LEASE_SECONDS: i64 = 45;
/// How many imports the list of earlier ones shows.
const RECENT: u64 = 50;

impl Job {
    pub(super) async fn load(crm: &Crm, id: Uuid) -> Result<Option<Self>> {
        let row = import_job::Entity::find_by_id(id)
            .one(crm.door().house().read())
            .await?;
        row.map(Self::try_from).transpose()
    }

    /// Those of some imports that the asker may see.
    pub(super) async fn some(desk: &Desk, ids: Vec<Uuid>) -> Result<Vec<Self>> {
        let some = import_job::Entity::find().filter(import_job::Column::Id.is_in(ids));
        let jobs = some.all(desk.crm().door().house().read()).await?;
        let jobs = jobs.into_iter().map(Self::try_from);
        jobs.filter(|job| job.as_ref().map_or(true, |job| job.is_seen_by(desk)))
            .collect()
    }

    /// The imports of the asker, the newest first.
    pub(super) async fn recent(desk: &Desk) -> Result<Vec<Self>> {
        let mine = import_job::Entity::find()
            .filter(import_job::Column::UserId.eq(desk.actor().id().unwrap_or_default()))
            .order_by_desc(import_job::Column::CreatedAt)
            .limit(RECENT);
        mine.all(desk.crm().door().house().read())
            .await?
            .into_iter()
            .map(Self::try_from)
            .collect()
    }

    /// The imports at which somebody should be working.
    pub(super) async fn moving(house: HouseDoor<'_>) -> Result<Vec<Self>> {
        let moving = ImportState::MOVING.map(word);
        let rows = import_job::Entity::find().filter(import_job::Column::State.is_in(moving));
        rows.all(house.read())
            .await?
            .into_iter()
            .map(Self::try_from)
            .collect()
    }

    /// Whether nobody gave a sign of life for so long that the import may be taken over.
    pub(super) fn has_lapsed(&self) -> bool {
        leases::is_free(self.lease)
    }

    /// The imports that were begun before a moment and never confirmed.
    pub(super) async fn forgotten(
        house: HouseDoor<'_>,
        before: DateTime<Utc>,
    ) -> Result<Vec<Self>> {
        let resting = [ImportState::Draft, ImportState::Checked].map(word);
        let rows = import_job::Entity::find()
            .filter(import_job::Column::State.is_in(resting))
            .filter(import_job::Column::UpdatedAt.lt(before));
        rows.all(house.read())
            .await?
            .into_iter()
            .map(Self::try_from)
            .collect()
    }

    pub(super) async fn insert(&self, house: HouseDoor<'_>) -> Result<()> {
        let row = import_job::ActiveModel {
            id: Set(self.id),
            object: Set(self.object.clone()),
            file_name: Set(self.file_name.clone()),
            bytes: Set(i64::try_from(self.bytes).unwrap_or(i64::MAX)),
            plan: Set(serde_json::to_string(&self.recipe)?),
            state: Set(word(self.state)),
            rows_done: Set(0),
            bytes_read: Set(0),
            counts: Set(serde_json::to_string(&self.tally)?),
            user_id: Set(self.user),
            user_name: Set(self.user_name.clone()),
            created_at: Set(self.created_at),
            updated_at: Set(self.created_at),
            leased_until: Set(None),
        };
        row.insert(house.write()).await?;
        Ok(())
    }

    /// Forgets the import.
    pub(super) async fn delete(&self, house: HouseDoor<'_>) -> Result<()> {
        import_job::Entity::delete_by_id(self.id)
            .exec(house.write())
            .await?;
        Ok(())
    }

    /// Keeps where the import stands now, if this process still works on it, and for another while.
    /// `false` when somebody else took over or it was begun anew: then nothing more is to be done here.
    pub(super) async fn keep<C: ConnectionTrait>(&mut self, connection: &C) -> Result<bool> {
        self.save(connection, leases::next(LEASE_SECONDS), false)
            .await
    }

    /// The same with the plan, which does not change from batch to batch.
    pub(super) async fn keep_plan<C: ConnectionTrait>(&mut self, connection: &C) -> Result<bool> {
        self.save(connection, leases::next(LEASE_SECONDS), true)
            .await
    }

    /// Takes the import over into a state, on which this process works from now on.
    pub(super) async fn take<C: ConnectionTrait>(
        &mut self,
        connection: &C,
        state: ImportState,
    ) -> Result<bool> {
        self.state = state;
        self.keep_plan(connection).await
    }

    /// Ends the work on the import.
    pub(super) async fn rest<C: ConnectionTrait>(
        &mut self,
        connection: &C,
        state: ImportState,
    ) -> Result<bool> {
        self.state = state;
        self.save(connection, leases::over(), true).await
    }

    async fn save<C: ConnectionTrait>(
        &mut self,
        connection: &C,
        lease: DateTime<Utc>,
        with_plan: bool,
    ) -> Result<bool> {
        use import_job::Column;
        let small = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let now = Utc::now();
        let mut update = import_job::Entity::update_many();
        if with_plan {
            let plan = serde_json::to_string(&self.recipe)?;
            update = update.col_expr(Column::Plan, Expr::value(plan));
        }
        let saved = update
            .col_expr(Column::Object, Expr::value(self.object.clone()))
            .col_expr(Column::State, Expr::value(word(self.state)))
            .col_expr(Column::RowsDone, Expr::value(small(self.rows_done)))
            .col_expr(Column::BytesRead, Expr::value(small(self.read)))
            .col_expr(
                Column::Counts,
                Expr::value(serde_json::to_string(&self.tally)?),
            )
            .col_expr(Column::UpdatedAt, Expr::value(now))
            .col_expr(Column::LeasedUntil, Expr::value(lease))
            .filter(Column::Id.eq(self.id))
            .filter(leases::is_still(Column::LeasedUntil, self.lease))
            .exec(connection)
            .await?;
        (self.lease, self.updated_at) = (Some(lease), now);
        Ok(saved.rows_affected == 1)
    }
}

/// The word of a state in the database.
pub(in crate::import) fn word(state: ImportState) -> String {
    serde_json::to_value(state)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

impl TryFrom<import_job::Model> for Job {
    type Error = crate::Error;

    fn try_from(row: import_job::Model) -> Result<Self> {
        let large = |number: i64| u64::try_from(number).unwrap_or_default();
        Ok(Self {
            id: row.id,
            object: row.object,
            file_name: row.file_name,
            bytes: large(row.bytes),
            recipe: serde_json::from_str(&row.plan)?,
            state: serde_json::from_value(serde_json::Value::String(row.state))?,
            rows_done: large(row.rows_done),
            read: large(row.bytes_read),
            tally: serde_json::from_str(&row.counts)?,
            user: row.user_id,
            user_name: row.user_name,
            created_at: row.created_at,
            updated_at: row.updated_at,
            lease: row.leased_until,
        })
    }
}

/// As when whoever worked on it died long ago.
#[cfg(test)]
pub(super) async fn let_lapse(house: HouseDoor<'_>, id: Uuid) {
    let past = Expr::value(Utc::now() - chrono::Duration::seconds(LEASE_SECONDS));
    let lapse = import_job::Entity::update_many()
        .col_expr(import_job::Column::LeasedUntil, past)
        .filter(import_job::Column::Id.eq(id));
    assert!(lapse.exec(house.write()).await.is_ok());
}
