//! A deed on many that is a part of a larger one, which works on it, keeps it going and takes it back.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use contract::dto::bulk::{BulkNote, BulkState, BulkStatus, Deed, Selection};
use entity::bulk_job;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::journal::{self, Job};
use super::start::{COUNTED, action, checked, chosen};
use super::{run, undo};
use crate::{Desk, Result};

/// One of the parts.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    job: Job,
    /// How large the next batch may be.
    size: u64,
}

impl Part {
    /// Makes a part that fits, without keeping it.
    ///
    /// # Errors
    /// As [`super::start`].
    pub(crate) async fn plan(
        desk: &Desk,
        of: Uuid,
        selection: Selection,
        deed: Deed,
    ) -> Result<Self> {
        let object = desk.object(&selection.object)?;
        desk.within_reach(&object.key, action(&deed))?;
        let deed = checked(desk, &object, deed).await?;
        let total = count(desk, &selection).await?;
        let mut job = Job::new(desk, Uuid::now_v7(), selection, deed, total)?;
        job.row.part_of = Some(of);
        Ok(job.into())
    }

    pub(crate) async fn keep<C: ConnectionTrait>(&self, connection: &C) -> Result<()> {
        self.job.insert(connection).await
    }

    /// The parts of a larger deed, in the order in which they are done.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn all(desk: &Desk, of: Uuid) -> Result<Vec<Self>> {
        let rows = bulk_job::Entity::find()
            .filter(bulk_job::Column::PartOf.eq(of))
            .order_by_asc(bulk_job::Column::Id)
            .all(desk.crm().door().house().read())
            .await?;
        rows.into_iter()
            .map(|row| Ok(Job::try_from(row)?.into()))
            .collect()
    }

    /// Does the next batch, forwards or backwards; `false` when there is none, or somebody else works on it.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn advance(&mut self, desk: &Desk) -> Result<bool> {
        let desk = desk.clone().for_request(self.job.row.id);
        match self.job.state {
            BulkState::Running => {
                let next = run::batch(&desk, &mut self.job, self.size).await?;
                self.size = next.unwrap_or(run::FIRST);
                Ok(next.is_some())
            }
            BulkState::Undoing => undo::batch(&desk, &mut self.job).await,
            _ => Ok(false),
        }
    }

    /// From now on it goes backwards.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn turn_back<C: ConnectionTrait>(&mut self, connection: &C) -> Result<bool> {
        self.job.state = BulkState::Undoing;
        (self.job.row.cursor, self.job.row.done) = (None, 0);
        self.job.keep(connection).await
    }

    pub(crate) fn is_at_work(&self) -> bool {
        matches!(self.job.state, BulkState::Running | BulkState::Undoing)
    }

    pub(crate) fn status(&self) -> BulkStatus {
        self.job.status()
    }

    /// Why records were passed over; the first 200.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn notes(&self, desk: &Desk) -> Result<Vec<BulkNote>> {
        journal::notes(desk.crm().door().house(), self.job.row.id).await
    }
}

impl From<Job> for Part {
    fn from(job: Job) -> Self {
        Self {
            job,
            size: run::FIRST,
        }
    }
}

/// How many records of a selection the asker sees.
///
/// # Errors
/// As [`super::start`].
pub(crate) async fn count(desk: &Desk, selection: &Selection) -> Result<u64> {
    chosen(desk, selection)?.count_to(COUNTED).await
}
