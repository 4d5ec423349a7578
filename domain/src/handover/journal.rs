//! The table of hand-overs. Who works on one proves it by the moment until which it is theirs.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::sync::Arc;

use chrono::Utc;
use contract::Refusal;
use contract::dto::bulk::{BulkState, Deed};
use contract::dto::handover::{HandOverStatus, Portion, PortionStatus};
use entity::handover;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::things::Things;
use crate::access::HouseDoor;
use crate::bulk::Part;
use crate::{Crm, Desk, Error, Result, leases};

/// How long one process works without a sign of life before another one may take over.
const LEASE_SECONDS: i64 = 30;
/// How many the list of earlier ones shows.
const RECENT: u64 = 20;

/// A hand-over.
#[derive(Clone, Debug)]
pub(super) struct Journal {
    pub(super) row: handover::Model,
    pub(super) state: BulkState,
    pub(super) things: Things,
}

impl Journal {
    pub(super) fn new(
        desk: &Desk,
        id: Uuid,
        whose: (Uuid, String),
        portions: &[Portion],
    ) -> Result<Self> {
        let row = handover::Model {
            id,
            user_id: whose.0,
            user_name: whose.1,
            portions: serde_json::to_string(portions)?,
            things: "{}".to_owned(),
            has_left: false,
            state: word(BulkState::Running)?,
            by_id: desk.actor().id().unwrap_or_default(),
            by_name: desk.actor().name().to_owned(),
            created_at: desk.now(),
            leased_until: Some(leases::next(LEASE_SECONDS)),
        };
        Ok(Self {
            row,
            state: BulkState::Running,
            things: Things::default(),
        })
    }

    /// The desk of who began it; of the house itself, where they administer no longer.
    pub(super) async fn desk(&self, crm: &Arc<Crm>) -> Result<Desk> {
        let theirs = match crm.desk_of(self.row.by_id).await {
            Ok(desk) => Some(desk).filter(|desk| desk.actor().is_administrator()),
            Err(Error::Refused(_)) => None,
            Err(error) => return Err(error),
        };
        let desk = theirs.unwrap_or_else(|| crm.system_desk("hand-over"));
        Ok(desk.for_request(self.row.id))
    }

    /// A hand-over, for administrators.
    pub(super) async fn of(desk: &Desk, id: Uuid) -> Result<Self> {
        desk.must_administer()?;
        let found = handover::Entity::find_by_id(id)
            .one(desk.crm().door().house().read())
            .await?;
        Self::try_from(found.ok_or(Refusal::NotFound)?)
    }

    /// The last ones, the newest first, for administrators.
    pub(super) async fn recent(desk: &Desk) -> Result<Vec<Self>> {
        desk.must_administer()?;
        let rows = handover::Entity::find()
            .order_by_desc(handover::Column::CreatedAt)
            .limit(RECENT);
        rows.all(desk.crm().door().house().read())
            .await?
            .into_iter()
            .map(Self::try_from)
            .collect()
    }

    /// Those at which somebody should be working and nobody does.
    pub(super) async fn left(house: HouseDoor<'_>) -> Result<Vec<Self>> {
        let moving = [word(BulkState::Running)?, word(BulkState::Undoing)?];
        let rows = handover::Entity::find()
            .filter(handover::Column::State.is_in(moving))
            .filter(handover::Column::LeasedUntil.lt(Utc::now()));
        rows.all(house.read())
            .await?
            .into_iter()
            .map(Self::try_from)
            .collect()
    }

    pub(super) async fn insert<C: ConnectionTrait>(&mut self, connection: &C) -> Result<()> {
        self.row.things = serde_json::to_string(&self.things)?;
        let row = self.row.clone().into_active_model().reset_all();
        row.insert(connection).await?;
        Ok(())
    }

    /// Keeps where it stands, if it still is whose it was at the last look, and for another while. `false` when
    /// somebody else took over: then nothing more is to be done here.
    pub(super) async fn keep<C: ConnectionTrait>(&mut self, connection: &C) -> Result<bool> {
        let held = self.row.leased_until;
        let mut next = self.row.clone();
        next.state = word(self.state)?;
        let is_moving = matches!(self.state, BulkState::Running | BulkState::Undoing);
        next.leased_until = Some(leases::after(is_moving, LEASE_SECONDS));
        let update = handover::Entity::update_many()
            .set(next.clone().into_active_model().reset_all())
            .filter(handover::Column::Id.eq(next.id))
            .filter(leases::is_still(handover::Column::LeasedUntil, held));
        let kept = update.exec(connection).await?.rows_affected == 1;
        if kept {
            self.row = next;
        }
        Ok(kept)
    }

    pub(super) fn may_undo(&self) -> bool {
        matches!(self.state, BulkState::Done | BulkState::Stopped)
    }

    /// What an administrator is told of it.
    pub(super) fn status(&self, desk: &Desk, parts: &[Part]) -> HandOverStatus {
        HandOverStatus {
            id: self.row.id,
            user: self.row.user_id,
            name: self.row.user_name.clone(),
            state: self.state,
            portions: parts.iter().map(|part| portion(desk, part)).collect(),
            things: self.things.count(),
            has_left: self.row.has_left,
            started_by: self.row.by_name.clone(),
            started_at: self.row.created_at,
            may_undo: self.may_undo(),
        }
    }
}

fn portion(desk: &Desk, part: &Part) -> PortionStatus {
    let status = part.status();
    let to = match &status.deed {
        Deed::Set(values) => values.get("owner").and_then(contract::Value::id),
        _ => None,
    };
    let people = desk.crm().people();
    PortionStatus {
        object: status.object,
        to: to
            .and_then(|to| people.name(to))
            .unwrap_or_default()
            .to_owned(),
        total: status.total,
        done: status.done,
        changed: status.changed,
        refused: status.refused,
    }
}

impl TryFrom<handover::Model> for Journal {
    type Error = crate::Error;

    fn try_from(row: handover::Model) -> Result<Self> {
        Ok(Self {
            state: serde_json::from_value(row.state.as_str().into())?,
            things: serde_json::from_str(&row.things)?,
            row,
        })
    }
}

fn word(state: BulkState) -> Result<String> {
    let word = serde_json::to_value(state)?;
    Ok(word.as_str().unwrap_or_default().to_owned())
}
