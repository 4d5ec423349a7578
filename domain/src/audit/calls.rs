//! Requests of programs: noted in memory first and written many at once, within a second. What a program changes stands
//! in the log by itself, in the transaction of the change; a crash loses at most a second of what was only read.

use std::sync::{Mutex, PoisonError};

use crate::log::{Call, note_calls};
use crate::{Crm, Result};

/// So many are written at once before the second is over.
const MANY: usize = 256;

/// Requests that are not written yet.
#[derive(Debug, Default)]
pub(crate) struct Waiting(Mutex<Vec<Call>>);

impl Waiting {
    fn take(&self) -> Vec<Call> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Answers how many wait.
    fn put(&self, calls: impl IntoIterator<Item = Call>) -> usize {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.extend(calls);
        waiting.len()
    }
}

/// Notes a request of a program.
///
/// # Errors
/// When there were many and the database does not take them; they are kept for the next time.
pub async fn note_call(crm: &Crm, call: Call) -> Result<()> {
    if crm.calls().put([call]) >= MANY {
        keep(crm).await?;
    }
    Ok(())
}

/// Writes what waits, as a server does from time to time and when it stops.
///
/// # Errors
/// When the database fails; nothing is lost then.
pub async fn keep(crm: &Crm) -> Result<()> {
    let calls = crm.calls().take();
    if calls.is_empty() {
        return Ok(());
    }
    let kept = note_calls(crm, &calls).await;
    if kept.is_err() {
        crm.calls().put(calls);
    }
    kept
}
