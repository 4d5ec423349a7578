//! How far a list of operations has come, kept with the named request that brought it: after a crash a second try goes
//! on where the first one died.

use super::Outcome;
use crate::Result;
use crate::access::Write;
use crate::api_keys::{Claim, advance};

/// The outcomes so far.
pub(super) struct Journal<'c> {
    claim: Option<&'c Claim>,
    outcomes: Vec<Outcome>,
}

impl<'c> Journal<'c> {
    /// Reads what an earlier try had done; a request without a name keeps no journal.
    pub(super) fn open(claim: Option<&'c Claim>) -> Self {
        let kept = claim.and_then(|claim| claim.progress.as_deref());
        Self {
            claim,
            outcomes: kept
                .and_then(|kept| serde_json::from_str(kept).ok())
                .unwrap_or_default(),
        }
    }

    /// How many operations are behind us.
    pub(super) fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// Notes the outcomes of a batch in the batch's own transaction.
    pub(super) async fn note(&mut self, write: &Write<'_>, batch: &[Outcome]) -> Result<()> {
        let Some(claim) = self.claim else {
            return Ok(());
        };
        let all: Vec<&Outcome> = self.outcomes.iter().chain(batch).collect();
        advance(write, claim, &serde_json::to_string(&all)?).await
    }

    /// The batch is on disk.
    pub(super) fn keep(&mut self, batch: Vec<Outcome>) {
        self.outcomes.extend(batch);
    }

    pub(super) fn into_outcomes(self) -> Vec<Outcome> {
        self.outcomes
    }
}
