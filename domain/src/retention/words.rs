//! What administrators say to runs.

use std::collections::HashMap;

use chrono::Utc;
use contract::dto::retention::{RetentionNote, RetentionRun, RuleState, RunState};
use contract::{Problem, Refusal};
use entity::retention_run::Model;
use uuid::Uuid;

use super::rules::{preview_of, rule_of};
use super::{due, letter, schedule, table, work};
use crate::{Desk, Error, Result, records};

/// How often it is tried to take a run from whoever works on it.
const TRIES: u32 = 20;

/// One run.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn run(desk: &Desk, id: Uuid) -> Result<RetentionRun> {
    table::told(&found(desk, id).await?)
}

async fn found(desk: &Desk, id: Uuid) -> Result<Model> {
    desk.must_administer()?;
    let row = table::run(desk.crm().door().house(), id).await?;
    Ok(row.ok_or(Refusal::NotFound)?)
}

/// Runs a rule now, however many records it is about: who asks has seen the numbers. Of one that goes on it is told.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`]; [`Refusal::Invalid`] at `preview` for a rule that was not previewed as it
/// is; [`Refusal::Outdated`] for another version.
pub async fn run_now(desk: &Desk, rule: Uuid, version: i32) -> Result<RetentionRun> {
    desk.must_administer()?;
    let crm = desk.crm();
    let row = table::rule(crm.door().house().write(), rule).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    if row.version != version {
        let changed_by = row.changed_by;
        return Err(Refusal::Outdated { changed_by }.into());
    }
    if preview_of(&row)?.is_none() {
        return Err(Error::invalid("preview", Problem::Required));
    }
    let rule = rule_of(&row)?;
    let today = due::today(crm, Utc::now());
    let measured = schedule::measured(&due::house(crm), &rule, today).await?;
    let new = schedule::new(&rule, today, &measured, desk.actor().name())?;
    let write = desk.write().await?;
    if let Some(open) = table::open_run(write.transaction(), rule.id).await? {
        return table::told(&open);
    }
    table::approve(write.transaction(), (rule.id, version)).await?;
    schedule::insert(&write, &rule, &new).await?;
    write.commit().await?;
    crm.log_grew();
    work::begin(crm, &new);
    table::told(&new)
}

/// Lets a run go on that waits, or not: then its rule pauses.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn answer(desk: &Desk, id: Uuid, goes_on: bool) -> Result<RetentionRun> {
    let mut row = found(desk, id).await?;
    if table::state_of(&row) != RunState::Waiting {
        return table::told(&row);
    }
    let rule = table::rule_of(&row)?;
    let write = desk.write().await?;
    let tx = write.transaction();
    desk.actor().name().clone_into(&mut row.by_name);
    let state = if goes_on {
        table::approve(tx, (rule.id, rule.version)).await?;
        RunState::Running
    } else {
        table::set_state(tx, (rule.id, rule.version), RuleState::Paused).await?;
        row.ended_at = Some(desk.now());
        RunState::Declined
    };
    state.word().clone_into(&mut row.state);
    // Nobody holds one that waits, so that of two words the first counts; whoever comes first takes it up.
    let Some(mut row) = table::keep(tx, row).await? else {
        drop(write);
        return run(desk, id).await;
    };
    letter::note(&write, &row).await?;
    table::let_go(tx, &mut row).await?;
    write.commit().await?;
    desk.crm().log_grew();
    if goes_on {
        work::begin(desk.crm(), &row);
    }
    table::told(&row)
}

/// Stops a run where it stands.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn stop(desk: &Desk, id: Uuid) -> Result<RetentionRun> {
    turn(desk, id, RunState::Stopped).await
}

/// Brings back what a run put into the bin, as far as it is there still. The rule pauses, or it would do it again.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn undo(desk: &Desk, id: Uuid) -> Result<RetentionRun> {
    turn(desk, id, RunState::Undoing).await
}

/// Turns a run to another state, from whoever works on it.
async fn turn(desk: &Desk, id: Uuid, to: RunState) -> Result<RetentionRun> {
    // Between look and grasp a batch may end, and with it the moment that named its holder.
    for _ in 0..TRIES {
        let mut row = found(desk, id).await?;
        let is_undo = to == RunState::Undoing;
        let may = match is_undo {
            true => table::told(&row)?.may_undo,
            false => table::state_of(&row) == RunState::Running,
        };
        if !may {
            return table::told(&row);
        }
        to.word().clone_into(&mut row.state);
        row.ended_at = (!is_undo).then(|| desk.now());
        let write = desk.write().await?;
        if is_undo {
            (row.cursor, row.done) = (None, 0);
            let rule = table::rule_of(&row)?;
            table::pause(write.transaction(), rule.id).await?;
        }
        let Some(mut row) = table::keep(write.transaction(), row).await? else {
            continue;
        };
        table::let_go(write.transaction(), &mut row).await?;
        letter::note(&write, &row).await?;
        write.commit().await?;
        desk.crm().log_grew();
        if is_undo {
            work::begin(desk.crm(), &row);
        }
        return table::told(&row);
    }
    run(desk, id).await
}

/// Why records were passed over by a run; the first 200, with their names of today.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn notes(desk: &Desk, id: Uuid) -> Result<Vec<RetentionNote>> {
    found(desk, id).await?;
    let rows = table::notes(desk.crm().door().house(), id).await?;
    let mut titles: HashMap<Uuid, String> = HashMap::new();
    let mut objects: Vec<&str> = rows.iter().map(|row| row.object.as_str()).collect();
    objects.dedup();
    for object in objects {
        let of = rows.iter().filter(|row| row.object == object);
        let ids = of.map(|row| row.record_id);
        titles.extend(records::titles_of(desk, object, ids).await?);
    }
    rows.into_iter()
        .map(|row| {
            Ok(RetentionNote {
                title: titles.remove(&row.record_id).unwrap_or_default(),
                object: row.object,
                record: row.record_id,
                why: serde_json::from_str(&row.why)?,
            })
        })
        .collect()
}
