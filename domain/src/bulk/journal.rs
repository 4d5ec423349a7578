//! The table of deeds on many. Who works on one proves it by the moment until which it is theirs.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use std::sync::Arc;

use chrono::Utc;
use contract::Refusal;
use contract::dto::bulk::{BulkNote, BulkState, BulkStatus, Deed, Selection};
use entity::{bulk_job, bulk_note};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::access::HouseDoor;
use crate::{Crm, Desk, Result, leases};

/// How long one process works without a sign of life before another one may take over.
const LEASE_SECONDS: i64 = 30;
/// How many the list of earlier ones shows.
const RECENT: u64 = 20;
/// Notes that a person sees at once.
const NOTES: u64 = 200;

/// One deed on many records.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) row: bulk_job::Model,
    pub(super) selection: Selection,
    pub(super) deed: Deed,
    pub(super) state: BulkState,
}

impl Job {
    pub(super) fn new(
        desk: &Desk,
        id: Uuid,
        selection: Selection,
        deed: Deed,
        total: u64,
    ) -> Result<Self> {
        let row = bulk_job::Model {
            id,
            object: selection.object.clone(),
            selection: serde_json::to_string(&selection)?,
            deed: serde_json::to_string(&deed)?,
            state: word(&BulkState::Running)?,
            cursor: None,
            total: i64::try_from(total).unwrap_or(i64::MAX),
            done: 0,
            changed: 0,
            refused: 0,
            user_id: desk.actor().id().unwrap_or_default(),
            user_name: desk.actor().name().to_owned(),
            created_at: desk.now(),
            leased_until: Some(leases::next(LEASE_SECONDS)),
            part_of: None,
        };
        Ok(Self {
            row,
            selection,
            deed,
            state: BulkState::Running,
        })
    }

    /// The desk of who began it, with all its events under its number.
    pub(super) async fn desk(&self, crm: &Arc<Crm>) -> Result<Desk> {
        Ok(crm
            .desk_of(self.row.user_id)
            .await?
            .for_request(self.row.id))
    }

    /// A job of the asker, or anybody's for an administrator. Parts of larger ones are theirs to change.
    pub(super) async fn of(desk: &Desk, id: Uuid) -> Result<Self> {
        let row = bulk_job::Entity::find_by_id(id)
            .filter(bulk_job::Column::PartOf.is_null())
            .one(desk.crm().door().house().read())
            .await?
            .filter(|row| desk.actor().is_administrator() || desk.actor().id() == Some(row.user_id))
            .ok_or(Refusal::NotFound)?;
        Self::try_from(row)
    }

    /// The jobs of the asker, the newest first.
    pub(super) async fn recent(desk: &Desk) -> Result<Vec<Self>> {
        let mine = bulk_job::Entity::find()
            .filter(bulk_job::Column::UserId.eq(desk.actor().id().unwrap_or_default()))
            .filter(bulk_job::Column::PartOf.is_null())
            .order_by_desc(bulk_job::Column::CreatedAt)
            .limit(RECENT);
        mine.all(desk.crm().door().house().read())
            .await?
            .into_iter()
            .map(Self::try_from)
            .collect()
    }

    /// Jobs at which somebody should be working and nobody does.
    pub(super) async fn left(house: HouseDoor<'_>) -> Result<Vec<Self>> {
        let moving = [word(&BulkState::Running)?, word(&BulkState::Undoing)?];
        let rows = bulk_job::Entity::find()
            .filter(bulk_job::Column::State.is_in(moving))
            .filter(bulk_job::Column::PartOf.is_null())
            .filter(bulk_job::Column::LeasedUntil.lt(Utc::now()));
        rows.all(house.read())
            .await?
            .into_iter()
            .map(Self::try_from)
            .collect()
    }

    pub(super) async fn insert<C: ConnectionTrait>(&self, connection: &C) -> Result<()> {
        self.row
            .clone()
            .into_active_model()
            .reset_all()
            .insert(connection)
            .await?;
        Ok(())
    }

    /// Keeps where it stands, if it still is whose it was at the last look, and for another while. `false` when
    /// somebody else took over or stopped it: then nothing more is to be done here.
    pub(super) async fn keep<C: ConnectionTrait>(&mut self, connection: &C) -> Result<bool> {
        let held = self.row.leased_until;
        let mut next = self.row.clone();
        next.state = word(&self.state)?;
        let is_moving = matches!(self.state, BulkState::Running | BulkState::Undoing);
        next.leased_until = Some(leases::after(is_moving, LEASE_SECONDS));
        let update = bulk_job::Entity::update_many()
            .set(next.clone().into_active_model().reset_all())
            .filter(bulk_job::Column::Id.eq(next.id))
            .filter(leases::is_still(bulk_job::Column::LeasedUntil, held));
        let kept = update.exec(connection).await?.rows_affected == 1;
        if kept {
            self.row = next;
        }
        Ok(kept)
    }

    /// The last record that was dealt with.
    pub(super) fn cursor(&self) -> Option<Uuid> {
        self.row.cursor.as_deref().and_then(|id| id.parse().ok())
    }

    /// What the asker is told of it.
    pub(super) fn status(&self) -> BulkStatus {
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        BulkStatus {
            id: self.row.id,
            object: self.row.object.clone(),
            deed: self.deed.clone(),
            state: self.state,
            total: count(self.row.total),
            done: count(self.row.done),
            changed: count(self.row.changed),
            refused: count(self.row.refused),
            started_by: self.row.user_name.clone(),
            started_at: self.row.created_at,
            may_undo: self.row.changed > 0
                && matches!(self.state, BulkState::Done | BulkState::Stopped),
        }
    }
}

impl TryFrom<bulk_job::Model> for Job {
    type Error = crate::Error;

    fn try_from(row: bulk_job::Model) -> Result<Self> {
        Ok(Self {
            selection: serde_json::from_str(&row.selection)?,
            deed: serde_json::from_str(&row.deed)?,
            state: from_word(&row.state)?,
            row,
        })
    }
}

/// Notes why records were passed over.
pub(super) async fn note<C: ConnectionTrait>(
    connection: &C,
    job: Uuid,
    notes: &[BulkNote],
) -> Result<()> {
    for notes in notes.chunks(1_000) {
        let mut rows = Vec::new();
        for note in notes {
            let row = bulk_note::Model {
                job_id: job,
                record_id: note.record,
                title: note.title.clone(),
                refusal: serde_json::to_string(&note.refusal)?,
            };
            rows.push(row.into_active_model().reset_all());
        }
        let once = OnConflict::columns([bulk_note::Column::JobId, bulk_note::Column::RecordId])
            .do_nothing()
            .to_owned();
        bulk_note::Entity::insert_many(rows)
            .on_conflict(once)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// The first notes of a job, by the names of their records.
pub(super) async fn notes(house: HouseDoor<'_>, job: Uuid) -> Result<Vec<BulkNote>> {
    let rows = bulk_note::Entity::find()
        .filter(bulk_note::Column::JobId.eq(job))
        .order_by_asc(bulk_note::Column::Title)
        .limit(NOTES)
        .all(house.read())
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(BulkNote {
                record: row.record_id,
                title: row.title,
                refusal: serde_json::from_str(&row.refusal)?,
            })
        })
        .collect()
}

fn word(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_value(value)?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

fn from_word<T: DeserializeOwned>(word: &str) -> Result<T> {
    Ok(serde_json::from_value(word.into())?)
}
