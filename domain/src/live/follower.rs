//! Reads the end of the log as it grows.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::batch::Batch;
use super::ear;
use super::touched::{Touched, touched};
use crate::log::{self, Heard};
use crate::{Crm, Desk, Result, derived};

/// Events of one step.
const STEP: u64 = 2_000;
/// Changes that follow each other at once are told together.
const GATHERING: Duration = Duration::from_millis(80);
/// The log is read again after a while, even if nobody was heard to write.
const PATIENCE: Duration = Duration::from_secs(1);
/// How soon it is looked again whether derived values are there.
const SETTLING: Duration = Duration::from_millis(20);
/// So long what depends on derived values is kept back for them.
const SETTLED_BY: Duration = Duration::from_millis(500);
/// How often it is told that much has changed, while an import runs.
const STIRRING: Duration = Duration::from_secs(2);
/// How long it rests after something broke.
const REST: Duration = Duration::from_secs(1);

/// Follows the log for as long as the process lives and tells everybody who listens to this node. It keeps no cursor in
/// the database: whoever comes late asks for what there is.
pub async fn follow(crm: Arc<Crm>) {
    tokio::join!(ear::listen(&crm), tail(&crm));
}

async fn tail(crm: &Arc<Crm>) {
    let mut growth = crm.log_growth();
    let mut tail = None;
    loop {
        growth.mark_unchanged();
        match step(crm, &mut tail).await {
            Ok(wait) => {
                let _ = tokio::time::timeout(wait, growth.changed()).await;
            }
            Err(error) => {
                // Logged by being told; nobody waits for the answer.
                drop(error.into_refusal());
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// Reads on, from the end of the log at first. Answers how long there is nothing to do.
async fn step(crm: &Arc<Crm>, tail: &mut Option<Tail>) -> Result<Duration> {
    match tail {
        Some(tail) => tail.step().await,
        None => {
            *tail = Some(Tail::begin(crm).await?);
            Ok(Duration::ZERO)
        }
    }
}

/// Where the reading stands, and what waits to be told.
struct Tail {
    desk: Desk,
    cursor: log::Cursor,
    /// What is told when derived values have followed, or it has waited long enough.
    due: Option<(Instant, log::Cursor, Touched)>,
    stirred: BTreeSet<String>,
    stirred_at: Option<Instant>,
}

impl Tail {
    async fn begin(crm: &Arc<Crm>) -> Result<Self> {
        let desk = crm.system_desk("live updates");
        let cursor = log::end(&desk).await?;
        crm.live().begin(cursor);
        Ok(Self {
            desk,
            cursor,
            due: None,
            stirred: BTreeSet::new(),
            stirred_at: None,
        })
    }

    async fn step(&mut self) -> Result<Duration> {
        let read = log::next(&self.desk, self.cursor, STEP).await?;
        let events = read.as_ref().map_or(0, |(events, _)| events.len());
        if let Some((events, end)) = read {
            self.hear(&events, end).await?;
        }
        self.settle().await?;
        if events as u64 == STEP {
            return Ok(Duration::ZERO);
        }
        if events > 0 {
            tokio::time::sleep(GATHERING).await;
        }
        Ok(match (&self.due, self.stirred.is_empty()) {
            (Some(_), _) => SETTLING,
            (None, false) => STIRRING / 4,
            (None, true) => PATIENCE,
        })
    }

    async fn hear(&mut self, events: &[Heard], end: log::Cursor) -> Result<()> {
        let mut batch = Batch::of(&self.desk, events);
        if batch.concerns_caches() {
            self.desk.crm().refresh().await?;
        }
        let touched = touched(&self.desk, &batch, events).await?;
        if derives(&self.desk, &batch) {
            self.postpone(touched, end);
        } else {
            batch.touch(touched);
        }
        self.stirred.append(&mut batch.stirred);
        self.cursor = end;
        self.publish(batch);
        Ok(())
    }

    /// Keeps back what is shown with derived values, until these have followed.
    fn postpone(&mut self, touched: Touched, end: log::Cursor) {
        let now = Instant::now();
        let (_, at, due) = self
            .due
            .get_or_insert_with(|| (now + SETTLED_BY, end, Touched::new()));
        *at = end;
        for (object, records) in touched {
            due.entry(object).or_default().extend(records);
        }
    }

    /// Tells what was kept back, when it is time.
    async fn settle(&mut self) -> Result<()> {
        if let Some((until, at, _)) = &self.due
            && (Instant::now() >= *until || derived::is_past(&self.desk, *at).await?)
            && let Some((_, _, touched)) = self.due.take()
        {
            let mut batch = Batch::default();
            batch.touch(touched);
            self.stirred.append(&mut batch.stirred);
            self.publish(batch);
        }
        let is_time = self.stirred_at.is_none_or(|at| at.elapsed() >= STIRRING);
        if !self.stirred.is_empty() && is_time {
            self.stirred_at = Some(Instant::now());
            let stirred = std::mem::take(&mut self.stirred);
            self.publish(Batch::stirring(stirred));
        }
        Ok(())
    }

    fn publish(&self, batch: Batch) {
        if !batch.is_empty() {
            self.desk.crm().live().publish(batch, self.cursor);
        }
    }
}

/// Whether values of other records, or of these by another's hand, follow from the changed ones.
fn derives(desk: &Desk, batch: &Batch) -> bool {
    let ties = desk.crm().descriptions().ties();
    batch
        .named()
        .any(|(object, _)| ties.gathers_from(object) || ties.is_kept(object))
}
