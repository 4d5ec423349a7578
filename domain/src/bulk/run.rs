//! A deed on many records, batch after batch.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use contract::Refusal;
use contract::dto::bulk::{BulkNote, BulkState, Deed};
use contract::dto::records::EventAction;
use contract::objects::ACTIVITY;
use contract::value::Values;
use futures::stream::{FuturesOrdered, StreamExt};
use sea_orm::DbBackend;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use uuid::Uuid;

use super::journal::{self, Job};
use super::look::{self, Ready, noted};
use crate::access::{Granted, Write, is_plain};
use crate::{Desk, Error, Result, activities, sharing};

/// A batch holds the one writer of SQLite: it shall give it back before somebody who saves a form notices.
const SHORT: Duration = Duration::from_millis(40);
/// On PostgreSQL it holds its own records alone, until those beside it are written, too.
const SHORT_OF_MANY: Duration = Duration::from_millis(80);
/// Records of the first batch; the next ones are as large as fits into that time. Tests come to several batches with fewer.
pub(super) const FIRST: u64 = if cfg!(test) { 4 } else { 200 };
const LEAST: u64 = if cfg!(test) { 2 } else { 20 };
const MOST: u64 = 2_000;
/// Batches that PostgreSQL writes side by side. They are ended in their order all the same.
const SIDE_BY_SIDE: usize = 3;
/// Jobs of a process that do so at once: each has as many connections.
static PLACES: Semaphore = Semaphore::const_new(2);

/// A batch that is written, but for the word that it is.
pub(super) struct Laid<'d> {
    write: Write<'d>,
    begun: Instant,
    count: u64,
    last: Uuid,
    changed: u64,
    notes: Vec<BulkNote>,
}

/// All batches that are left: while some are written, the next ones are looked at.
///
/// # Errors
/// When the database fails.
pub(super) async fn all(desk: &Desk, job: &mut Job) -> Result<()> {
    if may_stand_side_by_side(desk, job)?
        && let Ok(_place) = PLACES.try_acquire()
    {
        match turns(desk, job, SIDE_BY_SIDE).await {
            // What is laid was given up with its transactions: it goes on where the last batch ended.
            Err(error) => tracing::info!(job = %job.row.id, %error, "one batch at a time"),
            ended => return ended,
        }
    }
    turns(desk, job, 1).await
}

/// So many batches at a time, each of which is ended after the one before it.
async fn turns(desk: &Desk, job: &mut Job, batches: usize) -> Result<()> {
    let (plan, size) = (job.clone(), Arc::new(AtomicU64::new(FIRST)));
    let (looker, looked) = channel(1);
    let looking = look_ahead(desk.clone(), plan.clone(), Arc::clone(&size), looker);
    let looking = tokio::spawn(looking);
    let written = write_all(desk, &plan, job, &size, (looked, batches)).await;
    looking.await.map_err(Error::broken)??;
    match written? {
        true => done(desk, job).await,
        false => Ok(()),
    }
}

/// Looks at one batch after the other, as long as somebody takes them.
async fn look_ahead(
    desk: Desk,
    plan: Job,
    size: Arc<AtomicU64>,
    looker: Sender<Ready>,
) -> Result<()> {
    let mut after = plan.cursor();
    while let Some(ready) = look::next(&desk, &plan, after, size.load(Ordering::Relaxed)).await? {
        after = Some(ready.last);
        if looker.send(ready).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// Writes batches that were looked at, so many at a time. `false` where the job is somebody else's by now.
async fn write_all(
    desk: &Desk,
    plan: &Job,
    job: &mut Job,
    size: &AtomicU64,
    (looked, batches): (Receiver<Ready>, usize),
) -> Result<bool> {
    let (mut looked, mut laid) = (looked, FuturesOrdered::new());
    loop {
        // Ended as soon as they are written: nobody waits for who looks.
        let next = tokio::select! {
            biased;
            Some(laid) = laid.next() => laid?,
            Some(ready) = looked.recv(), if laid.len() < batches => {
                laid.push_back(lay(desk, plan, ready, batches > 1));
                continue;
            }
            else => return Ok(true),
        };
        let Some(next) = end(desk, job, next).await? else {
            return Ok(false);
        };
        size.store(next, Ordering::Relaxed);
        // Somebody who saves a form meanwhile is next.
        tokio::task::yield_now().await;
    }
}

/// The next batch. Answers how large the one after it may be, `None` at the end.
///
/// # Errors
/// When the database fails.
pub(super) async fn batch(desk: &Desk, job: &mut Job, size: u64) -> Result<Option<u64>> {
    let plan = job.clone();
    match look::next(desk, &plan, job.cursor(), size).await? {
        Some(ready) => end(desk, job, lay(desk, &plan, ready, false).await?).await,
        None => {
            done(desk, job).await?;
            Ok(None)
        }
    }
}

/// Whether batches may be written side by side: PostgreSQL has many writers, but those that wait for each other's records would
/// wait for ever, since one ends only after the other. So what is set must be of the records alone. And since a third one may
/// stand between them, which PostgreSQL cannot see, none of them waits for long: then the job goes on one batch at a time.
fn may_stand_side_by_side(desk: &Desk, job: &Job) -> Result<bool> {
    let Deed::Set(values) = &job.deed else {
        return Ok(false);
    };
    let object = desk.object(&job.row.object)?;
    let is_postgres = desk.crm().door().backend() == DbBackend::Postgres;
    Ok(is_postgres && object.key != ACTIVITY && is_plain(&object, values.keys()))
}

async fn done(desk: &Desk, job: &mut Job) -> Result<()> {
    job.state = BulkState::Done;
    job.row.done = Ord::max(job.row.total, job.row.done);
    job.keep(desk.crm().door().house().write()).await?;
    Ok(())
}

/// Writes a batch, but does not end its transaction.
///
/// # Errors
/// When the database fails.
pub(super) async fn lay<'d>(
    desk: &'d Desk,
    job: &Job,
    ready: Ready,
    is_beside_others: bool,
) -> Result<Laid<'d>> {
    let begun = Instant::now();
    let mut write = desk.write().await?;
    if is_beside_others {
        write.hurry().await?;
    }
    let mut notes = ready.notes;
    let (mut changed, mut late) = apply(&mut write, job, &ready.records, &mut notes).await?;
    if !late.is_empty() {
        // Written by somebody else since they were looked at: what is meant no more is left alone.
        let (records, others) = look::again(desk, job, &late).await?;
        late.retain(|id| others.iter().all(|note| note.record != *id));
        notes.extend(others);
        let (done, again) = apply(&mut write, job, &records, &mut notes).await?;
        changed += done;
        let is_here = |id: &Uuid| records.iter().any(|(granted, _)| granted.id() == *id);
        late.retain(|id| again.contains(id) || !is_here(id));
    }
    let lost = ready.records.iter().map(|(granted, _)| granted);
    let lost = lost.filter(|granted| late.contains(&granted.id()));
    notes.extend(lost.map(|granted| noted(granted, Refusal::NotFound)));
    journal::note(write.transaction(), job.row.id, &notes).await?;
    Ok(Laid {
        write,
        begun,
        count: ready.count,
        last: ready.last,
        changed,
        notes,
    })
}

/// Answers how large the next batch may be; `None` where the job is somebody else's by now, and nothing of the batch
/// happened.
///
/// # Errors
/// When the database fails.
pub(super) async fn end(desk: &Desk, job: &mut Job, laid: Laid<'_>) -> Result<Option<u64>> {
    let number = |n: u64| i64::try_from(n).unwrap_or_default();
    let mut next = job.clone();
    next.row.cursor = Some(laid.last.to_string());
    next.row.done += number(laid.count);
    next.row.changed += number(laid.changed);
    next.row.refused += number(laid.notes.len() as u64);
    if !next.keep(laid.write.transaction()).await? {
        return Ok(None);
    }
    laid.write.commit().await?;
    // What is noted beside records is heard of, too.
    desk.crm().log_grew();
    *job = next;
    let short = match desk.crm().door().backend() {
        DbBackend::Postgres => SHORT_OF_MANY,
        _ => SHORT,
    };
    Ok(Some(following(laid.count, laid.begun.elapsed(), short)))
}

/// The size of the next batch, which is to take a short time, by how long this one took.
fn following(size: u64, took: Duration, short: Duration) -> u64 {
    let fits = u128::from(size) * short.as_micros() / took.as_micros().max(1);
    let fits = u64::try_from(fits).unwrap_or(MOST);
    Ord::clamp(fits, LEAST, Ord::min(MOST, size * 2 + LEAST))
}

/// Does it to those that are ready; answers how many were changed, and those that somebody else wrote meanwhile.
async fn apply(
    write: &mut Write<'_>,
    job: &Job,
    ready: &[(Granted, Values)],
    notes: &mut Vec<BulkNote>,
) -> Result<(u64, Vec<Uuid>)> {
    let (mut changed, mut late, deed) = (0, Vec::new(), &job.deed);
    match deed {
        Deed::Share(terms) => {
            let ids: Vec<Uuid> = ready.iter().map(|(granted, _)| granted.id()).collect();
            let given = sharing::give_many(write, job.row.id, &job.row.object, &ids, terms);
            return Ok((given.await?, late));
        }
        Deed::Delete | Deed::Restore => {
            for (granted, _) in ready {
                let done = if *deed == Deed::Delete {
                    write.delete(granted).await
                } else {
                    write.restore(granted).await
                };
                match done {
                    Ok(()) => changed += 1,
                    Err(Error::Refused(Refusal::NotFound)) => late.push(granted.id()),
                    Err(Error::Refused(refusal)) => notes.push(noted(granted, refusal)),
                    Err(error) => return Err(error),
                }
            }
        }
        _ => {
            let action = EventAction::Updated;
            let (done, refused) = write.update_many(ready, action).await?;
            changed += done;
            for (id, refusal) in refused {
                if refusal == Refusal::NotFound {
                    late.push(id);
                    continue;
                }
                let granted = ready.iter().find(|(granted, _)| granted.id() == id);
                notes.extend(granted.map(|(granted, _)| noted(granted, refusal)));
            }
        }
    }
    let before = ready.iter().map(|(granted, _)| &granted.record().values);
    let after = ready.iter().map(|(_, values)| values);
    if let Some((first, _)) = ready.first() {
        activities::follow(write, &first.object().key, before.chain(after)).await?;
    }
    Ok((changed, late))
}
