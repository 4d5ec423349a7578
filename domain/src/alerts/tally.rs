//! When there are enough hits.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use contract::dto::alerts::{AlertRule, RuleSetup};

use super::hits::Hit;

/// What counts within the minutes of a rule, of one person or address.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) hits: VecDeque<Counting>,
    pub(super) last: Option<Last>,
}

/// A hit that is remembered.
#[derive(Clone, Debug)]
pub(super) struct Counting {
    pub(super) seq: i64,
    pub(super) at: DateTime<Utc>,
    pub(super) weight: u64,
    pub(super) what: String,
}

/// The last alert of the rule and the person or address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Last {
    pub(super) at: DateTime<Utc>,
    pub(super) seq: i64,
    pub(super) is_settled: bool,
}

/// What follows from a hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Nothing,
    /// There are so many now, the first of them at that moment.
    Raised {
        count: u64,
        first_at: DateTime<Utc>,
    },
    /// It goes on: so many more belong to the alert before.
    More(u64),
}

/// The minutes of a rule.
pub(super) fn window(rule: &RuleSetup) -> TimeDelta {
    TimeDelta::minutes(rule.minutes.into())
}

impl Tally {
    /// Takes a hit in.
    pub(super) fn take(&mut self, rule: &RuleSetup, hit: &Hit) -> Outcome {
        let window = window(rule);
        self.hits.retain(|one| hit.at - one.at < window);
        let is_known = self.hits.iter().any(|one| one.what == hit.what);
        self.hits.push_back(Counting {
            seq: hit.seq,
            at: hit.at,
            weight: hit.weight,
            what: hit.what.clone(),
        });
        if let Some(last) = &mut self.last
            && !last.is_settled
            && hit.at - last.at < window
        {
            (last.at, last.seq) = (last.at.max(hit.at), hit.seq);
            let is_more = rule.rule != AlertRule::Accounts || !is_known;
            return Outcome::More(if is_more { hit.weight } else { 0 });
        }
        let after = self.last.map_or(i64::MIN, |last| last.seq);
        let fresh: Vec<&Counting> = self.hits.iter().filter(|one| one.seq > after).collect();
        let count = count(rule.rule, &fresh);
        if count < u64::from(rule.number) {
            return Outcome::Nothing;
        }
        let first_at = fresh.iter().map(|one| one.at).min().unwrap_or(hit.at);
        self.last = Some(Last {
            at: hit.at,
            seq: hit.seq,
            is_settled: false,
        });
        Outcome::Raised { count, first_at }
    }
}

fn count(rule: AlertRule, hits: &[&Counting]) -> u64 {
    if rule != AlertRule::Accounts {
        return hits.iter().map(|one| one.weight).sum();
    }
    let mut accounts: Vec<&str> = hits.iter().map(|one| one.what.as_str()).collect();
    accounts.sort_unstable();
    accounts.dedup();
    accounts.len() as u64
}
