//! Records and values as JSON.

use contract::plain::value;
use contract::{FieldDef, ObjectDef, Record};
use serde_json::{Map, Value as Json, json};

use super::objects::fields;

/// A record with its id, its version and the fields that `is_wanted`; empty ones are `null`.
pub(super) fn record(
    object: &ObjectDef,
    record: &Record,
    is_wanted: impl Fn(&FieldDef) -> bool,
) -> Json {
    let mut json = Map::from_iter([
        ("id".to_owned(), json!(record.id)),
        ("version".to_owned(), json!(record.version)),
    ]);
    for field in fields(object).filter(|field| is_wanted(field)) {
        json.insert(field.key.clone(), value(field, record.value(&field.key)));
    }
    Json::Object(json)
}

/// A whole record.
pub(super) fn whole(object: &ObjectDef, shown: &Record) -> Json {
    record(object, shown, |_| true)
}
