//! What is too much to be noted one by one is counted in memory, and noted from time to time as one number: nothing is
//! written while somebody reads.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use contract::dto::alerts::{AlertRule, AlertSetup};
use uuid::Uuid;

use crate::access::{Actor, Origin};
use crate::log::{Counts, note_counts};
use crate::{Crm, Desk, Result};

/// What was counted is noted after so long.
const SOON: TimeDelta = TimeDelta::minutes(1);
/// Little is gathered for longer: that many people read a few records is no news of each minute.
const LATE: TimeDelta = TimeDelta::minutes(10);
/// From so many on it is not little.
const MUCH: u64 = 100;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Counted {
    /// Records that were answered.
    Read,
    /// Requests that were refused.
    Denied,
}

impl Counted {
    /// Its word in the log.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Denied => "denied",
        }
    }

    fn rule(self) -> AlertRule {
        match self {
            Self::Read => AlertRule::Reading,
            Self::Denied => AlertRule::Denied,
        }
    }
}

/// The counts of this process that are not noted yet.
#[derive(Debug, Default)]
pub(crate) struct Meter(Mutex<HashMap<(Counted, Uuid), Entry>>);

#[derive(Clone, Debug)]
struct Entry {
    name: String,
    origin: Option<Origin>,
    since: DateTime<Utc>,
    count: u64,
}

impl Meter {
    /// Counts what somebody did; the house itself is not counted.
    pub(crate) fn count(&self, what: Counted, who: &Actor, times: u64) {
        // Who looks as somebody else does it, and not whom they look at.
        let looks = who.simulation().map(|simulation| &simulation.by);
        let (person, name) = match (looks, who.id()) {
            _ if times == 0 => return,
            (Some(by), _) => (by.id, by.name.as_str()),
            (None, Some(id)) => (id, who.name()),
            (None, None) => return,
        };
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = counts.entry((what, person)).or_insert_with(|| Entry {
            name: name.to_owned(),
            origin: who.origin().cloned(),
            since: Utc::now(),
            count: 0,
        });
        entry.count += times;
    }

    /// Takes out what is to be noted now.
    fn due(&self, setup: &AlertSetup, is_last: bool) -> Vec<Counts> {
        let now = Utc::now();
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_due = |what: Counted, entry: &Entry| {
            let rule = setup.rule(what.rule());
            let age = now - entry.since;
            is_last
                || (rule.is_on && entry.count >= rule.number.into())
                || (age >= SOON && entry.count >= MUCH)
                // Of refused requests few are many.
                || (age >= SOON && what == Counted::Denied)
                || age >= LATE
        };
        let due: Vec<(Counted, Uuid)> = counts
            .iter()
            .filter(|((what, _), entry)| is_due(*what, entry))
            .map(|(key, _)| *key)
            .collect();
        let taken = due.into_iter().filter_map(|key| {
            let entry = counts.remove(&key)?;
            Some(Counts {
                what: key.0,
                person: key.1,
                name: entry.name,
                origin: entry.origin,
                since: entry.since,
                count: entry.count,
            })
        });
        taken.collect()
    }

    /// Puts back what could not be noted.
    fn put_back(&self, counts: Vec<Counts>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for one in counts {
            let entry = held.entry((one.what, one.person)).or_insert(Entry {
                name: one.name,
                origin: one.origin,
                since: one.since,
                count: 0,
            });
            entry.count += one.count;
        }
    }
}

/// Counts a request of somebody that was refused: what they may not do, or what is not there for them.
pub fn count_denied(desk: &Desk) {
    desk.crm().meter().count(Counted::Denied, desk.actor(), 1);
}

/// Notes what is due; everything when the process ends.
pub(super) async fn note_due(crm: &Crm, is_last: bool) -> Result<()> {
    let due = crm.meter().due(&crm.settings().alerts, is_last);
    if due.is_empty() {
        return Ok(());
    }
    let noted = note_counts(crm, &due).await;
    if noted.is_err() {
        crm.meter().put_back(due);
    }
    noted
}
