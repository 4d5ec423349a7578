//! Batches on their way into the database.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use contract::ObjectDef;
use contract::dto::imports::ImportCounts;
use contract::dto::records::EventAction;
use contract::objects::{ACTIVITY, DEAL};
use contract::value::Values;
use entity::choice;
use sea_orm::sea_query::Value as Bound;
use tokio::sync::mpsc::{Receiver, Sender};
use uuid::Uuid;

use super::check::count;
use super::earlier::Earlier;
use super::job::Job;
use super::related::Related;
use super::settle::{Fate, Outcome};
use super::{choices, notes, trade, waiting};
use crate::access::{Granted, LaidOut, NewRecord, Write};
use crate::{Crm, Desk, Error, Result, derived};

/// Batches of one transaction. A page of an index that several of them change goes to the disk once.
const SEVERAL_BATCHES: usize = 20;
/// The same where the table does without most of its indexes: what is left may be likenesses, which lie all over theirs.
pub(super) const MOST_BATCHES: usize = 60;
/// How long one transaction takes, at most, beside its last batch.
const LONG: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(5);
/// How long a transaction waits for its next batch.
const PATIENCE: Duration = Duration::from_millis(100);

/// A batch that is ready to be written.
pub(super) struct Settled {
    pub(super) desk: Desk,
    pub(super) object: ObjectDef,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) choices: Vec<choice::Model>,
}

/// A batch as the database takes it.
pub(super) struct Laid {
    desk: Desk,
    object: ObjectDef,
    choices: Vec<choice::Model>,
    counts: ImportCounts,
    notes: Vec<[Bound; 5]>,
    /// By what the new records may be waited for.
    called: HashMap<String, Uuid>,
    created: Created,
    changed: Vec<(Granted, Values)>,
    /// What records point to, before and after, where others follow that.
    touched: Vec<Values>,
}

/// The new records of a batch.
enum Created {
    Laid(LaidOut),
    /// They take their numbers as they are written.
    Numbered(Vec<NewRecord>),
}

/// How long an import has been worked on, also before it was interrupted.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    started: Instant,
    before: f64,
}

impl Clock {
    pub(super) fn of(job: &Job) -> Self {
        Self {
            started: Instant::now(),
            before: job.tally.counts.seconds,
        }
    }

    pub(super) fn seconds(self) -> f64 {
        self.before + self.started.elapsed().as_secs_f64()
    }
}

/// Lays batches out for who writes them, as long as somebody does.
pub(super) async fn lay_all(
    import: Uuid,
    settled: Receiver<Settled>,
    writer: Sender<Laid>,
) -> Result<()> {
    let mut settled = settled;
    while let Some(batch) = settled.recv().await {
        if writer.send(lay(import, batch).await?).await.is_err() {
            break;
        }
    }
    Ok(())
}

async fn lay(import: Uuid, settled: Settled) -> Result<Laid> {
    let Settled {
        desk,
        object,
        outcomes,
        choices,
    } = settled;
    let mut counts = ImportCounts::default();
    count(&mut counts, &outcomes);
    let notes = notes::rows(import, &outcomes)?;
    let new = outcomes
        .iter()
        .filter(|outcome| matches!(outcome.fate, Fate::Create));
    let called = waiting::called(
        &object,
        new.map(|outcome| (outcome.id, &outcome.draft.values)),
    );
    let is_followed = [ACTIVITY, DEAL].contains(&object.key.as_str());
    let (mut created, mut changed, mut touched) = (Vec::new(), Vec::new(), Vec::new());
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
                changed.push((*granted, values));
            }
            Fate::Skip | Fate::Duplicate | Fate::Fail => {}
        }
    }
    let created = match derived::is_numbered(&desk, &object.key) || created.is_empty() {
        true => Created::Numbered(created),
        false => Created::Laid(desk.lay_out(&object, created, desk.now()).await?),
    };
    Ok(Laid {
        desk,
        object,
        choices,
        counts,
        notes,
        called,
        created,
        changed,
        touched,
    })
}

/// Writes batches as they come, several in one transaction while nobody else waits to write. Answers how far the import is
/// then; `false` when somebody else took it over.
pub(super) async fn all(
    crm: Arc<Crm>,
    job: Job,
    clock: Clock,
    earlier: Option<Arc<Earlier>>,
    ready: Receiver<Laid>,
) -> (Job, Result<bool>) {
    let (mut job, mut ready) = (job, ready);
    let earlier = earlier.as_deref();
    while let Some(first) = ready.recv().await {
        match several(&crm, &mut job, clock, earlier, first, &mut ready).await {
            Ok(true) => {}
            stopped => return (job, stopped),
        }
    }
    (job, Ok(true))
}

/// One transaction.
async fn several(
    crm: &Arc<Crm>,
    job: &mut Job,
    clock: Clock,
    earlier: Option<&Earlier>,
    first: Laid,
    ready: &mut Receiver<Laid>,
) -> Result<bool> {
    let (desk, begun) = (first.desk.clone(), Instant::now());
    let (most, longest) = match crm.door().has_put_away(job.id) {
        true => (MOST_BATCHES, LONGEST),
        false => (SEVERAL_BATCHES, LONG),
    };
    let mut write = begin(&desk, job).await?;
    if let Some(earlier) = earlier {
        match crm.door().are_likenesses_away() {
            true => earlier.begin(&write).await?,
            false => earlier.leave(),
        }
    }
    let mut next = job.clone();
    let (mut batches, mut has_choices) = (0, false);
    let mut batch = Some(first);
    while let Some(laid) = batch.take() {
        batches += 1;
        has_choices |= !laid.choices.is_empty();
        add(&mut write, &mut next, laid).await?;
        let is_full =
            has_choices || batches == most || begun.elapsed() >= longest || crm.door().is_awaited();
        if !is_full {
            batch = tokio::time::timeout(PATIENCE, ready.recv())
                .await
                .unwrap_or_default();
        }
    }
    if let Some(earlier) = earlier {
        earlier.end(&mut write).await?;
    }
    next.tally.counts.seconds = clock.seconds();
    keep(crm, job, next, write, has_choices).await
}

/// Writes one batch. `false` when somebody else took the import over.
///
/// # Errors
/// When the database takes it not, or somebody else wrote one of its records meanwhile.
pub(super) async fn one(
    crm: &Arc<Crm>,
    job: &mut Job,
    ready: Settled,
    related: Option<&mut Related>,
) -> Result<bool> {
    let desk = ready.desk.clone();
    let has_choices = !ready.choices.is_empty();
    let mut write = begin(&desk, job).await?;
    let (mut ready, mut next) = (ready, job.clone());
    choices::save(&write, &std::mem::take(&mut ready.choices)).await?;
    let made = match related.as_deref() {
        Some(related) => related.save(&mut write, job.id, &ready.outcomes).await?,
        None => HashSet::new(),
    };
    add(&mut write, &mut next, lay(job.id, ready).await?).await?;
    if !keep(crm, job, next, write, has_choices).await? {
        return Ok(false);
    }
    if let Some(related) = related {
        related.saved(&made);
    }
    Ok(true)
}

async fn begin<'d>(desk: &'d Desk, job: &Job) -> Result<Write<'d>> {
    let mut write = desk.write().await?;
    if job.recipe.plan.silent {
        write.silence();
    }
    Ok(write)
}

/// Makes it so, with how far the import is then. `false` when somebody else took the import over.
async fn keep(
    crm: &Arc<Crm>,
    job: &mut Job,
    next: Job,
    write: Write<'_>,
    has_choices: bool,
) -> Result<bool> {
    let mut next = next;
    if !next.keep(write.transaction()).await? {
        return Ok(false);
    }
    write.commit().await?;
    *job = next;
    if has_choices {
        crm.refresh().await?;
    }
    Ok(true)
}

/// Adds a batch to a transaction, and to what came of the import.
async fn add(write: &mut Write<'_>, job: &mut Job, laid: Laid) -> Result<()> {
    let (desk, object, called) = (&laid.desk, &laid.object, &laid.called);
    job.tally.counts.add(laid.counts);
    job.rows_done += laid.counts.rows;
    job.set_read(job.rows_done);
    let waiting = waiting::find(desk, object, called).await?;
    notes::insert(write.transaction(), laid.notes).await?;
    choices::save(write, &laid.choices).await?;
    match laid.created {
        Created::Laid(_) if derived::is_numbered(desk, &object.key) => {
            return Err(Error::broken("records take numbers by now"));
        }
        Created::Laid(records) => write.put(records, EventAction::Imported).await?,
        Created::Numbered(records) if records.is_empty() => {}
        Created::Numbered(records) => {
            write.insert(object, records, EventAction::Imported).await?;
        }
    }
    for (granted, values) in laid.changed {
        write.update(&granted, values, EventAction::Updated).await?;
    }
    waiting::welcome(desk, write, object, called, &waiting).await?;
    trade::follow(write, &object.key, laid.touched.iter()).await
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
