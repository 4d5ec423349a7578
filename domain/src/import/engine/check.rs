//! A check: the whole file as it would go in, without a record being written.

use std::sync::Arc;
use std::time::Instant;

use contract::Value;
use contract::dto::imports::{ColumnMatch, ImportCounts, ImportPlan, ImportState};

use super::job::{Job, Tally};
use super::settle::{Fate, Outcome};
use super::work::{self, Stage};
use super::{notes, reader, shown};
use crate::{Crm, Result};

/// Rows that are shown as they would be created.
const SHOWN: usize = 20;

/// Checks a file from its beginning. Answers whether it came to its end; otherwise somebody began it anew.
///
/// # Errors
/// When the file or the database cannot be read.
pub(super) async fn check(crm: &Arc<Crm>, job: &mut Job) -> Result<bool> {
    let started = Instant::now();
    let house = crm.door().house();
    (job.rows_done, job.tally) = (0, Tally::default());
    notes::clear(house.write(), job.id).await?;
    let Some(mut stage) = Stage::set(crm, job).await? else {
        return Ok(false);
    };
    let mut batches = reader::batches(job.path(crm), Arc::clone(&stage.converter), 0);
    while let Some(batch) = batches.recv().await {
        let outcomes = stage.settling.settle(&stage.converter, batch?).await?;
        stage.settling.choices.take_unsaved();
        let mut next = job.clone();
        count(&mut next.tally.counts, &outcomes);
        show(&stage, &job.recipe.plan, &mut next.tally, &outcomes);
        next.rows_done += outcomes.len() as u64;
        next.set_read(next.rows_done);
        next.tally.counts.seconds = started.elapsed().as_secs_f64();
        let transaction = house.begin().await?;
        notes::insert(&transaction, notes::rows(job.id, &outcomes)?).await?;
        if !next.keep(&transaction).await? {
            return Ok(false);
        }
        transaction.commit().await?;
        *job = next;
    }
    job.rows_done = 0;
    work::rest(crm, job, ImportState::Checked).await
}

/// Adds a batch to the counts.
pub(super) fn count(counts: &mut ImportCounts, outcomes: &[Outcome]) {
    for outcome in outcomes {
        counts.rows += 1;
        let (kind, goes_in) = match outcome.fate {
            Fate::Create => (&mut counts.created, true),
            Fate::Update(_) => (&mut counts.updated, true),
            Fate::Skip => (&mut counts.skipped, false),
            Fate::Duplicate => (&mut counts.duplicates, false),
            Fate::Fail => (&mut counts.failed, false),
        };
        *kind += 1;
        // Only warnings are left on rows that go in.
        counts.warnings += u64::from(goes_in && !outcome.draft.notes.is_empty());
    }
}

/// Keeps the first rows that would be created, converted.
fn show(stage: &Stage, plan: &ImportPlan, tally: &mut Tally, outcomes: &[Outcome]) {
    let new = outcomes
        .iter()
        .filter(|outcome| matches!(outcome.fate, Fate::Create));
    for outcome in new.take(SHOWN - tally.samples.len().min(SHOWN)) {
        let (desk, object) = (&stage.settling.desk, &stage.settling.object);
        let cell = |column: &ColumnMatch| {
            let (key, part) = column.target()?;
            let field = object.field(key)?;
            let value = outcome.draft.values.get(key).cloned().unwrap_or_default();
            let as_it_stands = || {
                let place = plan.columns.iter().position(|other| other == column);
                place.map(|place| outcome.draft.row.cell(place).to_owned())
            };
            Some(match (&value, part) {
                (Value::Address(address), Some(part)) => address.part(part).to_owned(),
                _ => match shown::shown(desk, field, &value) {
                    // What a relation leads to is called what the file calls it.
                    text if text.is_empty() && !value.is_empty() => {
                        as_it_stands().unwrap_or_default()
                    }
                    text => text,
                },
            })
        };
        let cells = plan.columns.iter().filter_map(cell).collect();
        tally.samples.push((outcome.draft.row.line, cells));
    }
}
