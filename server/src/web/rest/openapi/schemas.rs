//! Schemas of values and records. They are never narrower than what the API takes: what a telephone number or a
//! link must be beyond its form, the answer says.

use contract::{Address, Choice, FieldDef, FieldKind, ObjectDef};
use domain::Desk;
use serde_json::{Map, Value, json};

use super::parts::reference;
use crate::web::rest::objects::{fields, is_writable};
use crate::web::rest::typed::{MONEY_PLACES, MOST_LINKS, MOST_WORDS, PLACES};

/// A text that a database can hold.
const ANY_TEXT: &str = "^[^\\u0000]*$";
/// A text with something to see in it.
const SOME_TEXT: &str = "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$";

/// The name of an object's schema as it is told, made, changed, and listed.
pub(super) fn told(object: &ObjectDef) -> String {
    object.key.clone()
}

pub(super) fn made(object: &ObjectDef) -> String {
    format!("{}.new", object.key)
}

pub(super) fn changed(object: &ObjectDef) -> String {
    format!("{}.change", object.key)
}

pub(super) fn listed(object: &ObjectDef) -> String {
    format!("{}.row", object.key)
}

/// The schemas of one object.
pub(super) fn of(desk: &Desk, object: &ObjectDef) -> Map<String, Value> {
    let all: Vec<&FieldDef> = fields(object).collect();
    let settable: Vec<&FieldDef> = all
        .iter()
        .copied()
        .filter(|field| is_writable(field))
        .collect();
    let always = ["id", "version"];
    let whole = always
        .into_iter()
        .chain(all.iter().map(|field| field.key.as_str()));
    // A list tells the fields that were asked for, so that only these two are always there.
    let mut schemas = Map::from_iter([
        (told(object), record(desk, &all, whole.collect())),
        (listed(object), record(desk, &all, always.to_vec())),
    ]);
    let required: Vec<&str> = settable
        .iter()
        .filter(|field| field.required && !is_filled_in(field))
        .map(|field| field.key.as_str())
        .collect();
    let mut new = settable_object(&settable);
    new["required"] = json!(required);
    if let Some(example) = example(&settable) {
        new["examples"] = json!([example]);
    }
    schemas.insert(made(object), new);
    schemas.insert(changed(object), settable_object(&settable));
    schemas
}

/// What the product fills in when a new record does not say it.
fn is_filled_in(field: &FieldDef) -> bool {
    field.default.is_some()
        || matches!(
            field.key.as_str(),
            "owner" | "stage" | "status" | "kind" | "role"
        )
}

fn record(desk: &Desk, all: &[&FieldDef], required: Vec<&str>) -> Value {
    let mut properties = Map::from_iter([
        (
            "id".to_owned(),
            json!({"type": "string", "format": "uuid", "readOnly": true}),
        ),
        (
            "version".to_owned(),
            json!({"type": "integer", "minimum": 1, "readOnly": true}),
        ),
    ]);
    for field in all {
        properties.insert(field.key.clone(), described(field, out(desk, field)));
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn settable_object(settable: &[&FieldDef]) -> Value {
    let properties: Map<String, Value> = settable
        .iter()
        .map(|field| (field.key.clone(), described(field, into(field))))
        .collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

fn described(field: &FieldDef, mut schema: Value) -> Value {
    let help = field.help.as_ref().map(|help| format!(": {}", help.en));
    let words = format!(
        "{} · {}{}",
        field.label.en,
        field.label.zh,
        help.unwrap_or_default()
    );
    schema["description"] = words.into();
    schema["x-kind"] = field.kind.word().into();
    if !is_writable(field) {
        schema["readOnly"] = true.into();
    }
    schema
}

/// A value as it is told.
fn out(desk: &Desk, field: &FieldDef) -> Value {
    match field.kind {
        FieldKind::Relation | FieldKind::User => {
            let mut schema = or_null(reference("schemas", "link"));
            let target = field.relation.as_deref().unwrap_or(contract::objects::USER);
            if let Some(target) = desk.crm().descriptions().object(target) {
                schema["x-points-to"] = target.path.as_str().into();
            }
            schema
        }
        FieldKind::Relations => json!({"type": "array", "items": reference("schemas", "link")}),
        FieldKind::File => or_null(reference("schemas", "file")),
        FieldKind::Money => or_null(reference("schemas", "money")),
        FieldKind::Address => or_null(reference("schemas", "address")),
        FieldKind::Choice => one_of(field.choices.iter()),
        FieldKind::Choices => json!({"type": "array", "items": key_of(field.choices.iter())}),
        FieldKind::Tags => json!({"type": "array", "items": {"type": "string"}}),
        FieldKind::Integer | FieldKind::Percent | FieldKind::Rating => {
            json!({"type": ["integer", "null"]})
        }
        FieldKind::YesNo => json!({"type": ["boolean", "null"]}),
        FieldKind::Date => json!({"type": ["string", "null"], "format": "date"}),
        FieldKind::DateTime => json!({"type": ["string", "null"], "format": "date-time"}),
        _ => json!({"type": ["string", "null"]}),
    }
}

/// A value as it is set. What is required cannot be emptied.
fn into(field: &FieldDef) -> Value {
    let living = || field.choices.iter();
    let schema = match field.kind {
        FieldKind::Relation | FieldKind::User => reference("schemas", "pointer"),
        FieldKind::Relations => json!({
            "type": "array",
            "maxItems": MOST_LINKS,
            "items": reference("schemas", "pointer"),
        }),
        FieldKind::Money => reference("schemas", "money.new"),
        FieldKind::Address => reference("schemas", "address.new"),
        FieldKind::Choice => return emptied(field, key_of(living())),
        FieldKind::Choices => json!({
            "type": "array",
            "maxItems": MOST_WORDS,
            "uniqueItems": true,
            "items": key_of(living()),
        }),
        FieldKind::Tags => json!({
            "type": "array",
            "maxItems": MOST_WORDS,
            "uniqueItems": true,
            "items": {"type": "string", "minLength": 1, "maxLength": field.limit(), "pattern": SOME_TEXT},
        }),
        FieldKind::Integer => json!({"type": "integer", "minimum": i64::MIN, "maximum": i64::MAX}),
        FieldKind::Percent => json!({"type": "integer", "minimum": 0, "maximum": 100}),
        FieldKind::Rating => json!({"type": "integer", "minimum": 1, "maximum": 5}),
        FieldKind::YesNo => json!({"type": "boolean"}),
        FieldKind::Date => json!({"type": "string", "format": "date"}),
        FieldKind::DateTime => json!({"type": "string", "format": "date-time"}),
        FieldKind::Decimal => decimal(PLACES),
        FieldKind::Email => {
            json!({"type": "string", "format": "email", "maxLength": field.limit()})
        }
        _ => json!({
            "type": "string",
            "maxLength": field.limit(),
            "pattern": if field.required { SOME_TEXT } else { ANY_TEXT },
        }),
    };
    emptied(field, schema)
}

fn emptied(field: &FieldDef, schema: Value) -> Value {
    if field.required {
        schema
    } else {
        or_null(schema)
    }
}

fn or_null(mut schema: Value) -> Value {
    match schema["type"].take() {
        Value::String(kind) if schema["enum"].is_null() => {
            schema["type"] = json!([kind, "null"]);
            schema
        }
        Value::String(kind) => {
            schema["type"] = kind.into();
            json!({"anyOf": [schema, {"type": "null"}]})
        }
        _ => {
            if let Value::Object(parts) = &mut schema {
                parts.remove("type");
            }
            json!({"anyOf": [schema, {"type": "null"}]})
        }
    }
}

fn decimal(places: u32) -> Value {
    json!({"type": "string", "pattern": format!("^-?[0-9]{{1,13}}(\\.[0-9]{{1,{places}}})?$")})
}

/// One of some keys; where there are none yet, nothing fits.
fn key_of<'c>(choices: impl Iterator<Item = &'c Choice>) -> Value {
    let keys: Vec<&str> = choices.map(|choice| choice.key.as_str()).collect();
    if keys.is_empty() {
        return json!({"not": {}});
    }
    json!({"type": "string", "enum": keys})
}

fn one_of<'c>(choices: impl Iterator<Item = &'c Choice>) -> Value {
    or_null(key_of(choices))
}

/// A record that can be made: only what is required, where its kinds allow an example.
fn example(settable: &[&FieldDef]) -> Option<Value> {
    let required = settable
        .iter()
        .filter(|field| field.required && !is_filled_in(field));
    let mut example = Map::new();
    for field in required {
        let value = match field.kind {
            FieldKind::Text | FieldKind::LongText => json!("Haichuan"),
            FieldKind::Email => json!("li.xiao@example.com"),
            FieldKind::Integer | FieldKind::Rating => json!(1),
            FieldKind::Percent => json!(50),
            FieldKind::Decimal => json!("1.5"),
            FieldKind::Money => json!({"amount": "12.50", "currency": "CNY"}),
            FieldKind::Date => json!("2026-11-22"),
            FieldKind::DateTime => json!("2026-11-22T08:30:00Z"),
            FieldKind::YesNo => json!(true),
            FieldKind::Choice => json!(field.choices.first()?.key),
            _ => return None,
        };
        example.insert(field.key.clone(), value);
    }
    Some(Value::Object(example))
}

/// The schemas that all objects share.
pub(super) fn shared() -> Map<String, Value> {
    let id = json!({"type": "string", "format": "uuid"});
    let external = json!({
        "type": "object",
        "properties": {"external_id": {"type": "string", "minLength": 1, "pattern": SOME_TEXT}},
        "required": ["external_id"],
        "additionalProperties": false,
    });
    let named = json!({
        "type": "object",
        "properties": {"id": id, "title": {"type": ["string", "null"]}},
        "required": ["id"],
        "additionalProperties": false,
    });
    let parts = std::iter::once("street").chain(Address::PLACES);
    let part = |pattern: Option<&str>| match pattern {
        Some(pattern) => json!({"type": "string", "maxLength": 255, "pattern": pattern}),
        None => json!({"type": "string"}),
    };
    let places = |pattern| -> Map<String, Value> {
        parts
            .clone()
            .map(|name| (name.to_owned(), part(pattern)))
            .collect()
    };
    let schemas = json!({
        "link": {
            "description": "Where a field points. Without an id, the title is the name or foreign id of what is not there yet; without a title, the record may not be seen.",
            "type": "object",
            "properties": {
                "id": {"type": ["string", "null"], "format": "uuid"},
                "title": {"type": ["string", "null"]},
            },
            "required": ["id", "title"],
        },
        "pointer": {
            "description": "A record by its id, or by the id it has in another system.",
            "anyOf": [id, named, external],
        },
        "file": {
            "type": "object",
            "properties": {"id": {"type": ["string", "null"]}, "name": {"type": "string"}},
            "required": ["id", "name"],
        },
        "money": {
            "type": "object",
            "properties": {"amount": {"type": "string"}, "currency": {"type": "string"}},
            "required": ["amount", "currency"],
        },
        "money.new": {
            "type": "object",
            "properties": {
                "amount": decimal(MONEY_PLACES),
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$", "description": "ISO 4217."},
            },
            "required": ["amount", "currency"],
            "additionalProperties": false,
        },
        "address": {
            "type": "object",
            "properties": places(None),
            "required": parts.clone().collect::<Vec<_>>(),
        },
        "address.new": {
            "type": "object",
            "properties": places(Some(ANY_TEXT)),
            "additionalProperties": false,
        },
        "total": total(),
        "problem": problem(),
    });
    match schemas {
        Value::Object(schemas) => schemas,
        _ => Map::new(),
    }
}

fn total() -> Value {
    json!({
        "description": "How many records match, counted to 10,000.",
        "type": "object",
        "properties": {"count": {"type": "integer", "minimum": 0}, "or_more": {"type": "boolean"}},
        "required": ["count", "or_more"],
    })
}

fn problem() -> Value {
    json!({
        "description": "RFC 9457.",
        "type": "object",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "incident": {"type": "string", "description": "Finds what broke in the server's log."},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "pointer": {"type": "string", "description": "JSON pointer into the body, as a fragment."},
                        "parameter": {"type": "string"},
                        "header": {"type": "string"},
                        "code": {"type": "string"},
                        "detail": {"type": "string"},
                        "facts": {"type": "object"},
                    },
                    "required": ["code", "detail"],
                },
            },
        },
        "required": ["type", "title", "status", "detail"],
    })
}
