//! `GET` and `POST /{object}/{id}/consents`: what a person says to being contacted.

use std::sync::Arc;

use axum::Json;
use axum::http::StatusCode;
use contract::dto::consents::{Consents, RecordConsent};
use contract::objects::is_person;
use contract::{Action, ObjectDef};
use domain::{Desk, consents};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::body::Unread;
use super::caller::Caller;
use super::objects::{self, Place};
use super::problem::{BODY, Fault, Problem, pointer};

pub(super) async fn read(
    caller: Caller,
    Place((path, id)): Place<(String, String)>,
) -> Result<Json<Value>, Problem> {
    let (object, id) = (of_people(&caller.desk, &path)?, objects::id(&id)?);
    let known = consents::of(&caller.desk, &object.key, id).await?;
    Ok(Json(shown(id, &known)))
}

pub(super) async fn record(
    caller: Caller,
    Place((path, id)): Place<(String, String)>,
    body: Unread,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let (object, id) = (of_people(&caller.desk, &path)?, objects::id(&id)?);
    objects::must(&caller.desk, &object, Action::Edit)?;
    let mut body = body.json().await?;
    let said = Said {
        purpose: part(&mut body, "purpose", true)?,
        channels: part(&mut body, "channels", true)?,
        state: part(&mut body, "state", true)?,
        on: part(&mut body, "on", true)?,
        source: part(&mut body, "source", true)?,
        wording: part(&mut body, "wording", false)?,
        note: part(&mut body, "note", false)?,
        file: part(&mut body, "file", false)?,
    };
    if let Some(key) = body.keys().next() {
        return Err(wrong(key, "unknown_field", "There is no such part."));
    }
    let asked = said.of(&object.key, id);
    let known = consents::record(&caller.desk, &asked).await?;
    Ok((StatusCode::CREATED, Json(shown(id, &known))))
}

/// An object whose records are people; any other has no such address.
fn of_people(desk: &Desk, path: &str) -> Result<Arc<ObjectDef>, Problem> {
    let object = objects::of(desk, path)?;
    match is_person(&object.key) {
        true => Ok(object),
        false => Err(Problem::not_found()),
    }
}

/// What is sent, part by part.
struct Said {
    purpose: Uuid,
    channels: Vec<contract::dto::consents::Channel>,
    state: contract::dto::consents::ConsentState,
    on: chrono::NaiveDate,
    source: contract::dto::consents::ConsentSource,
    wording: Option<i32>,
    note: Option<String>,
    file: Option<Uuid>,
}

impl Said {
    fn of(self, object: &str, record: Uuid) -> RecordConsent {
        RecordConsent {
            object: object.to_owned(),
            record,
            purpose: self.purpose,
            channels: self.channels,
            state: self.state,
            on: self.on,
            source: self.source,
            wording: self.wording,
            note: self.note.unwrap_or_default(),
            file: self.file,
        }
    }
}

fn part<T: for<'de> Deserialize<'de>>(
    body: &mut Map<String, Value>,
    key: &str,
    is_required: bool,
) -> Result<T, Problem> {
    let value = body.remove(key).unwrap_or(Value::Null);
    if is_required && value.is_null() {
        return Err(wrong(key, "required", "It is missing."));
    }
    serde_json::from_value(value).map_err(|_| wrong(key, "wrong_type", "It cannot be read."))
}

fn wrong(key: &str, code: &str, detail: &'static str) -> Problem {
    Problem::invalid(vec![Fault::at(pointer(BODY, key), code, detail)])
}

fn shown(record: Uuid, known: &Consents) -> Value {
    let purposes = known.purposes.iter().map(|purpose| {
        json!({
            "id": purpose.id,
            "name": {"en": purpose.name.en, "zh-CN": purpose.name.zh},
            "basis": purpose.basis,
            "channels": purpose.channels,
            "wording": purpose.wording_version,
            "is_retired": purpose.is_retired,
        })
    });
    let lines = known.lines.iter().map(|line| {
        json!({
            "purpose": line.purpose,
            "channel": line.channel,
            "state": line.state,
            "since": line.since,
            "until": line.until,
            "may_contact": line.may_contact,
            "must_ask": line.must_ask,
        })
    });
    let history = known.history.iter().map(|entry| {
        json!({
            "id": entry.id,
            "purpose": entry.purpose,
            "channel": entry.channel,
            "state": entry.state,
            "on": entry.on,
            "until": entry.until,
            "source": entry.source,
            "wording": entry.wording,
            "note": entry.note,
            "file": entry.file.as_ref().map(|(id, _)| id),
            "recorded_at": entry.recorded_at,
            "by": entry.by,
        })
    });
    json!({
        "record": record,
        "purposes": purposes.collect::<Value>(),
        "data": lines.collect::<Value>(),
        "history": history.collect::<Value>(),
    })
}
