//! What people say to being contacted, of objects whose records are people.

use contract::dto::consents::{Channel, ConsentSource, ConsentState, LegalBasis};
use serde_json::{Value, json};

use super::parts::{answer, answers, reference};
use super::paths::Operations;

/// Reading and recording.
pub(super) fn operations(of: &Operations<'_>) -> Value {
    let id = reference("parameters", "id");
    let summary = format!("What {} say to being contacted", of.many());
    let mut read = of.operation("consents", summary, json!([id]));
    let told = answer("How it stands, and the whole history.", told());
    read["responses"] = answers(&[(200, told.clone())], &[308]);
    let summary = "Record what the person said; nothing recorded before is changed".to_owned();
    let parameters = json!([id, reference("parameters", "idempotency_key")]);
    let mut record = of.operation("record_consent", summary, parameters);
    record["requestBody"] = json!({
        "required": true,
        "content": {"application/json": {"schema": said()}},
    });
    record["responses"] = answers(&[(201, told)], &[308, 403, 409, 413, 415, 422]);
    json!({"get": read, "post": record})
}

fn day() -> Value {
    json!({"type": "string", "format": "date"})
}

fn id() -> Value {
    json!({"type": "string", "format": "uuid"})
}

fn words<const N: usize>(words: [&str; N]) -> Value {
    let words: Vec<&str> = words.to_vec();
    json!({"type": "string", "enum": words})
}

fn nullable(mut schema: Value) -> Value {
    let kind = schema["type"].clone();
    schema["type"] = json!([kind, "null"]);
    schema
}

fn said() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "purpose": id(),
            "channels": {
                "type": "array",
                "minItems": 1,
                "items": words(Channel::ALL.map(Channel::word)),
            },
            "state": words(ConsentState::SAID.map(ConsentState::word)),
            "on": day(),
            "source": words(ConsentSource::NAMED.map(ConsentSource::word)),
            "wording": {"type": ["integer", "null"], "minimum": 1, "maximum": i32::MAX},
            "note": {"type": ["string", "null"], "maxLength": 4000},
            "file": nullable(id()),
        },
        "required": ["purpose", "channels", "state", "on", "source"],
    })
}

fn told() -> Value {
    let channel = || words(Channel::ALL.map(Channel::word));
    let state = || words(ConsentState::ALL.map(ConsentState::word));
    let list = |item: Value| json!({"type": "array", "items": item});
    let object = |properties: Value| json!({"type": "object", "properties": properties});
    object(json!({
        "record": id(),
        "purposes": list(object(json!({
            "id": id(),
            "name": {"type": "object"},
            "basis": words(LegalBasis::ALL.map(LegalBasis::word)),
            "channels": list(channel()),
            "wording": {"type": "integer"},
            "is_retired": {"type": "boolean"},
        }))),
        "data": list(object(json!({
            "purpose": id(),
            "channel": channel(),
            "state": state(),
            "since": nullable(day()),
            "until": nullable(day()),
            "may_contact": {"type": "boolean"},
            "must_ask": {"type": "boolean"},
        }))),
        "history": list(object(json!({
            "id": id(),
            "purpose": id(),
            "channel": channel(),
            "state": state(),
            "on": day(),
            "until": nullable(day()),
            "source": words(ConsentSource::ALL.map(ConsentSource::word)),
            "wording": {"type": ["integer", "null"]},
            "note": {"type": "string"},
            "file": nullable(id()),
            "recorded_at": {"type": "string", "format": "date-time"},
            "by": {"type": "string"},
        }))),
    }))
}
