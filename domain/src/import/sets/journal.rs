//! The tables of sets.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use contract::Refusal;
use contract::dto::imports::ImportState;
use entity::{import_set, import_set_part};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::HouseDoor;
use crate::import::engine::word;
use crate::{Crm, Desk, Result};

/// How many sets the list of earlier ones shows.
const RECENT: u64 = 20;

/// A set as it is kept.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) id: Uuid,
    pub(super) state: ImportState,
    pub(super) is_one_sheet: bool,
    pub(super) user: Uuid,
    pub(super) user_name: String,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
    /// In the order in which they came.
    pub(super) parts: Vec<Kept>,
}

/// A part as it is kept; all else stands with its import.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) import: Uuid,
    pub(super) details: Details,
}

/// What the set alone knows of a part.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Details {
    /// How sure its object is.
    pub(super) confidence: u8,
    pub(super) is_left_out: bool,
}

impl Set {
    /// A new set of the person at the desk.
    pub(super) fn new(desk: &Desk) -> Self {
        Self {
            id: Uuid::now_v7(),
            state: ImportState::Draft,
            is_one_sheet: false,
            user: desk.actor().id().unwrap_or_default(),
            user_name: desk.actor().name().to_owned(),
            created_at: desk.now(),
            updated_at: desk.now(),
            parts: Vec::new(),
        }
    }

    /// A set of the asker, or anybody's for an administrator.
    pub(super) async fn of(desk: &Desk, id: Uuid) -> Result<Self> {
        let found = Self::load(desk.crm().door().house(), id).await?;
        let may_see =
            |set: &Self| desk.actor().is_administrator() || desk.actor().id() == Some(set.user);
        Ok(found.filter(may_see).ok_or(Refusal::NotFound)?)
    }

    /// The desk of who began it.
    pub(super) async fn desk(&self, crm: &Arc<Crm>) -> Result<Desk> {
        if self.user.is_nil() {
            Ok(crm.system_desk("import from the command line"))
        } else {
            crm.desk_of(self.user).await
        }
    }

    /// Where the sheet waits from whose columns the parts are made.
    pub(super) fn sheet(&self, crm: &Crm) -> PathBuf {
        crm.uploads().join(format!("{}.sheet", self.id.simple()))
    }

    /// Nothing of it went in yet.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, ImportState::Draft | ImportState::Checked)
    }

    pub(super) async fn load(house: HouseDoor<'_>, id: Uuid) -> Result<Option<Self>> {
        let row = import_set::Entity::find_by_id(id).one(house.read()).await?;
        match row {
            Some(row) => Ok(with_parts(house, vec![row]).await?.pop()),
            None => Ok(None),
        }
    }

    pub(super) async fn recent(desk: &Desk) -> Result<Vec<Self>> {
        let house = desk.crm().door().house();
        let rows = import_set::Entity::find()
            .filter(import_set::Column::UserId.eq(desk.actor().id().unwrap_or_default()))
            .order_by_desc(import_set::Column::CreatedAt)
            .limit(RECENT);
        with_parts(house, rows.all(house.read()).await?).await
    }

    /// The sets at which somebody should be working.
    pub(super) async fn moving(house: HouseDoor<'_>) -> Result<Vec<Self>> {
        let rows = import_set::Entity::find()
            .filter(import_set::Column::State.is_in(ImportState::MOVING.map(word)))
            .all(house.read())
            .await?;
        with_parts(house, rows).await
    }

    /// The sets that nobody touched since a moment and that never began.
    pub(super) async fn forgotten(
        house: HouseDoor<'_>,
        before: DateTime<Utc>,
    ) -> Result<Vec<Self>> {
        let resting = [ImportState::Draft, ImportState::Checked];
        let rows = import_set::Entity::find()
            .filter(import_set::Column::State.is_in(resting.map(word)))
            .filter(import_set::Column::UpdatedAt.lt(before))
            .all(house.read())
            .await?;
        with_parts(house, rows).await
    }

    pub(super) async fn insert(&self, house: HouseDoor<'_>) -> Result<()> {
        let row = import_set::Model {
            id: self.id,
            state: word(self.state),
            is_one_sheet: self.is_one_sheet,
            user_id: self.user,
            user_name: self.user_name.clone(),
            created_at: self.created_at,
            updated_at: self.updated_at,
        };
        row.into_active_model()
            .reset_all()
            .insert(house.write())
            .await?;
        Ok(())
    }

    pub(super) async fn add(&self, house: HouseDoor<'_>, part: Kept) -> Result<()> {
        let row = import_set_part::Model {
            import_id: part.import,
            set_id: self.id,
            details: serde_json::to_string(&part.details)?,
        };
        row.into_active_model()
            .reset_all()
            .insert(house.write())
            .await?;
        Ok(())
    }

    /// Keeps what the set knows of a part.
    pub(super) async fn keep(&self, house: HouseDoor<'_>, part: &Kept) -> Result<()> {
        let details = serde_json::to_string(&part.details)?;
        import_set_part::Entity::update_many()
            .col_expr(import_set_part::Column::Details, Expr::value(details))
            .filter(import_set_part::Column::ImportId.eq(part.import))
            .exec(house.write())
            .await?;
        Ok(())
    }

    /// Goes from the state it was read in to another one. `false` when somebody else moved it meanwhile.
    pub(super) async fn rest(&self, house: HouseDoor<'_>, state: ImportState) -> Result<bool> {
        let moved = import_set::Entity::update_many()
            .col_expr(import_set::Column::State, Expr::value(word(state)))
            .col_expr(import_set::Column::UpdatedAt, Expr::value(Utc::now()))
            .filter(import_set::Column::Id.eq(self.id))
            .filter(import_set::Column::State.eq(word(self.state)))
            .exec(house.write())
            .await?;
        Ok(moved.rows_affected == 1)
    }

    /// A sign of life. `false` when the set is in another state by now.
    pub(super) async fn pulse(&self, house: HouseDoor<'_>) -> Result<bool> {
        self.rest(house, self.state).await
    }

    /// Forgets the set; its imports are left to themselves.
    pub(super) async fn delete(&self, house: HouseDoor<'_>) -> Result<()> {
        import_set_part::Entity::delete_many()
            .filter(import_set_part::Column::SetId.eq(self.id))
            .exec(house.write())
            .await?;
        import_set::Entity::delete_by_id(self.id)
            .exec(house.write())
            .await?;
        Ok(())
    }
}

/// Sets with their parts, asked for in one question.
async fn with_parts(house: HouseDoor<'_>, rows: Vec<import_set::Model>) -> Result<Vec<Set>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let parts = import_set_part::Entity::find()
        .filter(import_set_part::Column::SetId.is_in(ids))
        .order_by_asc(import_set_part::Column::ImportId)
        .all(house.read())
        .await?;
    rows.into_iter()
        .map(|row| {
            let own = parts.iter().filter(|part| part.set_id == row.id);
            let kept = own.map(|part| {
                Ok(Kept {
                    import: part.import_id,
                    details: serde_json::from_str(&part.details)?,
                })
            });
            Ok(Set {
                id: row.id,
                state: serde_json::from_value(serde_json::Value::String(row.state))?,
                is_one_sheet: row.is_one_sheet,
                user: row.user_id,
                user_name: row.user_name,
                created_at: row.created_at,
                updated_at: row.updated_at,
                parts: kept.collect::<Result<_>>()?,
            })
        })
        .collect()
}
