//! How often rules would have told something.

use std::collections::HashMap;

use chrono::{TimeDelta, Utc};
use contract::dto::alerts::{AlertPreview, AlertRule, AlertSetup};

use super::hits::hits;
use super::setup::{must_be_right, whole};
use super::table;
use super::tally::{Outcome, Tally};
use crate::{Desk, Result};

/// So far back it is looked.
const PAST: TimeDelta = TimeDelta::days(30);
/// Pages of the log that are read at most; some two hundred thousand events.
const PAGES: u32 = 50;

/// How often each rule would have told something in the last thirty days, whether it is on or not; for administrators.
///
/// # Errors
/// [`contract::Refusal::Forbidden`]; [`contract::Refusal::Invalid`] as [`super::save`].
pub async fn preview(desk: &Desk, setup: &AlertSetup) -> Result<Vec<AlertPreview>> {
    desk.must_administer()?;
    let mut setup = whole(setup);
    must_be_right(desk, &setup)?;
    for rule in &mut setup.rules {
        rule.is_on = true;
    }
    let mut times: HashMap<AlertRule, u64> = HashMap::new();
    let mut tallies: HashMap<(AlertRule, String), Tally> = HashMap::new();
    let mut place = (Utc::now() - PAST, 0);
    for _ in 0..PAGES {
        let events = table::counted_after(desk.crm().door().house(), place).await?;
        let Some(last) = events.last() else { break };
        place = (last.at, last.seq);
        for hit in events.iter().flat_map(|event| hits(event, &setup)) {
            let tally = tallies.entry((hit.rule, hit.subject.clone())).or_default();
            if let Outcome::Raised { .. } = tally.take(&setup.rule(hit.rule), &hit) {
                *times.entry(hit.rule).or_default() += 1;
            }
        }
    }
    let told = |rule| AlertPreview {
        rule,
        times: times.get(&rule).copied().unwrap_or_default(),
    };
    Ok(AlertRule::ALL.map(told).to_vec())
}
