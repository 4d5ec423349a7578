//! What the next batch of a deed on many records is: the records, what is to be made of each, and why some are passed over.

use std::collections::HashSet;

use contract::dto::bulk::{BulkNote, Deed};
use contract::value::Values;
use contract::{Action, FieldDef, Record, Refusal, Value};
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::journal::Job;
use super::start::{action, as_value, chosen};
use crate::access::{Granted, Order, Visible, several_of};
use crate::records::{self, Origin};
use crate::{Desk, Result, sharing};

/// A batch that was looked at.
pub(super) struct Ready {
    /// How many records it is of.
    pub(super) count: u64,
    /// The last of them.
    pub(super) last: Uuid,
    /// Those that may be changed, with what is to be set.
    pub(super) records: Vec<(Granted, Values)>,
    pub(super) notes: Vec<BulkNote>,
}

/// The next batch after a record; `None` at the end.
///
/// # Errors
/// When the database fails.
pub(super) async fn next(
    desk: &Desk,
    job: &Job,
    after: Option<Uuid>,
    size: u64,
) -> Result<Option<Ready>> {
    let ids = next_ids(desk, job, after, size).await?;
    let Some(last) = ids.last().copied() else {
        return Ok(None);
    };
    let (records, mut notes) = those(desk, job, &ids).await?;
    let noted = notes.iter().map(|note| note.record);
    let known: HashSet<Uuid> = records
        .iter()
        .map(|(granted, _)| granted.id())
        .chain(noted)
        .collect();
    let forbidden: Vec<Uuid> = ids
        .iter()
        .copied()
        .filter(|id| !known.contains(id))
        .collect();
    for (record, title) in records::titles_of(desk, &job.row.object, forbidden).await? {
        notes.push(BulkNote {
            record,
            title,
            refusal: Refusal::Forbidden,
        });
    }
    Ok(Some(Ready {
        count: ids.len() as u64,
        last,
        records,
        notes,
    }))
}

/// Those of some records that are still meant, as they are by now: what may be changed, with what is to be set in each, and why
/// others may not.
///
/// # Errors
/// When the database fails.
pub(super) async fn again(
    desk: &Desk,
    job: &Job,
    ids: &[Uuid],
) -> Result<(Vec<(Granted, Values)>, Vec<BulkNote>)> {
    let meant = meant(desk, job)?;
    let id = meant.column("id");
    let found = meant.only(id.is_in(ids.to_vec())).records(&[]).await?;
    let ids: Vec<Uuid> = found.into_iter().map(|record| record.id).collect();
    those(desk, job, &ids).await
}

/// Some records that may be changed, with what is to be set in each, and why others may not.
async fn those(
    desk: &Desk,
    job: &Job,
    ids: &[Uuid],
) -> Result<(Vec<(Granted, Values)>, Vec<BulkNote>)> {
    let object = desk.object(&job.row.object)?;
    let mut granted = match &job.deed {
        Deed::Restore => desk.granted_among_bin(&object.key, ids).await?,
        // What one has by a share alone is not passed on.
        Deed::Share(_) => {
            let own = desk.by_roles();
            own.granted_among(&object.key, ids, Action::Edit).await?
        }
        deed => desk.granted_among(&object.key, ids, action(deed)).await?,
    };
    let mut several = several_of(desk, &object, ids.to_vec()).await?;
    for granted in &mut granted {
        granted.set_several(several.remove(&granted.id()).unwrap_or_default());
    }
    let (mut ready, mut notes) = (Vec::new(), Vec::new());
    for granted in granted {
        match prepared(desk, &job.deed, &granted).await? {
            Ok(values) => ready.push((granted, values)),
            Err(refusal) => notes.push(noted(&granted, refusal)),
        }
    }
    Ok((ready, notes))
}

async fn next_ids(desk: &Desk, job: &Job, after: Option<Uuid>, size: u64) -> Result<Vec<Uuid>> {
    let mut visible = meant(desk, job)?;
    if let Some(after) = after {
        let id = visible.column("id");
        visible = visible.only(id.gt(after));
    }
    let found = visible
        .order("id", Order::Up)
        .first(size)
        .records(&[])
        .await?;
    Ok(found.into_iter().map(|record| record.id).collect())
}

/// What the job is about. What is made while the deed goes on was not among what the person saw.
fn meant(desk: &Desk, job: &Job) -> Result<Visible> {
    let visible = chosen(desk, &job.selection)?;
    let created = visible.column("created_at");
    let is_of_old =
        job.selection.matching.is_some() && visible.object().field("created_at").is_some();
    Ok(match is_of_old {
        true => visible.only(created.lte(job.row.created_at)),
        false => visible,
    })
}

/// Why a record was passed over.
pub(super) fn noted(granted: &Granted, refusal: Refusal) -> BulkNote {
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
