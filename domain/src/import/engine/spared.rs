//! Indexes that a long import into a table of few rows does without, and that are built before it is called done.

use std::sync::Arc;

use contract::objects::USER;

use super::job::Job;
use super::within;
use super::work::{self, Stage};
use crate::{Crm, Result};

/// Puts away the indexes that this import does not ask for, where that is worth it.
///
/// # Errors
/// When the database fails.
pub(super) async fn put_away(crm: &Arc<Crm>, job: &Job, stage: &Stage) -> Result<()> {
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
    crm.door().put_away(job.id, whole, &fields, rows).await
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
