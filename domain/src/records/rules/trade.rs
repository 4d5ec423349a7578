//! What follows from a deal's stage, an activity's status, and the like.

use chrono::{DateTime, Utc};
use contract::objects::{ACTIVITY, DEAL, LEAD, USER};
use contract::value::Values;
use contract::{FieldProblem, ObjectDef, Problem, Record, StageOutcome, Value};

use super::Origin;
use crate::Desk;

/// Sets what follows from other values of the same record.
pub(super) fn follow(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
    origin: Origin,
) {
    match object.key.as_str() {
        DEAL => deal(desk, object, before, values, origin),
        ACTIVITY => activity(desk, before, values, origin),
        LEAD if before.is_none() => fill(values, "status", "new"),
        USER => user(before, values),
        _ => {}
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
        // Pipelines may have been put away; then the first of all stages is where deals come in.
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
pub(super) fn no_reason(object: &ObjectDef, values: &Values) -> Option<FieldProblem> {
    let is_lost_now =
        object.key == DEAL && values.get("outcome").and_then(Value::text) == Some("lost");
    let has_reason = values
        .get("lost_reason")
        .is_some_and(|reason| !reason.is_empty());
    (is_lost_now && !has_reason).then(|| FieldProblem::new("lost_reason", Problem::Required))
}

/// Fields that a stage asks for before a record may stand in it, and that are empty.
pub(super) fn not_ready(
    object: &ObjectDef,
    before: Option<&Record>,
    values: &Values,
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    for field in &object.fields {
        let Some(stage) = values.get(&field.key).and_then(Value::text) else {
            continue;
        };
        if before.is_some_and(|before| before.text(&field.key) == stage) {
            continue;
        }
        let required = field.choice(stage).map(|choice| choice.requires.as_slice());
        for key in required.unwrap_or_default() {
            let held = values.get(key);
            let held = held.or(before.map(|before| before.value(key)));
            let is_there = object.field(key).is_none() || held.is_some_and(|held| !held.is_empty());
            if !is_there {
                problems.push(FieldProblem::new(key, Problem::Required));
            }
        }
    }
    problems
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
