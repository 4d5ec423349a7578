//! The import itself: batch after batch is settled and written, each with its notes and how far the import is then.

use std::collections::HashSet;
use std::sync::Arc;

use contract::Refusal;
use contract::dto::imports::ImportState;
use contract::objects::USER;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::circles::link_waiting;
use super::draft::Draft;
use super::job::Job;
use super::work::{self, Stage};
use super::writing::{self, Clock, Settled};
use super::{choices, notes, reader, spared, within};
use crate::import::Row;
use crate::{Crm, Error, Result};

/// How often a batch is settled again when somebody else wrote one of its records meanwhile.
const TRIES: usize = 4;
/// Batches that are laid out while others are written.
pub(super) const AHEAD: usize = 10;

/// The rows of a file, as they are read.
type Batches = Receiver<Result<Vec<Draft>>>;

/// Brings a file in from where it stopped. Answers whether it came to its end; otherwise somebody else took over.
///
/// # Errors
/// When the file cannot be read or the database takes no more.
pub(super) async fn run(crm: &Arc<Crm>, job: &mut Job) -> Result<bool> {
    let clock = Clock::of(job);
    let Some(mut stage) = Stage::set(crm, job).await? else {
        return Ok(false);
    };
    let mut batches = reader::batches(job.path(crm), Arc::clone(&stage.converter), job.rows_done);
    let Some(first) = begin(crm, job, &mut stage, &mut batches).await? else {
        return Ok(false);
    };
    spared::put_away(crm, job, &mut stage).await?;
    let goes_on = match first {
        None => true,
        Some(first) if stage.is_apart() => {
            apart(crm, job, &mut stage, clock, first, &mut batches).await?
        }
        Some(first) => in_turn(crm, job, &mut stage, clock, first, &mut batches).await?,
    };
    if !goes_on {
        return Ok(false);
    }
    end(crm, job, &stage, clock).await
}

/// Passes over the rows that were dealt with before the import was interrupted, and keeps in mind what they carried. Answers
/// the first batch that is new, if there is one; `None` when somebody else took the import over.
async fn begin(
    crm: &Arc<Crm>,
    job: &mut Job,
    stage: &mut Stage,
    batches: &mut Batches,
) -> Result<Option<Option<Vec<Draft>>>> {
    let left_out = match job.rows_done {
        0 => {
            notes::clear(crm.door().house().write(), job.id).await?;
            HashSet::new()
        }
        _ => notes::lines_left_out(crm.door().house(), job.id).await?,
    };
    while let Some(batch) = batches.recv().await.transpose()? {
        if !is_past(&batch) {
            return Ok(Some(Some(batch)));
        }
        let mut batch = batch;
        batch.retain(|draft| !left_out.contains(&draft.row.line));
        stage.settling.remember(&batch);
        if !work::pulse(crm, job).await? {
            return Ok(None);
        }
    }
    Ok(Some(None))
}

/// One batch after the other: what a batch asks for may have been made by the one before.
async fn in_turn(
    crm: &Arc<Crm>,
    job: &mut Job,
    stage: &mut Stage,
    clock: Clock,
    first: Vec<Draft>,
    batches: &mut Batches,
) -> Result<bool> {
    let mut next = Some(first);
    while let Some(batch) = next {
        job.tally.counts.seconds = clock.seconds();
        if !one(crm, job, stage, batch).await? {
            return Ok(false);
        }
        next = batches.recv().await.transpose()?;
    }
    Ok(true)
}

/// While some batches are written, the next ones are laid out and settled.
async fn apart(
    crm: &Arc<Crm>,
    job: &mut Job,
    stage: &mut Stage,
    clock: Clock,
    first: Vec<Draft>,
    batches: &mut Batches,
) -> Result<bool> {
    let (sender, settled) = channel(1);
    let (layer, ready) = channel(AHEAD);
    let laying = tokio::spawn(writing::lay_all(job.id, settled, layer));
    let earlier = stage.settling.earlier.clone();
    let writing = writing::all(Arc::clone(crm), job.clone(), clock, earlier, ready);
    let writing = tokio::spawn(writing);
    let fed = feed(stage, first, batches, sender).await;
    // Both have come to their end before anything is made of it.
    let (laid, written) = (laying.await, writing.await);
    let (written, goes_on) = written.map_err(Error::broken)?;
    *job = written;
    let goes_on = goes_on?;
    laid.map_err(Error::broken)?.and(fed).map(|()| goes_on)
}

/// Settles batches for who writes them, as long as somebody does.
async fn feed(
    stage: &mut Stage,
    first: Vec<Draft>,
    batches: &mut Batches,
    writer: Sender<Settled>,
) -> Result<()> {
    let mut next = Some(first);
    while let Some(batch) = next {
        let ready = settle(stage, batch).await?;
        let made = within::made(&ready.object, &stage.converter, &ready.outcomes);
        stage.settling.ahead.push(made);
        if writer.send(ready).await.is_err() {
            return Ok(());
        }
        next = batches.recv().await.transpose()?;
    }
    Ok(())
}

/// Whether rows were dealt with before the import was interrupted.
fn is_past(batch: &[Draft]) -> bool {
    batch.first().is_some_and(|draft| draft.is_past)
}

impl Stage {
    /// Whether batches can be settled before the one ahead of them is in the database: nothing that they ask for is
    /// made or changed by the import itself, and what earlier lines carried is kept in mind.
    pub(super) fn is_apart(&self) -> bool {
        let settling = &self.settling;
        !settling.on_duplicate.changes()
            && settling.related.is_none()
            && !settling.object.fields.iter().any(|field| field.unique)
    }
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
        match writing::one(crm, job, ready, stage.settling.related.as_mut()).await {
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

/// The last row is in.
async fn end(crm: &Arc<Crm>, job: &mut Job, stage: &Stage, clock: Clock) -> Result<bool> {
    if stage.is_apart() {
        link_own(stage).await?;
    }
    if stage.settling.choices.are_any() {
        let write = stage.settling.desk.write().await?;
        choices::forget_unused(&write, job.id).await?;
        write.commit().await?;
        crm.refresh().await?;
    } else if job.object == USER {
        crm.refresh().await?;
    }
    if !spared::bring_back(crm, job).await? {
        return Ok(false);
    }
    job.tally.counts.seconds = clock.seconds();
    if !work::rest(crm, job, ImportState::Done).await? {
        return Ok(false);
    }
    work::remove_file(&job.path(crm));
    Ok(true)
}

/// Links rows to those of the same file that came later: what is written in one transaction is not seen by who asks
/// beside it.
async fn link_own(stage: &Stage) -> Result<()> {
    let settling = &stage.settling;
    for field in within::own(&settling.object, &stage.converter) {
        match link_waiting(&settling.desk, &settling.object.key, field).await {
            // Who may make such records need not be one who may change them.
            Ok(()) | Err(Error::Refused(Refusal::Forbidden)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
