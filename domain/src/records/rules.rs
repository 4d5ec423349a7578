//! What the trade asks of values before they are written, whoever writes them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};
use contract::objects::{ACTIVITY, DEAL, LEAD, USER};
use contract::query::Asker;
use contract::value::Values;
use contract::{
    Action, FieldDef, FieldKind, FieldProblem, Link, ObjectDef, Problem, Record, Role,
    StageOutcome, Value, layout, validation,
};
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::fill::ids;
use crate::access::is_taken;
use crate::import::{CellProblem, Country, parse_phone};
use crate::{Desk, Result, clock, derived, files, users};

/// Where values come from; an import knows things that a form must not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A form: kept fields are not for it to set.
    Form,
    /// A program that asks by a key: like a form, but it may tell the id that a record has elsewhere.
    Program,
    /// A deed of the house on somebody's behalf, such as a conversion or the board.
    Deed,
    /// The same change for many records, whose links and numbers were looked at once for all.
    Many,
    /// A file: kept fields may come with it, and what it tells of the past need not be complete.
    File,
}

/// Kept fields that a form may set, since a stage asks for them.
const ASKED_BY_A_STAGE: [&str; 2] = ["lost_reason", "lost_note"];

/// The field of the id that a record has in another system.
pub const EXTERNAL_ID: &str = "external_id";

/// Completes values by the rules of their object and answers every problem they have.
/// `before` is the record as it stands, `None` for a new one.
///
/// # Errors
/// When the database fails. Problems are no error here: they are the answer.
pub async fn prepare(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
    origin: Origin,
) -> Result<Vec<FieldProblem>> {
    tidy(values);
    let mut problems = unknown(object, values, origin);
    complete(desk, object, before, values, origin).await?;
    problems.extend(validation::check_all(object, values));
    if before.is_none() {
        problems.extend(validation::missing(object, values));
    }
    problems.extend(no_administrator(desk, object, before, values).await?);
    if origin != Origin::File {
        problems.extend(no_reason(object, values));
    }
    if matches!(origin, Origin::Form | Origin::Deed | Origin::Program) {
        problems.extend(phones(desk, object, values));
        problems.extend(pointing_nowhere(desk, object, before, values).await?);
        problems.extend(taken(desk, object, before, values).await?);
    }
    if matches!(origin, Origin::Form | Origin::Program) {
        problems.extend(unlaid(desk, object, before, values));
    }
    problems.extend(derived::settle(desk, object, before, values).await?);
    Ok(problems)
}

/// What the layout of the object asks under conditions and does not get.
fn unlaid(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Vec<FieldProblem> {
    let zone = &desk.preferences().time_zone;
    let asker = Asker {
        me: desk.actor().id(),
        team: &[],
        now: desk.now(),
        day_of: &|at| clock::today(at, zone),
    };
    let roles = [desk.actor().role().key().to_owned()];
    let before = before.map(|before| &before.values);
    layout::broken(object, &roles, before, values, &asker)
}

/// The last administrator keeps that role.
async fn no_administrator(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Result<Option<FieldProblem>> {
    let Some(before) = before.filter(|_| object.key == USER) else {
        return Ok(None);
    };
    let leaves = values
        .get("role")
        .is_some_and(|role| role.text() != Some(Role::Administrator.key()));
    let is_last = leaves && users::is_last_administrator(desk, before).await?;
    Ok(is_last.then(|| FieldProblem::new("role", Problem::LastAdministrator)))
}

/// Blanks around text are no text.
fn tidy(values: &mut Values) {
    for value in values.values_mut() {
        if let Value::Text(text) = value {
            let trimmed = text.trim();
            if trimmed.len() != text.len() {
                *value = Value::Text(trimmed.to_owned());
            }
        }
    }
}

/// Whether the value of a field may come from there.
#[must_use]
pub fn may_set(field: &FieldDef, origin: Origin) -> bool {
    match origin {
        Origin::Deed | Origin::File => true,
        _ if field.derived.is_some() => false,
        Origin::Program if field.key == EXTERNAL_ID => true,
        Origin::Form | Origin::Many | Origin::Program => {
            !field.system || ASKED_BY_A_STAGE.contains(&field.key.as_str())
        }
    }
}

fn unknown(object: &ObjectDef, values: &Values, origin: Origin) -> Vec<FieldProblem> {
    values
        .keys()
        .filter(|key| {
            !object
                .field(key)
                .is_some_and(|field| may_set(field, origin))
        })
        .map(|key| FieldProblem::new(key, Problem::WrongKind))
        .collect()
}

async fn complete(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
    origin: Origin,
) -> Result<()> {
    // An import asks for a whole batch what each row takes over, see `import/engine/trade.rs`.
    if matches!(origin, Origin::Form | Origin::Deed | Origin::Program) {
        inherit(desk, object, before, values).await?;
    }
    if before.is_none() {
        own(desk, object, values);
        start(desk, object, values, origin);
    }
    match object.key.as_str() {
        DEAL => deal(desk, object, before, values, origin),
        ACTIVITY => activity(desk, before, values, origin),
        LEAD if before.is_none() => fill(values, "status", "new"),
        contract::objects::USER => user(before, values),
        _ => {}
    }
    Ok(())
}

/// What a record takes over from what it points to: a payment belongs to whom its contract belongs, what is about a
/// deal is about its customer too. A record that the asker may not see passes nothing on.
async fn inherit(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
) -> Result<()> {
    let mut known: HashMap<Uuid, Option<Record>> = HashMap::new();
    for field in &object.fields {
        let held = values.get(&field.key);
        let held = held.or(before.map(|before| before.value(&field.key)));
        if field.inherits.is_empty() || held.is_some_and(|value| !value.is_empty()) {
            continue;
        }
        for by in field.inherits.iter().filter_map(|by| object.field(by)) {
            // A value that was taken out by hand stays out until the relation is another one.
            let (Some(id), Some(target)) = (values.get(&by.key).and_then(Value::id), &by.relation)
            else {
                continue;
            };
            let theirs = match known.entry(id) {
                Entry::Occupied(seen) => seen.into_mut(),
                Entry::Vacant(unseen) => {
                    unseen.insert(match desk.granted(target, id, Action::See).await {
                        Ok(granted) => Some(granted.into_record()),
                        Err(crate::Error::Refused(_)) => None,
                        Err(error) => return Err(error),
                    })
                }
            };
            if let Some(value) = theirs
                .as_ref()
                .map(|record| record.value(&field.key))
                .filter(|value| !value.is_empty())
            {
                values.insert(field.key.clone(), value.clone());
                break;
            }
        }
    }
    Ok(())
}

/// A new record belongs to who makes it, unless it says otherwise.
fn own(desk: &Desk, object: &ObjectDef, values: &mut Values) {
    let lacks_owner =
        object.field("owner").is_some() && values.get("owner").is_none_or(Value::is_empty);
    if let Some(me) = desk.actor().id().filter(|_| lacks_owner) {
        values.insert("owner".to_owned(), Value::Link(Link::to(me)));
    }
}

/// What a new record has where nothing else was said. Who leaves a field empty on purpose says so; a file has blanks.
fn start(desk: &Desk, object: &ObjectDef, values: &mut Values, origin: Origin) {
    for field in &object.fields {
        let Some(default) = &field.default else {
            continue;
        };
        let is_said = values
            .get(&field.key)
            .is_some_and(|value| origin != Origin::File || !value.is_empty());
        if is_said {
            continue;
        }
        let value = match (field.kind, default) {
            (FieldKind::User, Value::Text(word)) if word == "me" => desk
                .actor()
                .id()
                .map_or(Value::Empty, |me| Value::Link(Link::to(me))),
            (_, default) => default.clone(),
        };
        values.insert(field.key.clone(), value);
    }
}

/// A deal's outcome, win chance and closing follow its stage.
fn deal(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
    origin: Origin,
) {
    if before.is_none() && values.get("stage").is_none_or(Value::is_empty) {
        let first = object
            .field("stage")
            .and_then(|field| field.choices.first())
            .map(|stage| stage.key.clone());
        values.insert("stage".to_owned(), first.map_or(Value::Empty, Value::Text));
    }
    let Some(stage) = values.get("stage").and_then(Value::text).map(str::to_owned) else {
        return;
    };
    if before.is_some_and(|before| before.text("stage") == stage) {
        return;
    }
    let Some(choice) = object.field("stage").and_then(|field| field.choice(&stage)) else {
        return;
    };
    let now = Value::DateTime(desk.now());
    let outcome = choice.outcome.unwrap_or_default();
    let word = match outcome {
        StageOutcome::Open => "open",
        StageOutcome::Won => "won",
        StageOutcome::Lost => "lost",
    };
    fill_new(values, before, "outcome", word.into());
    fill_new(
        values,
        before,
        "probability",
        Value::Integer(choice.probability.unwrap_or_default().into()),
    );
    fill_new(values, before, "stage_since", now.clone());
    let closed = if outcome == StageOutcome::Open {
        Value::Empty
    } else {
        now
    };
    fill_new(values, before, "closed_at", closed);
    if outcome != StageOutcome::Lost && before.is_some() {
        values.insert("lost_reason".to_owned(), Value::Empty);
        values.insert("lost_note".to_owned(), Value::Empty);
    } else if outcome == StageOutcome::Lost && origin != Origin::File {
        // The empty reason is what `no_reason` finds.
        values.entry("lost_reason".to_owned()).or_default();
    }
}

/// A deal that is lost now says why.
fn no_reason(object: &ObjectDef, values: &Values) -> Option<FieldProblem> {
    let is_lost_now =
        object.key == DEAL && values.get("outcome").and_then(Value::text) == Some("lost");
    let has_reason = values
        .get("lost_reason")
        .is_some_and(|reason| !reason.is_empty());
    (is_lost_now && !has_reason).then(|| FieldProblem::new("lost_reason", Problem::Required))
}

/// A value that follows from another: set where the same change does not set it itself.
fn fill_new(values: &mut Values, before: Option<&Record>, key: &str, value: Value) {
    if before.is_some() || values.get(key).is_none_or(Value::is_empty) {
        values
            .entry(key.to_owned())
            .and_modify(|held| {
                if held.is_empty() {
                    *held = value.clone()
                }
            })
            .or_insert(value);
    }
}

/// What was done has happened; what is to be done has a status.
fn activity(desk: &Desk, before: Option<&Record>, values: &mut Values, origin: Origin) {
    let now = desk.now();
    if before.is_none() {
        let is_planned = values.get("kind").and_then(Value::text) == Some("task")
            || moment(values, "due_at").is_some();
        fill(values, "kind", "note");
        fill(values, "status", if is_planned { "open" } else { "done" });
        let started = moment(values, "created_at")
            .or_else(|| moment(values, "due_at"))
            .filter(|_| origin == Origin::File);
        values
            .entry("at".to_owned())
            .or_insert(Value::DateTime(started.unwrap_or(now)));
    }
    let Some(status) = values.get("status").and_then(Value::text) else {
        return;
    };
    let was_done = before.is_some_and(|before| before.text("status") == "done");
    match (status, was_done) {
        ("done", false) => {
            let done_at = moment(values, "done_at")
                .or_else(|| moment(values, "at").filter(|_| before.is_none()))
                .unwrap_or(now);
            values.insert("done_at".to_owned(), Value::DateTime(done_at));
            if before.is_some() {
                values.insert("at".to_owned(), Value::DateTime(done_at));
            }
        }
        ("done", true) => {}
        _ if before.is_some() => {
            values.insert("done_at".to_owned(), Value::Empty);
        }
        _ => {}
    }
}

/// One signs in by an e-mail in lower case.
fn user(before: Option<&Record>, values: &mut Values) {
    if let Some(Value::Text(email)) = values.get_mut("email") {
        *email = email.to_lowercase();
    }
    if before.is_none() {
        fill(values, "role", "salesperson");
    }
}

fn fill(values: &mut Values, key: &str, text: &str) {
    if values.get(key).is_none_or(Value::is_empty) {
        values.insert(key.to_owned(), text.into());
    }
}

fn moment(values: &Values, key: &str) -> Option<DateTime<Utc>> {
    match values.get(key) {
        Some(Value::DateTime(at)) => Some(*at),
        _ => None,
    }
}

fn phones(desk: &Desk, object: &ObjectDef, values: &Values) -> Vec<FieldProblem> {
    let home = desk.crm().settings().country;
    let phones = object
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Phone);
    phones
        .filter_map(|field| {
            let text = values
                .get(&field.key)?
                .text()
                .filter(|text| !text.is_empty())?;
            impossible(text, home).map(|problem| FieldProblem::new(&field.key, problem))
        })
        .collect()
}

/// Why a telephone number cannot exist, by the plan of its country; for a form that is still being filled in.
#[must_use]
pub fn phone_problem(desk: &Desk, text: &str) -> Option<Problem> {
    let text = text.trim();
    impossible(text, desk.crm().settings().country).filter(|_| !text.is_empty())
}

fn impossible(text: &str, home: Country) -> Option<Problem> {
    Some(match parse_phone(text, home).err()? {
        CellProblem::PhoneTooShort { missing } => Problem::PhoneTooShort { missing },
        CellProblem::PhoneTooLong { extra } => Problem::PhoneTooLong { extra },
        _ => Problem::NotAPhone,
    })
}

/// Links must point to records that the asker may see, users to users. A link that stood before may stay.
async fn pointing_nowhere(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Result<Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for field in &object.fields {
        for id in values.get(&field.key).into_iter().flat_map(ids) {
            if before.is_some_and(|before| ids(before.value(&field.key)).any(|held| held == id)) {
                continue;
            }
            let is_there = match (field.kind, field.relation.as_deref()) {
                (FieldKind::File, _) => match before {
                    Some(before) => files::is_on(desk, &object.key, before.id, id).await?,
                    // A file is put on a record, so it comes after it.
                    None => false,
                },
                (_, Some(target)) => is_seen(desk, target, id).await?,
                (_, None) => desk.crm().knows(id).await?,
            };
            if !is_there {
                problems.push(FieldProblem::new(&field.key, Problem::PointsNowhere));
                break;
            }
        }
    }
    Ok(problems)
}

/// Values of unique fields that another living record has, whoever may see it. That of two at the same moment only
/// one is taken is for the index to say.
pub(crate) async fn taken(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Result<Vec<FieldProblem>> {
    let mut problems = Vec::new();
    for field in object.fields.iter().filter(|field| field.unique) {
        let Some(value) = values.get(&field.key).filter(|value| !value.is_empty()) else {
            continue;
        };
        if before.is_some_and(|before| before.value(&field.key).same(value)) {
            continue;
        }
        if is_taken(desk, object, field, value).await? {
            problems.push(FieldProblem::new(&field.key, Problem::Taken));
        }
    }
    Ok(problems)
}

async fn is_seen(desk: &Desk, object: &str, id: Uuid) -> Result<bool> {
    let Ok(visible) = desk.visible(object) else {
        return Ok(false);
    };
    let column = visible.column("id");
    Ok(visible
        .only(Condition::all().add(column.eq(id)))
        .count_to(1)
        .await?
        == 1)
}
