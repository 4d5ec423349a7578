//! One batch of a deed on many records.

use std::time::{Duration, Instant};

use contract::dto::bulk::{BulkNote, BulkState, Deed};
use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Action, FieldDef, Record, Refusal, Value};
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::journal::{self, Job};
use super::start::{action, as_value, chosen};
use crate::access::{Granted, Order, several_of};
use crate::records::{self, Origin};
use crate::{Desk, Error, Result, activities, sharing};

/// A batch holds the one writer of SQLite: it shall give it back before somebody who saves a form notices.
const SHORT: Duration = Duration::from_millis(40);
/// Records of the first batch; the next ones are as large as fits into [`SHORT`].
pub(super) const FIRST: u64 = 200;
const LEAST: u64 = 20;
const MOST: u64 = 2_000;

/// The next batch. Answers how large the one after it may be, `None` at the end.
///
/// # Errors
/// When the database fails.
pub(super) async fn batch(desk: &Desk, job: &mut Job, size: u64) -> Result<Option<u64>> {
    let object = desk.object(&job.row.object)?;
    let ids = next_ids(desk, job, size).await?;
    let Some(last) = ids.last() else {
        job.state = BulkState::Done;
        job.row.done = Ord::max(job.row.total, job.row.done);
        job.keep(desk.crm().door().house().write()).await?;
        return Ok(None);
    };
    let mut granted = match &job.deed {
        Deed::Restore => desk.granted_among_bin(&object.key, &ids).await?,
        // What one has by a share alone is not passed on.
        Deed::Share(_) => {
            let own = desk.by_roles();
            own.granted_among(&object.key, &ids, Action::Edit).await?
        }
        deed => desk.granted_among(&object.key, &ids, action(deed)).await?,
    };
    let mut several = several_of(desk, &object, ids.clone()).await?;
    for granted in &mut granted {
        granted.set_several(several.remove(&granted.id()).unwrap_or_default());
    }
    let mut notes = Vec::new();
    let forbidden: Vec<Uuid> = ids
        .iter()
        .copied()
        .filter(|id| !granted.iter().any(|granted| granted.id() == *id))
        .collect();
    for (record, title) in records::titles_of(desk, &object.key, forbidden).await? {
        notes.push(BulkNote {
            record,
            title,
            refusal: Refusal::Forbidden,
        });
    }
    let mut ready = Vec::new();
    for granted in granted {
        match prepared(desk, &job.deed, &granted).await? {
            Ok(values) => ready.push((granted, values)),
            Err(refusal) => notes.push(noted(&granted, refusal)),
        }
    }
    let mut next = job.clone();
    next.row.cursor = Some(last.to_string());
    next.row.done += i64::try_from(ids.len()).unwrap_or_default();
    let started = Instant::now();
    let mut write = desk.write().await?;
    let changed = apply(&mut write, job, &ready, &mut notes).await?;
    next.row.changed += i64::try_from(changed).unwrap_or_default();
    next.row.refused += i64::try_from(notes.len()).unwrap_or_default();
    journal::note(write.transaction(), job.row.id, &notes).await?;
    if !next.keep(write.transaction()).await? {
        return Ok(None);
    }
    write.commit().await?;
    // What is noted beside records is heard of, too.
    desk.crm().log_grew();
    *job = next;
    Ok(Some(following(ids.len() as u64, started.elapsed())))
}

/// The size of the next batch, by how long this one took.
fn following(size: u64, took: Duration) -> u64 {
    let fits = u128::from(size) * SHORT.as_micros() / took.as_micros().max(1);
    let fits = u64::try_from(fits).unwrap_or(MOST);
    Ord::clamp(fits, LEAST, Ord::min(MOST, size * 2 + LEAST))
}

async fn next_ids(desk: &Desk, job: &Job, size: u64) -> Result<Vec<Uuid>> {
    let mut visible = chosen(desk, &job.selection)?;
    let (id, created) = (visible.column("id"), visible.column("created_at"));
    if let Some(cursor) = job
        .row
        .cursor
        .as_deref()
        .and_then(|id| id.parse::<Uuid>().ok())
    {
        visible = visible.only(id.gt(cursor));
    }
    // What is made while the deed goes on was not among what the person saw.
    if job.selection.matching.is_some() && visible.object().field("created_at").is_some() {
        visible = visible.only(created.lte(job.row.created_at));
    }
    let found = visible
        .order("id", Order::Up)
        .first(size)
        .records(&[])
        .await?;
    Ok(found.into_iter().map(|record| record.id).collect())
}

fn noted(granted: &Granted, refusal: Refusal) -> BulkNote {
    BulkNote {
        record: granted.id(),
        title: granted.record().text(&granted.object().title).to_owned(),
        refusal,
    }
}

/// The values that a deed sets in one record, or why it does not.
async fn prepared(
    desk: &Desk,
    deed: &Deed,
    granted: &Granted,
) -> Result<std::result::Result<Values, Refusal>> {
    let object = granted.object();
    let mut values = match deed {
        Deed::Set(values) => values.clone(),
        Deed::Add { field, values } | Deed::Remove { field, values } => {
            let Some(described) = object.field(field) else {
                return Ok(Err(Refusal::NotFound));
            };
            let is_added = matches!(deed, Deed::Add { .. });
            let value = joined(described, granted.record(), values, is_added);
            Values::from([(field.clone(), value)])
        }
        Deed::Delete | Deed::Restore => {
            return records::may_go(desk, granted, deed == &Deed::Restore).await;
        }
        Deed::Share(terms) => return Ok(sharing::too_late(terms).map_or(Ok(Values::new()), Err)),
    };
    let record = Some(granted.record());
    let problems = records::prepare(desk, object, record, &mut values, Origin::Many).await?;
    Ok(if problems.is_empty() {
        Ok(values)
    } else {
        Err(Refusal::Invalid(problems))
    })
}

fn joined(field: &FieldDef, record: &Record, values: &[String], is_added: bool) -> Value {
    let mut held: Vec<String> = match record.value(&field.key) {
        Value::Tags(tags) => tags.clone(),
        Value::Links(links) => links
            .iter()
            .filter_map(|link| link.id.map(|id| id.to_string()))
            .collect(),
        _ => Vec::new(),
    };
    held.retain(|held| !values.contains(held));
    if is_added {
        held.extend(values.iter().cloned());
    }
    as_value(field, &held)
}

/// Does it to those that are ready; answers how many were changed. Those that somebody else wrote meanwhile are noted.
async fn apply(
    write: &mut crate::access::Write<'_>,
    job: &Job,
    ready: &[(Granted, Values)],
    notes: &mut Vec<BulkNote>,
) -> Result<u64> {
    let (mut changed, deed) = (0, &job.deed);
    match deed {
        Deed::Share(terms) => {
            let ids: Vec<Uuid> = ready.iter().map(|(granted, _)| granted.id()).collect();
            return sharing::give_many(write, job.row.id, &job.row.object, &ids, terms).await;
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
                let granted = ready.iter().find(|(granted, _)| granted.id() == id);
                notes.extend(granted.map(|(granted, _)| noted(granted, refusal)));
            }
        }
    }
    let before = ready.iter().map(|(granted, _)| &granted.record().values);
    let after: Vec<Values> = ready
        .iter()
        .map(|(granted, values)| {
            let mut after = granted.record().values.clone();
            after.extend(values.clone());
            after
        })
        .collect();
    if let Some((first, _)) = ready.first() {
        activities::follow(write, &first.object().key, before.chain(&after)).await?;
    }
    Ok(changed)
}
