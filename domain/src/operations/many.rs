//! Many operations in batches, each batch in one transaction.

use std::collections::HashSet;

use contract::ObjectDef;

use super::journal::Journal;
use super::prepared::Prepared;
use super::{Operation, Outcome};
use crate::api_keys::Claim;
use crate::{Desk, Error, Result};

/// Operations of one transaction: few enough that no other write waits long.
const BATCH: usize = 200;

/// Does operations on records of one object in their order, and answers what came of each. One that is refused does
/// not stop the others. With the claim of a named request, what was done before a crash is not done again.
///
/// # Errors
/// [`contract::Refusal::NotFound`] when nothing of the object may be seen, and when the database fails.
pub async fn many(
    desk: &Desk,
    object: &str,
    operations: &[Operation],
    claim: Option<&Claim>,
) -> Result<Vec<Outcome>> {
    desk.visible(object)?;
    let described = desk.object(object)?;
    let mut journal = Journal::open(claim);
    let mut rest = operations.get(journal.len()..).unwrap_or_default();
    while !rest.is_empty() {
        let (batch, later) = rest.split_at(independent(rest));
        run(desk, &described, batch, &mut journal).await?;
        rest = later;
    }
    Ok(journal.into_outcomes())
}

/// How many operations from the first on belong to different records: what is looked up before a transaction must not
/// have been written in it.
fn independent(operations: &[Operation]) -> usize {
    let mut touched = HashSet::new();
    let mut is_new = |operation: &Operation| match operation {
        Operation::Update { id, .. } | Operation::Delete { id, .. } => {
            touched.insert(id.to_string())
        }
        // An upsert may mean any record that was touched before it, so only upserts by other values go with it.
        Operation::Upsert { field, value, .. } => touched.insert(format!("{field}\u{0}{value:?}")),
        Operation::Create { .. } | Operation::Refused(_) => true,
    };
    let is_upsert = |operation: &Operation| matches!(operation, Operation::Upsert { .. });
    let begins_with_upserts = operations.first().is_some_and(is_upsert);
    let same = operations
        .iter()
        .take(BATCH)
        .take_while(|operation| is_upsert(operation) == begins_with_upserts && is_new(operation))
        .count();
    same.max(1)
}

/// Runs a batch; when one of its operations breaks it, each half by itself, so that only that one is refused. A disk that is
/// full or fails is the fault of none of them: halves might find room for a part of what was to be done together.
async fn run(
    desk: &Desk,
    object: &ObjectDef,
    batch: &[Operation],
    journal: &mut Journal<'_>,
) -> Result<()> {
    let error = match attempt(desk, object, batch, journal).await {
        Ok(outcomes) => {
            journal.keep(outcomes);
            return Ok(());
        }
        Err(error) => error,
    };
    if error.is_of_disk() {
        return Err(error);
    }
    if batch.len() > 1 {
        let (first, second) = batch.split_at(batch.len() / 2);
        Box::pin(run(desk, object, first, journal)).await?;
        return Box::pin(run(desk, object, second, journal)).await;
    }
    if let Error::Broken(_) = &error {
        // A database that is gone refuses everything that comes after, too.
        desk.crm().ping().await?;
    }
    let outcomes = vec![Err(error.into_refusal())];
    let write = desk.write().await?;
    journal.note(&write, &outcomes).await?;
    write.commit().await?;
    journal.keep(outcomes);
    Ok(())
}

async fn attempt(
    desk: &Desk,
    object: &ObjectDef,
    batch: &[Operation],
    journal: &mut Journal<'_>,
) -> Result<Vec<Outcome>> {
    let mut prepared = Vec::with_capacity(batch.len());
    for operation in batch {
        prepared.push(Prepared::of(desk, object, operation).await?);
    }
    let mut write = desk.write().await?;
    let mut outcomes = Vec::with_capacity(batch.len());
    for one in prepared {
        outcomes.push(one.apply(desk, object, &mut write).await?);
    }
    journal.note(&write, &outcomes).await?;
    write.commit().await?;
    Ok(outcomes)
}
