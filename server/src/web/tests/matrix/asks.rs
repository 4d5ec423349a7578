//! Questions that server functions understand, about one record.

use contract::dto::sharing::{Holder, Level, NewShare, Subject};
use contract::objects::{ACTIVITY, TICKET};
use contract::{Filter, Operator};
use serde_json::{Value, json};
use uuid::Uuid;

use super::cast::SIGN;
use super::known::Row;

pub(super) fn about(row: &Row<'_>) -> Value {
    json!({"object": row.one.thing.object, "id": row.one.thing.id})
}

pub(super) fn pair(row: &Row<'_>) -> Value {
    let ids = [row.one.thing.id, row.cast.spare[&row.who.id]];
    json!({"object": row.one.thing.object, "ids": ids})
}

pub(super) fn all(row: &Row<'_>) -> Value {
    json!({"object": row.one.thing.object, "rows": 200})
}

pub(super) fn asked(row: &Row<'_>) -> Value {
    json!({"query": all(row)})
}

/// Those of the cast, without what was made while asking.
pub(super) fn marked(row: &Row<'_>) -> Value {
    let filter = Filter::new(title(row), Operator::Contains, SIGN);
    json!({"query": {"object": row.one.thing.object, "filters": [filter]}})
}

pub(super) fn by_stage(row: &Row<'_>) -> Value {
    json!({"query": all(row), "by": "stage"})
}

pub(super) fn new_share(row: &Row<'_>, until: Option<chrono::DateTime<chrono::Utc>>) -> NewShare {
    NewShare {
        object: row.one.thing.object.clone(),
        subject: Subject::Record(row.one.thing.id),
        // They have it anyway, and more, where they may give it.
        holder: Holder::Person(row.who.id),
        level: Level::See,
        reason: "For the matrix".to_owned(),
        until,
        ends_with: None,
    }
}

pub(super) fn title(row: &Row<'_>) -> &'static str {
    match row.one.thing.object.as_str() {
        TICKET | ACTIVITY => "subject",
        _ => "name",
    }
}

pub(super) fn said(text: &str) -> Value {
    json!({"text": text})
}

/// What a person said of a purpose that is not there: nothing is recorded.
pub(super) fn consent(row: &Row<'_>) -> Value {
    let said = json!({
        "object": row.one.thing.object,
        "record": row.one.thing.id,
        "purpose": Uuid::now_v7(),
        "channels": ["mail"],
        "state": "given",
        "on": "2026-11-22",
        "source": "form",
        "wording": null,
        "note": "",
        "file": null,
    });
    json!({"said": said})
}
