//! The import itself: batch after batch, each one transaction with its rows, its notes and how far it got.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use contract::dto::imports::ImportState;
use contract::dto::records::EventAction;
use contract::objects::{ACTIVITY, DEAL, USER};
use contract::value::Values;
use contract::{ObjectDef, Refusal};
use entity::choice;
use uuid::Uuid;

use super::check::count;
use super::column::Column;
use super::draft::Draft;
use super::job::Job;
use super::related::Related;
use super::settle::{Fate, Outcome};
use super::work::{self, Stage};
use super::{choices, notes, reader, trade, waiting};
use crate::access::{NewRecord, Write};
use crate::import::Row;
use crate::{Crm, Desk, Error, Result};

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
    let is_apart = stage.is_apart();
    let own = stage.own_relations();
    let mut settled: Option<Settled> = None;
    loop {
        job.tally.counts.seconds = before + started.elapsed().as_secs_f64();
        let goes_on = match (settled.take(), batches.recv().await.transpose()?) {
            (None, None) => break,
            (None, Some(batch)) if is_past(&batch) => {
                let mut batch = batch;
                batch.retain(|draft| !left_out.contains(&draft.row.line));
                stage.settling.remember(&batch);
                work::pulse(crm, job).await?
            }
            (None, Some(batch)) if is_apart => {
                settled = Some(settle(&mut stage, batch).await?);
                true
            }
            (None, Some(batch)) => one(crm, job, &mut stage, batch).await?,
            (Some(ready), None) => write(crm, job, ready, None).await?,
            // What it names may be in the batch ahead of it.
            (Some(ready), Some(batch)) if names(&batch, &own) => {
                let written = write(crm, job, ready, None).await?;
                settled = Some(settle(&mut stage, batch).await?);
                written
            }
            // While a batch is written, the next one is settled: the one waits for the disk, the other reckons.
            (Some(ready), Some(batch)) => {
                let written = write(crm, job, ready, None);
                let (written, next) = tokio::join!(written, settle(&mut stage, batch));
                settled = Some(next?);
                written?
            }
        };
        if !goes_on {
            return Ok(false);
        }
    }
    job.tally.counts.seconds = before + started.elapsed().as_secs_f64();
    end(crm, job, &stage).await
}

/// Whether rows were dealt with before the import was interrupted.
fn is_past(batch: &[Draft]) -> bool {
    batch.first().is_some_and(|draft| draft.is_past)
}

impl Stage {
    /// Whether batches can be settled before the one ahead of them is in the database: nothing that they ask for is
    /// made or changed by the import itself, and what earlier lines carried is kept in mind.
    fn is_apart(&self) -> bool {
        let settling = &self.settling;
        !settling.on_duplicate.changes()
            && settling.related.is_none()
            && !settling.object.fields.iter().any(|field| field.unique)
    }

    /// The columns by which records of the file name each other.
    fn own_relations(&self) -> Vec<usize> {
        let object = self.settling.object.key.as_str();
        let is_own = |column: &Column| column.field.relation.as_deref() == Some(object);
        let columns = self.converter.columns.iter().enumerate();
        columns
            .filter_map(|(index, column)| is_own(column).then_some(index))
            .collect()
    }
}

/// Whether a row of a batch names something in one of these columns.
fn names(batch: &[Draft], columns: &[usize]) -> bool {
    let in_columns = |(index, _): &(usize, String)| columns.contains(index);
    !columns.is_empty() && batch.iter().any(|draft| draft.open.iter().any(in_columns))
}

/// A batch that is ready to be written.
struct Settled {
    desk: Desk,
    object: ObjectDef,
    outcomes: Vec<Outcome>,
    choices: Vec<choice::Model>,
}

async fn settle(stage: &mut Stage, batch: Vec<Draft>) -> Result<Settled> {
    let outcomes = stage.settling.settle(&stage.converter, batch).await?;
    Ok(Settled {
        desk: stage.settling.desk.clone(),
        object: stage.settling.object.clone(),
        choices: stage.settling.choices.take_unsaved(),
        outcomes,
    })
}

/// One batch, tried again where somebody else wrote one of its records between look and write.
pub(super) async fn one(
    crm: &Arc<Crm>,
    job: &mut Job,
    stage: &mut Stage,
    batch: Vec<Draft>,
) -> Result<bool> {
    let object = &stage.settling.object;
    let may_clash =
        job.recipe.plan.on_duplicate.changes() || object.fields.iter().any(|field| field.unique);
    let rows: Vec<Row> = if may_clash {
        batch.iter().map(|draft| draft.row.clone()).collect()
    } else {
        Vec::new()
    };
    let (mut drafts, mut choices) = (batch, Vec::new());
    for _ in 0..TRIES {
        let mut ready = settle(stage, drafts).await?;
        choices.append(&mut ready.choices);
        ready.choices.clone_from(&choices);
        match write(crm, job, ready, stage.settling.related.as_mut()).await {
            // Written by somebody else between look and write: the record, or a unique value.
            Err(Error::Refused(Refusal::NotFound | Refusal::Invalid(_))) if may_clash => {
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

/// Writes a batch. `false` when somebody else took the import over.
async fn write(
    crm: &Arc<Crm>,
    job: &mut Job,
    ready: Settled,
    related: Option<&mut Related>,
) -> Result<bool> {
    let Settled {
        desk,
        object,
        outcomes,
        choices,
    } = ready;
    let mut next = job.clone();
    count(&mut next.tally.counts, &outcomes);
    next.rows_done += outcomes.len() as u64;
    next.set_read(next.rows_done);
    let new = outcomes
        .iter()
        .filter(|outcome| matches!(outcome.fate, Fate::Create));
    let called = waiting::called(
        &object,
        new.map(|outcome| (outcome.id, &outcome.draft.values)),
    );
    let waiting = waiting::find(&desk, &object, &called).await?;
    let mut write = desk.write().await?;
    if job.recipe.plan.silent {
        write.silence();
    }
    notes::add(write.transaction(), job.id, &outcomes).await?;
    choices::save(&write, &choices).await?;
    let made = match &related {
        Some(related) => related.save(&mut write, job.id, &outcomes).await?,
        None => HashSet::new(),
    };
    let touched = records(&mut write, &object, job.id, outcomes).await?;
    waiting::welcome(&desk, &write, &object, &called, &waiting).await?;
    trade::follow(&write, &object.key, touched.iter()).await?;
    if !next.keep(write.transaction()).await? {
        return Ok(false);
    }
    write.commit().await?;
    *job = next;
    if let Some(related) = related {
        related.saved(&made);
    }
    if !choices.is_empty() {
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
