//! Work on deeds on many records: begun by a person, taken over where it was left.

use std::sync::Arc;

use contract::dto::bulk::BulkState;

use super::journal::Job;
use super::{run, undo};
use crate::{Crm, Result, rounds};

/// Works on a job that this process holds.
pub(super) fn begin(crm: &Arc<Crm>, job: Job) {
    let crm = Arc::clone(crm);
    tokio::spawn(async move {
        let (id, mut job) = (job.row.id, job);
        if let Err(error) = step(&crm, &mut job).await {
            // The lease lapses, and the next round tries again from where it stood.
            tracing::error!(job = %id, %error, "a deed on many records stopped");
        }
    });
}

/// Does a job to its end.
///
/// # Errors
/// When the database fails, or who began it may no longer do so.
pub(super) async fn step(crm: &Arc<Crm>, job: &mut Job) -> Result<()> {
    let desk = job.desk(crm).await?;
    match job.state {
        BulkState::Running => run::all(&desk, job).await?,
        BulkState::Undoing => while undo::batch(&desk, job).await? {},
        _ => {}
    }
    Ok(())
}

/// Takes over what a process left, now and from time to time. To be called once at the start of a server.
///
/// # Errors
/// When the database fails.
pub async fn resume_all(crm: &Arc<Crm>) -> Result<()> {
    rounds::keep(crm, "deeds on many records", round).await
}

async fn round(crm: Arc<Crm>) -> Result<()> {
    let house = crm.door().house();
    for mut job in Job::left(house).await? {
        if job.keep(house.write()).await? {
            tracing::info!(job = %job.row.id, done = job.row.done, "a deed on many records goes on");
            begin(&crm, job);
        }
    }
    Ok(())
}
