//! What people ask of deeds on many records.

use std::collections::HashSet;

use contract::dto::bulk::{BulkNote, BulkState, BulkStatus, Deed, MOST_CHOSEN, Selection};
use contract::{
    Action, FieldDef, FieldProblem, ObjectDef, Problem, Record, Refusal, Value, validation,
};
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::journal::{self, Job};
use super::{undo as backwards, work};
use crate::access::Visible;
use crate::records::{self, Origin};
use crate::{Desk, Error, Result, sharing};

/// Records are counted to this number before a deed begins.
pub(super) const COUNTED: u64 = 10_000_000;

/// Starts a deed under an id that the client made: a second try of the same answers how far the first one got.
///
/// # Errors
/// [`Refusal::Invalid`] at the fields of [`Deed::Set`], [`Refusal::Forbidden`] where the asker may do so to no record.
pub async fn start(desk: &Desk, id: Uuid, selection: Selection, deed: Deed) -> Result<BulkStatus> {
    if let Ok(job) = Job::of(desk, id).await {
        return Ok(job.status());
    }
    if selection.ids.len() > MOST_CHOSEN {
        let limit = u32::try_from(MOST_CHOSEN).unwrap_or(u32::MAX);
        return Err(Error::invalid("ids", Problem::TooMany { limit }));
    }
    let object = desk.object(&selection.object)?;
    desk.within_reach(&object.key, action(&deed))?;
    let deed = checked(desk, &object, deed).await?;
    let total = chosen(desk, &selection)?.count_to(COUNTED).await?;
    let job = Job::new(desk, id, selection, deed, total)?;
    job.insert(desk.crm().door().house().write()).await?;
    let status = job.status();
    work::begin(desk.crm(), job);
    Ok(status)
}

/// How far it got.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn status(desk: &Desk, id: Uuid) -> Result<BulkStatus> {
    Ok(Job::of(desk, id).await?.status())
}

/// Why records were passed over; the first 200.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn notes(desk: &Desk, id: Uuid) -> Result<Vec<BulkNote>> {
    let job = Job::of(desk, id).await?;
    journal::notes(desk.crm().door().house(), job.row.id).await
}

/// The asker's own, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn recent(desk: &Desk) -> Result<Vec<BulkStatus>> {
    Ok(Job::recent(desk).await?.iter().map(Job::status).collect())
}

/// Stops it where it stands.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn stop(desk: &Desk, id: Uuid) -> Result<BulkStatus> {
    take(desk, id, BulkState::Running, BulkState::Stopped).await
}

/// Takes it back as a whole. What somebody changed since by hand stays as they left it.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn undo(desk: &Desk, id: Uuid) -> Result<BulkStatus> {
    let job = Job::of(desk, id).await?;
    if !job.status().may_undo {
        return Ok(job.status());
    }
    let mut job = job;
    (job.state, job.row.cursor, job.row.done) = (BulkState::Undoing, None, 0);
    let is_ours = job.keep(desk.crm().door().house().write()).await?;
    if !is_ours {
        return status(desk, id).await;
    }
    let status = job.status();
    backwards::may(desk, &job)?;
    work::begin(desk.crm(), job);
    Ok(status)
}

/// Changes the state of a job from whoever works on it.
async fn take(desk: &Desk, id: Uuid, from: BulkState, to: BulkState) -> Result<BulkStatus> {
    // Between look and grasp a batch may end, and with it the moment that named its holder.
    for _ in 0..20 {
        let mut job = Job::of(desk, id).await?;
        if job.state != from {
            return Ok(job.status());
        }
        job.state = to;
        if job.keep(desk.crm().door().house().write()).await? {
            return Ok(job.status());
        }
    }
    status(desk, id).await
}

/// The right that a deed needs.
pub(super) fn action(deed: &Deed) -> Action {
    match deed {
        Deed::Set(_) | Deed::Add { .. } | Deed::Remove { .. } | Deed::Share(_) => Action::Edit,
        Deed::Delete | Deed::Restore => Action::Delete,
    }
}

/// The records that are meant, as far as the asker sees them.
pub(super) fn chosen(desk: &Desk, selection: &Selection) -> Result<Visible> {
    let mut visible = match (&selection.matching, selection.in_bin) {
        // Of a question to the bin only its words count, see `records::bin`.
        (matching, true) => {
            let words = matching.as_ref().map_or("", |query| query.words.as_str());
            records::binned(desk, &*desk.object(&selection.object)?, words)?
        }
        (Some(query), false) if query.object == selection.object => records::matching(desk, query)?,
        (Some(_), false) => return Err(Error::invalid("matching", Problem::WrongKind)),
        (None, false) => desk.visible(&selection.object)?,
    };
    let id = visible.column("id");
    if selection.matching.is_none() {
        visible = visible.only(id.is_in(selection.ids.clone()));
    } else if !selection.except.is_empty() {
        visible = visible.only(id.is_not_in(selection.except.clone()));
    }
    Ok(visible)
}

/// What is wrong with a deed whatever record it meets is said before it begins.
pub(super) async fn checked(desk: &Desk, object: &ObjectDef, deed: Deed) -> Result<Deed> {
    match deed {
        Deed::Set(mut values) => {
            let mut problems = Vec::new();
            for (key, value) in &values {
                match object.field(key) {
                    // The job keeps what it writes; and what is sensitive is of one record.
                    Some(field) if !field.is_typed() || field.sensitive && !value.is_empty() => {
                        problems.push(FieldProblem::new(key, Problem::WrongKind));
                    }
                    Some(field) if field.unique && !value.is_empty() => {
                        problems.push(FieldProblem::new(key, Problem::Taken));
                    }
                    Some(field) => {
                        let problem = validation::check(field, value);
                        problems.extend(problem.map(|problem| FieldProblem::new(key, problem)));
                    }
                    None => problems.push(FieldProblem::new(key, Problem::Unknown)),
                }
            }
            if values.is_empty() {
                problems.push(FieldProblem::new("values", Problem::Required));
            }
            if problems.is_empty() {
                // Links and numbers are the same for all records, so they are looked at once.
                let kept: Vec<String> = values.keys().cloned().collect();
                let anything = Record {
                    object: object.key.clone(),
                    ..Record::default()
                };
                let found =
                    records::prepare(desk, object, Some(&anything), &mut values, Origin::Form)
                        .await?;
                let own = found
                    .into_iter()
                    .filter(|problem| kept.contains(&problem.field));
                problems.extend(own);
                values.retain(|key, _| kept.contains(key));
            }
            if problems.is_empty() {
                Ok(Deed::Set(values))
            } else {
                Err(Refusal::Invalid(problems).into())
            }
        }
        Deed::Add { field, values } => {
            let values = several(object, &field, values, true)?;
            Ok(Deed::Add { field, values })
        }
        Deed::Remove { field, values } => {
            let values = several(object, &field, values, false)?;
            Ok(Deed::Remove { field, values })
        }
        Deed::Share(terms) => {
            sharing::check_many(desk, object, &terms).await?;
            Ok(Deed::Share(terms))
        }
        other @ (Deed::Delete | Deed::Restore) => Ok(other),
    }
}

fn several(
    object: &ObjectDef,
    key: &str,
    values: Vec<String>,
    is_added: bool,
) -> Result<Vec<String>> {
    let field = object
        .field(key)
        .filter(|field| field.kind.is_several() && field.is_typed())
        .ok_or_else(|| Error::invalid(key, Problem::WrongKind))?;
    let mut seen = HashSet::new();
    let values: Vec<String> = values
        .into_iter()
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty() && seen.insert(value.clone()))
        .collect();
    if values.is_empty() {
        return Err(Error::invalid(key, Problem::Required));
    }
    if is_added && let Some(problem) = validation::check(field, &as_value(field, &values)) {
        return Err(Error::invalid(key, problem));
    }
    Ok(values)
}

/// Words, keys or ids as the value of a field that holds several.
pub(super) fn as_value(field: &FieldDef, values: &[String]) -> Value {
    if field.kind.is_relation() {
        let ids = values.iter().filter_map(|value| value.parse().ok());
        return Value::Links(ids.map(contract::Link::to).collect());
    }
    Value::Tags(values.to_vec())
}
