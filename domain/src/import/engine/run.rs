//! The import itself: batch after batch, each one transaction with its rows, its notes and how far it got.

use std::sync::Arc;
use std::time::Instant;

use contract::dto::imports::ImportState;
use contract::dto::records::EventAction;
use contract::objects::{ACTIVITY, DEAL, USER};
use contract::value::Values;
use contract::{ObjectDef, Refusal};
use uuid::Uuid;

use super::check::count;
use super::draft::Draft;
use super::job::Job;
use super::settle::{Fate, Outcome};
use super::work::{self, Stage};
use super::{choices, notes, reader, trade, waiting};
use crate::access::{NewRecord, Write};
use crate::import::Row;
use crate::{Crm, Error, Result};

/// How often a batch is settled again when somebody else wrote one of its records meanwhile.
const TRIES: usize = 4;

/// Brings a file in from where it stopped. Answers whether it came to its end; otherwise somebody else took over.
///
/// # Errors
/// When the file cannot be read or the database takes no more.
pub(super) async fn run(crm: &Arc<Crm>, job: &mut Job) -> Result<bool> {
    let (started, before) = (Instant::now(), job.tally.counts.seconds);
    let Some(mut stage) = Stage::set(crm, job).await? else {
        return Ok(false);
    };
    let left_out = match job.rows_done {
        0 => {
            notes::clear(crm.door().house().write(), job.id).await?;
            Default::default()
        }
        _ => notes::lines_left_out(crm.door().house(), job.id).await?,
    };
    let mut batches = reader::batches(job.path(crm), Arc::clone(&stage.converter), job.rows_done);
    while let Some(batch) = batches.recv().await {
        let mut batch = batch?;
        if batch.first().is_some_and(|draft| draft.is_past) {
            batch.retain(|draft| !left_out.contains(&draft.row.line));
            stage.settling.remember(&batch);
            if !work::pulse(crm, job).await? {
                return Ok(false);
            }
            continue;
        }
        job.tally.counts.seconds = before + started.elapsed().as_secs_f64();
        if !one(crm, job, &mut stage, batch).await? {
            return Ok(false);
        }
    }
    job.tally.counts.seconds = before + started.elapsed().as_secs_f64();
    end(crm, job, &stage).await
}

/// One batch, tried again where somebody else wrote one of its records between look and write.
pub(super) async fn one(
    crm: &Arc<Crm>,
    job: &mut Job,
    stage: &mut Stage,
    batch: Vec<Draft>,
) -> Result<bool> {
    let may_clash = job.recipe.plan.on_duplicate.changes();
    let rows: Vec<Row> = if may_clash {
        batch.iter().map(|draft| draft.row.clone()).collect()
    } else {
        Vec::new()
    };
    let mut drafts = batch;
    for _ in 0..TRIES {
        let outcomes = stage.settling.settle(&stage.converter, drafts).await?;
        match write(crm, job, stage, outcomes).await {
            Err(Error::Refused(Refusal::NotFound)) if may_clash => {
                drafts = rows
                    .iter()
                    .map(|row| stage.converter.draft(row.clone(), false))
                    .collect();
            }
            written => return written,
        }
    }
    Err(Refusal::NotFound.into())
}

async fn write(
    crm: &Arc<Crm>,
    job: &mut Job,
    stage: &mut Stage,
    outcomes: Vec<Outcome>,
) -> Result<bool> {
    let (desk, object) = (stage.settling.desk.clone(), &stage.settling.object);
    let mut next = job.clone();
    count(&mut next.tally.counts, &outcomes);
    next.rows_done += outcomes.len() as u64;
    next.set_read(next.rows_done);
    let new = outcomes
        .iter()
        .filter(|outcome| matches!(outcome.fate, Fate::Create));
    let called = waiting::called(
        object,
        new.map(|outcome| (outcome.id, &outcome.draft.values)),
    );
    let waiting = waiting::find(&desk, object, &called).await?;
    let mut write = desk.write().await?;
    notes::add(write.transaction(), job.id, &outcomes).await?;
    stage.settling.choices.save(&write).await?;
    let touched = records(&mut write, object, job.id, outcomes).await?;
    waiting::welcome(&desk, &write, object, &called, &waiting).await?;
    trade::follow(&write, &object.key, touched.iter()).await?;
    if !next.keep(write.transaction()).await? {
        return Ok(false);
    }
    write.commit().await?;
    *job = next;
    if stage.settling.choices.has_unsaved() {
        stage.settling.choices.saved();
        crm.refresh().await?;
    }
    Ok(true)
}

/// Writes the records of a batch. Answers what they point to, before and after, where others follow that.
async fn records(
    write: &mut Write<'_>,
    object: &ObjectDef,
    import: Uuid,
    outcomes: Vec<Outcome>,
) -> Result<Vec<Values>> {
    let is_followed = [ACTIVITY, DEAL].contains(&object.key.as_str());
    let (mut created, mut touched) = (Vec::new(), Vec::new());
    for Outcome { id, fate, draft } in outcomes {
        let values = draft.values;
        match fate {
            Fate::Create => {
                touched.extend(is_followed.then(|| links(&values)));
                created.push(NewRecord {
                    id,
                    values,
                    batch: Some(import),
                });
            }
            Fate::Update(granted) => {
                touched.extend(is_followed.then(|| links(&granted.record().values)));
                touched.extend(is_followed.then(|| links(&values)));
                write.update(&granted, values, EventAction::Updated).await?;
            }
            Fate::Skip | Fate::Duplicate | Fate::Fail => {}
        }
    }
    if !created.is_empty() {
        write.insert(object, created, EventAction::Imported).await?;
    }
    Ok(touched)
}

/// The relations of a record, which is what others follow.
fn links(values: &Values) -> Values {
    let is_link = |value: &contract::Value| matches!(value, contract::Value::Link(_));
    values
        .iter()
        .filter(|(_, value)| is_link(value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The last row is in.
async fn end(crm: &Arc<Crm>, job: &mut Job, stage: &Stage) -> Result<bool> {
    if stage.settling.choices.are_any() {
        let write = stage.settling.desk.write().await?;
        choices::forget_unused(&write, job.id).await?;
        write.commit().await?;
        crm.refresh().await?;
    } else if job.object == USER {
        crm.refresh().await?;
    }
    if !work::rest(crm, job, ImportState::Done).await? {
        return Ok(false);
    }
    work::remove_file(&job.path(crm));
    Ok(true)
}
