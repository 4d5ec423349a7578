//! Work on hand-overs: begun by a person, taken over where it was left.

use std::sync::Arc;
use std::time::Duration;

use contract::dto::bulk::BulkState;

use super::journal::Journal;
use crate::bulk::Part;
use crate::{Crm, Desk, Result, rounds};

/// How long it is waited for a process that still holds a part.
const PAUSE: Duration = Duration::from_millis(200);

/// Works on a hand-over that this process holds.
pub(super) fn begin(crm: &Arc<Crm>, journal: Journal) {
    let crm = Arc::clone(crm);
    tokio::spawn(async move {
        let id = journal.row.id;
        if let Err(error) = carry_out(&crm, journal).await {
            // The lease lapses, and the next round tries again from where it stood.
            tracing::error!(handover = %id, %error, "a hand-over stopped");
        }
    });
}

/// Does a hand-over to its end, one object after another: several at once would keep those waiting who save a form.
async fn carry_out(crm: &Arc<Crm>, mut journal: Journal) -> Result<()> {
    let desk = journal.desk(crm).await?;
    while let Some(mut part) = next(&desk, &journal).await? {
        let mut has_moved = false;
        while part.advance(&desk).await? {
            has_moved = true;
            if !journal.keep(crm.door().house().write()).await? {
                return Ok(());
            }
            // Somebody who saves a form meanwhile is next.
            tokio::task::yield_now().await;
        }
        if !has_moved && part.is_at_work() {
            // Another process that lost this hand-over ends its last batch.
            tokio::time::sleep(PAUSE).await;
            if !journal.keep(crm.door().house().write()).await? {
                return Ok(());
            }
        }
    }
    journal.state = match journal.state {
        BulkState::Undoing => BulkState::Undone,
        _ => BulkState::Done,
    };
    journal.keep(crm.door().house().write()).await?;
    Ok(())
}

/// The first part that is not at its end.
async fn next(desk: &Desk, journal: &Journal) -> Result<Option<Part>> {
    let parts = Part::all(desk, journal.row.id).await?;
    Ok(parts.into_iter().find(Part::is_at_work))
}

/// Takes over what a process left, now and from time to time. To be called once at the start of a server.
///
/// # Errors
/// When the database fails.
pub async fn resume_all(crm: &Arc<Crm>) -> Result<()> {
    rounds::keep(crm, "hand-overs", round).await
}

async fn round(crm: Arc<Crm>) -> Result<()> {
    let house = crm.door().house();
    for mut journal in Journal::left(house).await? {
        if journal.keep(house.write()).await? {
            tracing::info!(handover = %journal.row.id, "a hand-over goes on");
            begin(&crm, journal);
        }
    }
    Ok(())
}
