//! Runs begin by themselves once a day, by whichever node comes first.

use std::sync::Arc;

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};
use contract::Refusal;
use contract::dto::retention::{RetentionDeed, RetentionRule, RuleState, RunState};
use entity::retention_run::Model;
use uuid::Uuid;

use super::measure::{Measured, measure};
use super::rules::{rule_of, state_of};
use super::{due, letter, table};
use crate::access::Write;
use crate::{Crm, Desk, Error, Result, clock};

/// The hour of the day in the zone of the organisation after which rules run. What was missed, because nothing ran then, is
/// made up for as soon as something runs.
pub(super) const HOUR: u32 = 3;

/// The day whose run is due last.
pub(super) fn day(crm: &Crm, now: DateTime<Utc>) -> NaiveDate {
    let wall = clock::local(now, &due::zone(crm));
    (wall - Duration::hours(HOUR.into())).date()
}

/// When a rule runs next that ran last on a day.
pub(super) fn next_at(crm: &Crm, ran_on: Option<NaiveDate>, now: DateTime<Utc>) -> DateTime<Utc> {
    let today = day(crm, now);
    let next = ran_on.and_then(|ran| ran.checked_add_days(Days::new(1)));
    let next = next.map_or(today, |next| next.max(today));
    let hour = NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default();
    clock::utc(next.and_time(hour), &due::zone(crm))
}

/// Begins the runs that are due.
///
/// # Errors
/// When the database fails; the next round goes on.
pub(super) async fn begin_due(crm: &Arc<Crm>, now: DateTime<Utc>) -> Result<()> {
    let today = day(crm, now);
    for row in table::rules(crm.door().house()).await? {
        let is_due = state_of(&row) == RuleState::On && row.ran_on.is_none_or(|ran| ran < today);
        if !is_due {
            continue;
        }
        let rule = rule_of(&row)?;
        let desk = due::house(crm);
        let measured = measured(&desk, &rule, due::today(crm, now)).await?;
        let write = desk.write().await?;
        let tx = write.transaction();
        if !table::take_day(tx, (rule.id, rule.version), today).await?
            || table::open_run(tx, rule.id).await?.is_some()
        {
            // Another node was first, or the last run waits still; then this day is the other's.
            write.commit().await?;
            continue;
        }
        let new = new(&rule, due::today(crm, now), &measured, "")?;
        let new = match &measured {
            Ok(found) if found.is_much(&rule) && !row.is_approved && letter::has_deed(&rule) => {
                Model {
                    state: RunState::Waiting.word().to_owned(),
                    ..new
                }
            }
            _ => new,
        };
        insert(&write, &rule, &new).await?;
        write.commit().await?;
        crm.log_grew();
    }
    Ok(())
}

/// What a rule is about, or why it cannot be asked.
pub(super) async fn measured(
    desk: &Desk,
    rule: &RetentionRule,
    today: NaiveDate,
) -> Result<std::result::Result<Measured, Refusal>> {
    match measure(desk, rule, today).await {
        Ok(found) => Ok(Ok(found)),
        Err(Error::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(error),
    }
}

/// A run. One that only tells is done with its numbers.
pub(super) fn new(
    rule: &RetentionRule,
    today: NaiveDate,
    measured: &std::result::Result<Measured, Refusal>,
    by: &str,
) -> Result<Model> {
    let now = Utc::now();
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let mut row = Model {
        id: Uuid::now_v7(),
        rule_id: rule.id,
        body: serde_json::to_string(rule)?,
        state: RunState::Running.word().to_owned(),
        day: today,
        cursor: None,
        total: 0,
        done: 0,
        changed: 0,
        held: 0,
        failed: 0,
        trouble: None,
        digests: "[]".to_owned(),
        by_name: by.to_owned(),
        at: now,
        ended_at: None,
        leased_until: None,
    };
    match measured {
        Ok(found) => {
            row.total = count(found.due + found.held_back());
            if rule.deed == RetentionDeed::Tell {
                (row.done, row.changed) = (row.total, count(found.due));
                row.held = count(found.held_back());
                RunState::Done.word().clone_into(&mut row.state);
                row.ended_at = Some(now);
            }
        }
        Err(refusal) => {
            row.trouble = Some(serde_json::to_string(refusal)?);
            RunState::Failed.word().clone_into(&mut row.state);
            row.ended_at = Some(now);
        }
    }
    Ok(row)
}

/// Keeps a new run, with what is told of it.
pub(super) async fn insert(write: &Write<'_>, rule: &RetentionRule, row: &Model) -> Result<()> {
    let before = table::last_done(write.transaction(), rule.id).await?;
    table::insert_run(write.transaction(), row.clone()).await?;
    letter::tell(write, rule, row, before.as_ref()).await?;
    letter::note(write, row).await
}
