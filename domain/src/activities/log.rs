//! Logging what was done in a few touches, and finishing or moving what is to be done.

use chrono::{DateTime, Utc};
use contract::dto::activities::{About, Logged, NextStep, QuickLog};
use contract::dto::records::EventAction;
use contract::objects::ACTIVITY;
use contract::value::Values;
use contract::{Action, Link, ObjectDef, Problem, Record, Refusal, Value};
use uuid::Uuid;

use crate::access::NewRecord;
use crate::records::{self, Origin, prepare};
use crate::{Desk, Error, Result};

/// The longest subject made from a text, in characters.
const SUBJECT: usize = 80;

/// Logs what was done, and plans what follows. A second try of the same log finds the first.
///
/// # Errors
/// [`Refusal::Invalid`] with each problem at its field.
pub async fn log(desk: &Desk, log: QuickLog) -> Result<Logged> {
    let next_id = log.next_step.as_ref().map(|_| following(log.id));
    let logged = Logged {
        activity: log.id,
        next_step: next_id,
    };
    if desk.granted(ACTIVITY, log.id, Action::See).await.is_ok() {
        return Ok(logged);
    }
    let object = desk.object(ACTIVITY)?;
    let mut done = done_values(desk, &object, &log)?;
    let mut problems = prepare(desk, &object, None, &mut done, Origin::Form).await?;
    let mut records = vec![NewRecord {
        id: log.id,
        values: done,
        batch: None,
    }];
    if let Some((id, step)) = next_id.zip(log.next_step.as_ref()) {
        let mut values = step_values(&object, log.about.as_ref(), step)?;
        problems.extend(prepare(desk, &object, None, &mut values, Origin::Form).await?);
        records.push(NewRecord {
            id,
            values,
            batch: None,
        });
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let mut write = desk.write().await?;
    let values: Vec<Values> = records.iter().map(|record| record.values.clone()).collect();
    write.insert(&object, records, EventAction::Created).await?;
    super::follow(&write, ACTIVITY, &values).await?;
    write.commit().await?;
    Ok(logged)
}

/// The id of the next step of a log: always the same for the same log, so that a second try makes no second step.
fn following(id: Uuid) -> Uuid {
    let mut bytes = *id.as_bytes();
    bytes[15] ^= 1;
    Uuid::from_bytes(bytes)
}

fn done_values(desk: &Desk, object: &ObjectDef, log: &QuickLog) -> Result<Values> {
    let text = log.text.trim();
    let kind = object
        .field("kind")
        .and_then(|field| field.choice(&log.kind))
        .ok_or_else(|| Error::invalid("kind", Problem::UnknownChoice))?;
    if log.about.is_none() && text.is_empty() {
        return Err(Error::invalid("about", Problem::Required));
    }
    if log.kind == "task" && log.due_at.is_none() {
        return Err(Error::invalid("due_at", Problem::Required));
    }
    let (subject, body) = parted(text);
    let subject = if subject.is_empty() {
        kind.label.get(desk.preferences().language).to_owned()
    } else {
        subject
    };
    let mut values = Values::from([
        ("subject".to_owned(), Value::Text(subject)),
        ("kind".to_owned(), log.kind.as_str().into()),
    ]);
    set(&mut values, "body", Value::Text(body));
    set(&mut values, "outcome", Value::Text(log.outcome.clone()));
    set(
        &mut values,
        "due_at",
        log.due_at.map_or(Value::Empty, Value::DateTime),
    );
    set_about(object, &mut values, log.about.as_ref())?;
    Ok(values)
}

fn step_values(object: &ObjectDef, about: Option<&About>, step: &NextStep) -> Result<Values> {
    let mut values = Values::from([
        ("subject".to_owned(), step.subject.as_str().into()),
        ("kind".to_owned(), step.kind.as_str().into()),
        ("status".to_owned(), "open".into()),
        ("due_at".to_owned(), Value::DateTime(step.due_at)),
    ]);
    set_about(object, &mut values, about)?;
    Ok(values)
}

fn set_about(object: &ObjectDef, values: &mut Values, about: Option<&About>) -> Result<()> {
    let Some(about) = about else { return Ok(()) };
    let field = object
        .relations_to(&about.object)
        .next()
        .ok_or_else(|| Error::invalid("about", Problem::PointsNowhere))?;
    values.insert(field.key.clone(), Value::Link(Link::to(about.id)));
    Ok(())
}

fn set(values: &mut Values, key: &str, value: Value) {
    if !value.is_empty() {
        values.insert(key.to_owned(), value);
    }
}

/// The first line as a subject, and the whole as a body where it says more.
fn parted(text: &str) -> (String, String) {
    let line = text.lines().next().unwrap_or_default().trim();
    let subject: String = line.chars().take(SUBJECT).collect();
    let body = if subject.chars().count() == text.chars().count() {
        String::new()
    } else {
        text.to_owned()
    };
    (subject, body)
}

/// Marks an activity as done, or as open again.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn set_done(desk: &Desk, id: Uuid, done: bool) -> Result<Record> {
    change(
        desk,
        id,
        "status",
        if done { "done" } else { "open" }.into(),
    )
    .await
}

/// Gives an activity another time.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`].
pub async fn reschedule(desk: &Desk, id: Uuid, due_at: DateTime<Utc>) -> Result<Record> {
    change(desk, id, "due_at", Value::DateTime(due_at)).await
}

async fn change(desk: &Desk, id: Uuid, field: &str, value: Value) -> Result<Record> {
    let values = Values::from([(field.to_owned(), value)]);
    records::set(desk, ACTIVITY, id, values).await
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn a_short_text_is_a_subject_and_a_long_one_has_a_body() {
        assert_eq!(parted("Call back"), ("Call back".into(), String::new()));
        assert_eq!(parted("One\ntwo"), ("One".into(), "One\ntwo".into()));
        let long = "预".repeat(90);
        assert_eq!(parted(&long), ("预".repeat(80), long.clone()));
    }
}
