//! The journal of an import: what is to be done with a file, how far it got, and who works on it.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use contract::dto::imports::{ImportCounts, ImportPlan, ImportState, ImportStatus};
use contract::objects::USER;
use contract::{Action, ObjectDef, Reach, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::look::Surveyed;
use super::plan;
use crate::import::ColumnStyle;
use crate::{Crm, Desk, Result};

/// Without a sign of life for so long, an import is called interrupted: more than a pulse of long reading.
const QUIET_SECONDS: i64 = 15;

/// The plan of a person, and what the file itself told.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Recipe {
    #[serde(flatten)]
    pub(super) plan: ImportPlan,
    /// How each column is to be read.
    pub(super) styles: Vec<ColumnStyle>,
    /// Whether each column says anything in any row; nothing of columns that were not looked at.
    #[serde(default)]
    pub(super) filled: Vec<bool>,
    /// The saved mapping that the plan follows.
    #[serde(default)]
    pub(super) mapping: Option<(Uuid, String)>,
    /// Rows of the file.
    pub(super) total: u64,
    pub(super) encoding: String,
    pub(super) delimiter: String,
}

impl Recipe {
    /// Takes over what a walk over the rows told.
    pub(super) fn take(&mut self, desk: &Desk, object: &ObjectDef, surveyed: Surveyed) {
        (self.styles, self.total) = (surveyed.styles, surveyed.total);
        self.filled = surveyed.filled;
        surveyed.words.note(desk, object, &mut self.plan);
        plan::note_doubts(&mut self.plan, &self.styles);
    }
}

/// What came of the rows so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Tally {
    #[serde(flatten)]
    pub(super) counts: ImportCounts,
    /// The first rows as they would be created, for the check.
    pub(super) samples: Vec<(u64, Vec<String>)>,
}

/// One import.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) id: Uuid,
    pub(super) object: String,
    pub(super) file_name: String,
    pub(super) bytes: u64,
    pub(super) recipe: Recipe,
    pub(super) state: ImportState,
    pub(super) rows_done: u64,
    /// Bytes of the file that are read, or taken back.
    pub(super) read: u64,
    pub(super) tally: Tally,
    pub(super) user: Uuid,
    pub(super) user_name: String,
    pub(super) created_at: DateTime<Utc>,
    /// The last sign of life of who works on it.
    pub(super) updated_at: DateTime<Utc>,
    /// Also the proof of who works on it: nobody else knows this very moment.
    pub(super) lease: Option<DateTime<Utc>>,
}

impl Job {
    /// A new import of the person at the desk, not yet confirmed.
    pub(super) fn draft(
        desk: &Desk,
        id: Uuid,
        recipe: Recipe,
        file_name: &str,
        bytes: u64,
    ) -> Self {
        Self {
            id,
            object: recipe.plan.object.clone(),
            file_name: file_name.chars().take(200).collect(),
            bytes,
            recipe,
            state: ImportState::Draft,
            rows_done: 0,
            read: 0,
            tally: Tally::default(),
            // The house itself, as on the command line, has no id.
            user: desk.actor().id().unwrap_or_default(),
            user_name: desk.actor().name().to_owned(),
            created_at: desk.now(),
            updated_at: desk.now(),
            lease: None,
        }
    }

    /// An import of the asker, or anybody's for an administrator.
    pub(super) async fn of(desk: &Desk, id: Uuid) -> Result<Self> {
        let found = Self::load(desk.crm(), id).await?;
        Ok(found
            .filter(|job| job.is_seen_by(desk))
            .ok_or(Refusal::NotFound)?)
    }

    /// Imports are for whoever began them, and for administrators.
    pub(super) fn is_seen_by(&self, desk: &Desk) -> bool {
        desk.actor().is_administrator() || desk.actor().id() == Some(self.user)
    }

    /// The desk of who began it, with all its events under its number.
    pub(super) async fn desk(&self, crm: &Arc<Crm>) -> Result<Desk> {
        let desk = if self.user.is_nil() {
            crm.system_desk("import from the command line")
        } else {
            crm.desk_of(self.user).await?
        };
        Ok(desk.for_request(self.id))
    }

    /// Where the upload waits.
    pub(super) fn path(&self, crm: &Crm) -> PathBuf {
        crm.uploads().join(self.id.simple().to_string())
    }

    /// How far it is after so many rows of all.
    pub(super) fn set_read(&mut self, rows: u64) {
        let share = |total: u64| {
            u128::from(self.bytes) * u128::from(std::cmp::min(rows, total)) / u128::from(total)
        };
        let read = if self.recipe.total == 0 {
            0
        } else {
            share(self.recipe.total)
        };
        self.read = u64::try_from(read).unwrap_or(self.bytes);
    }

    /// Whether somebody should be working on it.
    pub(super) fn is_moving(&self) -> bool {
        self.state.is_moving()
    }

    /// What the asker is told of it.
    pub(super) fn status(&self, desk: &Desk) -> ImportStatus {
        let counts = self.tally.counts;
        let is_whole = matches!(self.state, ImportState::Done | ImportState::Stopped);
        ImportStatus {
            id: self.id,
            object: self.object.clone(),
            file_name: self.file_name.clone(),
            state: self.state,
            read: self.read,
            bytes: self.bytes,
            total: self.recipe.total,
            counts,
            started_by: self.user_name.clone(),
            started_at: self.created_at,
            is_interrupted: self.is_moving()
                && Utc::now() - self.updated_at > Duration::seconds(QUIET_SECONDS),
            may_undo: is_whole
                && counts.created + counts.updated > 0
                && may_undo(desk, &self.object),
        }
    }
}

/// People cannot be taken back: by then they may own records and have signed in.
pub(super) fn may_undo(desk: &Desk, object: &str) -> bool {
    object != USER && desk.reach(object, Action::Delete) > Reach::None
}
