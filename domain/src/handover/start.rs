//! What administrators ask of hand-overs.

use std::collections::BTreeMap;

use contract::dto::bulk::{BulkState, Deed};
use contract::dto::handover::{HandOver, HandOverStatus, Portion, Stayed};
use contract::value::Values;
use contract::{Action, FieldProblem, Link, Problem, Reach, Refusal, Value};
use uuid::Uuid;

use super::belongings::owned;
use super::journal::Journal;
use super::{things, work};
use crate::access::Write;
use crate::bulk::Part;
use crate::log::{Note, note_within};
use crate::{Desk, Error, Result, users};

/// Starts a hand-over under an id that the client made: a second try of the same answers how far the first one got.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`]; [`Refusal::Invalid`] at an object whose records cannot go to whom they are
/// meant for, at `things`, and at `portions` where nothing is to be done.
pub async fn start(desk: &Desk, id: Uuid, asked: HandOver) -> Result<HandOverStatus> {
    desk.must_administer()?;
    if let Ok(known) = status(desk, id).await {
        return Ok(known);
    }
    desk.crm().knows(asked.user).await?;
    let people = desk.crm().people();
    let name = people.name(asked.user).ok_or(Refusal::NotFound)?.to_owned();
    checked(desk, &asked).await?;
    let mut parts = Vec::new();
    for Portion { object, to } in &asked.portions {
        let selection = desk.object(object).ok();
        let selection = selection.and_then(|object| owned(&object, asked.user));
        let selection = selection.ok_or_else(|| Error::invalid(object, Problem::Unknown))?;
        let owner = ("owner".to_owned(), Value::Link(Link::to(*to)));
        let deed = Deed::Set(Values::from([owner]));
        parts.push(Part::plan(desk, id, selection, deed).await?);
    }
    let mut journal = Journal::new(desk, id, (asked.user, name), &asked.portions)?;
    let desk = desk.clone().for_request(id);
    let mut write = desk.write().await?;
    if let Some(to) = asked.things_to {
        journal.things = things::give(write.transaction(), asked.user, to).await?;
    }
    if asked.leaves {
        users::let_go(&mut write, asked.user).await?;
        journal.row.has_left = true;
    }
    for part in &parts {
        part.keep(write.transaction()).await?;
    }
    journal.insert(write.transaction()).await?;
    told(&write, &journal, &parts, "begun").await?;
    write.commit().await?;
    if asked.leaves {
        desk.crm().refresh().await?;
    }
    let status = journal.status(&desk, &parts);
    work::begin(desk.crm(), journal);
    Ok(status)
}

/// Who gets something must be there and may see what they get; and something must be asked for.
async fn checked(desk: &Desk, asked: &HandOver) -> Result<()> {
    let mut problems = Vec::new();
    if asked.portions.is_empty() && asked.things_to.is_none() && !asked.leaves {
        problems.push(FieldProblem::new("portions", Problem::Required));
    }
    for (place, portion) in asked.portions.iter().enumerate() {
        let is_twice = asked.portions[..place]
            .iter()
            .any(|other| other.object == portion.object);
        if is_twice || !takes(desk, asked.user, portion.to, Some(&portion.object)).await? {
            problems.push(FieldProblem::new(&portion.object, Problem::PointsNowhere));
        }
    }
    if let Some(to) = asked.things_to
        && !takes(desk, asked.user, to, None).await?
    {
        problems.push(FieldProblem::new("things", Problem::PointsNowhere));
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Invalid(problems).into()),
    }
}

async fn takes(desk: &Desk, from: Uuid, to: Uuid, object: Option<&str>) -> Result<bool> {
    let is_there = desk.crm().people().all().iter().any(|one| one.id == to);
    if from == to || !is_there {
        return Ok(false);
    }
    let Some(object) = object else {
        return Ok(true);
    };
    let theirs = desk.crm().desk_of(to).await?;
    Ok(theirs.reach(object, Action::See) > Reach::None)
}

/// How far it got.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn status(desk: &Desk, id: Uuid) -> Result<HandOverStatus> {
    let journal = Journal::of(desk, id).await?;
    Ok(journal.status(desk, &Part::all(desk, id).await?))
}

/// The last ones, the newest first.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn recent(desk: &Desk) -> Result<Vec<HandOverStatus>> {
    let mut told = Vec::new();
    for journal in Journal::recent(desk).await? {
        let parts = Part::all(desk, journal.row.id).await?;
        told.push(journal.status(desk, &parts));
    }
    Ok(told)
}

/// Why records stayed as they were; the first 200 of each object.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn notes(desk: &Desk, id: Uuid) -> Result<Vec<Stayed>> {
    let journal = Journal::of(desk, id).await?;
    let mut all = Vec::new();
    for part in Part::all(desk, journal.row.id).await? {
        let notes = part.notes(desk).await?;
        if !notes.is_empty() {
            let object = part.status().object;
            all.push(Stayed { object, notes });
        }
    }
    Ok(all)
}

/// Takes it back as a whole: records, views, plans of imports, and the user can sign in again. What somebody changed since by
/// hand stays as they left it; sessions and keys that ended stay ended.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`], and [`Refusal::Invalid`] at `email` where the user cannot come back.
pub async fn undo(desk: &Desk, id: Uuid) -> Result<HandOverStatus> {
    let mut journal = Journal::of(desk, id).await?;
    if !journal.may_undo() {
        return status(desk, id).await;
    }
    let mut parts = Part::all(desk, id).await?;
    journal.state = BulkState::Undoing;
    let desk = desk.clone().for_request(Uuid::now_v7());
    let mut write = desk.write().await?;
    if !journal.keep(write.transaction()).await? {
        drop(write);
        return status(&desk, id).await;
    }
    for part in &mut parts {
        part.turn_back(write.transaction()).await?;
    }
    things::give_back(write.transaction(), &journal.things, journal.row.user_id).await?;
    let is_gone = |user| !desk.crm().people().all().iter().any(|one| one.id == user);
    if journal.row.has_left && is_gone(journal.row.user_id) {
        users::let_in(&mut write, journal.row.user_id).await?;
    }
    told(&write, &journal, &parts, "undone").await?;
    write.commit().await?;
    desk.crm().refresh().await?;
    let status = journal.status(&desk, &parts);
    work::begin(desk.crm(), journal);
    Ok(status)
}

/// Notes in the log whose things went to whom.
async fn told(write: &Write<'_>, journal: &Journal, parts: &[Part], what: &str) -> Result<()> {
    let status = journal.status(write.desk(), parts);
    let [records, ..] = status.sums();
    let to: Vec<String> = status
        .portions
        .iter()
        .map(|portion| format!("{}: {}", portion.object, portion.to))
        .collect();
    let is = |value: Value| [Value::Empty, value];
    let number = |count: u64| Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let mut changes = BTreeMap::from([
        ("step".to_owned(), is(what.into())),
        ("from".to_owned(), is(Value::Text(status.name.clone()))),
        ("records".to_owned(), is(number(records))),
        ("deactivated".to_owned(), is(Value::YesNo(status.has_left))),
    ]);
    if !to.is_empty() {
        changes.insert("to".to_owned(), is(Value::Text(to.join(", "))));
    }
    let note = Note::Administered {
        what: "hand_over",
        id: status.id,
        changes,
    };
    note_within(write, note).await
}
