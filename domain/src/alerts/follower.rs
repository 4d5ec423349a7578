//! Reads the log as it grows, and raises alerts.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use chrono::{TimeDelta, Utc};
use contract::dto::alerts::{AlertRule, AlertSetup};
use entity::event;
use uuid::Uuid;

use super::hits::{Hit, hits};
use super::tally::Outcome;
use super::{letter, meter, table};
use crate::access::Write;
use crate::audit::events_after;
use crate::log::Cursor;
use crate::{Crm, Result};

/// How often it is looked for new events.
const EVERY: Duration = Duration::from_millis(400);
/// How often what counts no more is swept away.
const SWEEP: Duration = Duration::from_secs(60 * 60);
/// Events older than this are not told any more, as after a restore or while nobody served.
const LATEST: TimeDelta = TimeDelta::days(1);
/// The place in the log is written down after so many events even if none of them counts; where some count, at once.
const FAR: usize = 1_000;

/// Raises alerts for as long as the process lives.
pub async fn follow(crm: Arc<Crm>) {
    let mut place = None;
    let mut swept = None::<std::time::Instant>;
    loop {
        let round = async {
            meter::note_due(&crm, false).await?;
            read_on(&crm, &mut place).await?;
            if swept.is_none_or(|at| at.elapsed() > SWEEP) {
                swept = Some(std::time::Instant::now());
                table::sweep(&crm).await?;
            }
            Ok::<(), crate::Error>(())
        };
        if let Err(error) = round.await {
            tracing::warn!(%error, "alerts were not raised");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Notes what is counted in memory, as a server does when it stops.
///
/// # Errors
/// When the database fails.
pub async fn keep(crm: &Crm) -> Result<()> {
    meter::note_due(crm, true).await
}

/// Reads the log to its end, from where the last alert or another process left it.
///
/// # Errors
/// When the database fails; the next call goes on from where it stood.
pub async fn catch_up(crm: &Arc<Crm>) -> Result<()> {
    meter::note_due(crm, false).await?;
    read_on(crm, &mut None).await
}

async fn read_on(crm: &Arc<Crm>, place: &mut Option<Cursor>) -> Result<()> {
    while step(crm, place).await? {
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// One step; `false` at the end of the log.
async fn step(crm: &Arc<Crm>, place: &mut Option<Cursor>) -> Result<bool> {
    let house = crm.door().house();
    let from = match *place {
        Some(from) => from,
        None => table::cursor(house.read()).await?,
    };
    let events = events_after(house, from).await?;
    let Some(last) = events.last() else {
        *place = Some(from);
        return Ok(false);
    };
    let end = at(last);
    let settings = crm.settings();
    let oldest = Utc::now() - LATEST;
    let found: Vec<(Cursor, Hit)> = events
        .iter()
        .filter(|event| event.at > oldest)
        .flat_map(|event| {
            let hits = hits(event, &settings.alerts).into_iter();
            hits.map(|hit| (at(event), hit))
        })
        .collect();
    if !found.is_empty() || events.len() >= FAR {
        count(crm, &settings.alerts, found, end).await?;
    }
    *place = Some(end);
    Ok(true)
}

fn at(event: &event::Model) -> Cursor {
    (event.xid.unwrap_or_default(), event.seq)
}

/// Counts hits in the transaction in which the place in the log moves on: what another process counted is not counted
/// again.
async fn count(
    crm: &Arc<Crm>,
    setup: &AlertSetup,
    found: Vec<(Cursor, Hit)>,
    end: Cursor,
) -> Result<()> {
    let desk = crm.system_desk("alerts");
    let write = desk.write().await?;
    table::one_at_a_time(write.transaction()).await?;
    let stands = table::cursor(write.transaction()).await?;
    let mut groups: BTreeMap<(AlertRule, String), Vec<Hit>> = BTreeMap::new();
    for (_, hit) in found.into_iter().filter(|(at, _)| *at > stands) {
        groups
            .entry((hit.rule, hit.subject.clone()))
            .or_default()
            .push(hit);
    }
    let mut raised = Vec::new();
    for ((rule, _), hits) in groups {
        raised.extend(judge(&write, setup, rule, &hits).await?);
    }
    table::stand_at(write.transaction(), end.max(stands)).await?;
    letter::tell(&desk, &write, &raised).await?;
    write.commit().await?;
    if !raised.is_empty() {
        tracing::warn!(alerts = raised.len(), "alerts were raised");
        crm.log_grew();
    }
    Ok(())
}

/// Counts the hits of one rule and one person or address. Answers the alerts that were raised.
async fn judge(
    write: &Write<'_>,
    setup: &AlertSetup,
    rule: AlertRule,
    hits: &[Hit],
) -> Result<Vec<Uuid>> {
    let Some(first) = hits.first() else {
        return Ok(Vec::new());
    };
    let rule = setup.rule(rule);
    let transaction = write.transaction();
    let (mut current, mut tally) = table::tally(transaction, &rule, first).await?;
    table::remember(transaction, hits).await?;
    // A database that was moved to another server is read again from further back.
    let counted: HashSet<i64> = tally.hits.iter().map(|one| one.seq).collect();
    let mut raised = Vec::new();
    for hit in hits.iter().filter(|hit| !counted.contains(&hit.seq)) {
        match (tally.take(&rule, hit), current) {
            (Outcome::Nothing, _) | (Outcome::More(_), None) => {}
            (Outcome::Raised { count, first_at }, _) => {
                let id = table::raise(write, &rule, hit, count, first_at).await?;
                current = Some(id);
                raised.push(id);
            }
            (Outcome::More(more), Some(id)) => {
                table::count_up(transaction, id, hit, more).await?;
            }
        }
    }
    Ok(raised)
}
