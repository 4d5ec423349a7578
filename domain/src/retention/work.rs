//! Runs are done batch by batch, by whoever holds them: a process that dies loses nothing, and the next one goes on.

use std::sync::Arc;

use chrono::Utc;
use contract::dto::retention::RunState;
use entity::retention_run::Model;

use super::{back, batch, schedule, table};
use crate::{Crm, Result, rounds};

/// Begins what is due and takes over what a process left, at the start and from time to time.
///
/// # Errors
/// What the first round fails with.
pub async fn keep_on(crm: &Arc<Crm>) -> Result<()> {
    rounds::keep(crm, "rules of retention", |crm| async move {
        catch_up(&crm).await
    })
    .await
}

/// Does everything that is due and that nobody else does.
///
/// # Errors
/// When database or disk fails; the next call goes on from where it stood.
pub async fn catch_up(crm: &Arc<Crm>) -> Result<()> {
    schedule::begin_due(crm, Utc::now()).await?;
    let house = crm.door().house();
    for row in table::left(house).await? {
        if let Some(row) = table::keep(house.write(), row).await? {
            to_the_end(crm, row).await?;
        }
    }
    Ok(())
}

/// Works on a run at once, unless somebody else does.
pub(super) fn begin(crm: &Arc<Crm>, row: &Model) {
    if !table::state_of(row).is_moving() {
        return;
    }
    let (crm, row) = (Arc::clone(crm), row.clone());
    tokio::spawn(async move {
        let done = async {
            match table::keep(crm.door().house().write(), row).await? {
                Some(row) => to_the_end(&crm, row).await,
                None => Ok(()),
            }
        };
        if let Err(error) = done.await {
            // The lease lapses, and the next round tries again from where it stood.
            tracing::error!(%error, "a run of a rule of retention stopped");
        }
    });
}

async fn to_the_end(crm: &Arc<Crm>, mut row: Model) -> Result<()> {
    let mut size = batch::first(&row)?;
    loop {
        let came = match table::state_of(&row) {
            RunState::Running => batch::some(crm, row, size).await?,
            RunState::Undoing => back::some(crm, row).await?,
            _ => return Ok(()),
        };
        match came {
            Some((next, fits)) => (row, size) = (next, fits),
            // Somebody else took over or stopped it.
            None => return Ok(()),
        }
        // Somebody who saves a form meanwhile is next.
        tokio::task::yield_now().await;
    }
}
