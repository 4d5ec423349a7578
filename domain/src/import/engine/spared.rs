//! Indexes that a long import into a table of few rows does without, and that are built before it is called done.

use std::sync::Arc;

use contract::objects::{DEAL, USER};

use super::earlier::Earlier;
use super::job::Job;
use super::within;
use super::work::{self, Stage};
use crate::{Crm, Result};

/// More rows than a few batches have.
const SEVERAL: u64 = if cfg!(test) { 20 } else { 2_000 };

/// Puts away the indexes that this import does not ask for, where that is worth it.
///
/// # Errors
/// When the database fails.
pub(super) async fn put_away(crm: &Arc<Crm>, job: &Job, stage: &mut Stage) -> Result<()> {
    // People are asked for by their addresses at every turn.
    if job.object == USER {
        return Ok(());
    }
    let (object, plan) = (&stage.settling.object, &job.recipe.plan);
    let mut fields: Vec<&str> = plan.key.as_deref().into_iter().collect();
    if !within::own(object, &stage.converter).is_empty() {
        // Rows name others of the table.
        fields.extend(["external_id", object.title.as_str()]);
    }
    let descriptions = crm.descriptions();
    let whole = descriptions.whole();
    let Some(whole) = whole.iter().find(|object| object.key == job.object) else {
        return Ok(());
    };
    let rows = job.recipe.total.saturating_sub(job.rows_done);
    let door = crm.door();
    door.put_away(job.id, whole, &fields, rows).await?;
    // Deals ask for contacts that are alike, a key of the plan may be a likeness, and rows that change others or make them
    // find them in the database.
    let asks_nothing = job.object != DEAL && job.recipe.plan.key.is_none() && stage.is_apart();
    if asks_nothing && door.put_likenesses_away(job.id).await? {
        let earlier = Earlier::read(&stage.settling.desk, &job.object).await?;
        stage.settling.earlier = Some(Arc::new(earlier));
    }
    Ok(())
}

/// Brings back what tells which records are alike, where somebody else put it away and many rows ask for it.
///
/// # Errors
/// When the database fails.
pub(super) async fn bring_likenesses_back(crm: &Arc<Crm>, job: &Job) -> Result<()> {
    match job.recipe.total > SEVERAL && crm.door().are_likenesses_away() {
        true => crm.door().bring_likenesses_back().await,
        false => Ok(()),
    }
}

/// Builds what was put away, one index after the other, between which whoever waits writes. `false` when somebody
/// else took the import over meanwhile; the indexes are there all the same.
///
/// # Errors
/// When the database fails.
pub(super) async fn bring_back(crm: &Arc<Crm>, job: &mut Job) -> Result<bool> {
    let mut is_mine = true;
    while crm.door().has_put_away(job.id) {
        // As it is described now: what became sensitive meanwhile has no index of what it says any more.
        let descriptions = crm.descriptions();
        let whole = descriptions.whole();
        let Some(whole) = whole.iter().find(|object| object.key == job.object) else {
            break;
        };
        if !crm.door().bring_one_back(job.id, whole).await? {
            break;
        }
        is_mine = is_mine && work::pulse(crm, job).await?;
    }
    Ok(is_mine)
}
