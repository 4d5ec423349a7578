//! The parameters of a list, named after the fields of its object.

use contract::query::{MOST_FILTERS, MOST_ROWS};
use contract::{ObjectDef, Operator};
use serde_json::{Value, json};

use crate::web::rest::objects::fields;
use crate::web::rest::question::LONGEST_WORDS;

/// The parameters of `GET /{object}`.
pub(super) fn parameters(object: &ObjectDef) -> Value {
    let keys: Vec<&str> = fields(object).map(|field| field.key.as_str()).collect();
    json!([
        {
            "name": "filter",
            "in": "query",
            "description": "field.operator.value; all that are given must hold.",
            "style": "form",
            "explode": true,
            "schema": {
                "type": "array",
                "maxItems": MOST_FILTERS,
                "items": {"type": "string", "pattern": filter_pattern(&keys)},
            },
        },
        {
            "name": "sort",
            "in": "query",
            "description": "The one field to sort by, with - before it for the other direction. Records of the same value stand in the order of their ids, records without one last.",
            "schema": {"type": "string", "enum": orders(object)},
        },
        {
            "name": "where",
            "in": "query",
            "description": "Conditions in groups: all(…), any(…), has(object~field,…), hasnt(object~field,…), around filters with commas between them.",
            "schema": {"type": "string", "minLength": 1, "pattern": "^[^\\u0000]*$"},
            "example": "any(created_at.filled,created_at.empty)",
        },
        words("Words that the records are found by."),
        {
            "name": "fields",
            "in": "query",
            "description": "The fields to tell. Without it, all but long and sensitive ones.",
            "style": "form",
            "explode": false,
            "schema": {"type": "array", "minItems": 1, "items": {"type": "string", "enum": keys}},
        },
        {
            "name": "limit",
            "in": "query",
            "description": "How many records a page has.",
            "schema": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS, "default": 50},
        },
        {
            "name": "cursor",
            "in": "query",
            "description": "next_cursor of the page before. Everything else must be as it was.",
            "schema": {"type": "string", "minLength": 1, "pattern": "^[A-Za-z0-9_-]+$"},
        },
        {
            "name": "total",
            "in": "query",
            "description": "Whether the first page says how many records match.",
            "schema": {"type": "boolean", "default": false},
        },
    ])
}

/// The parameter of words to search for.
pub(super) fn words(description: &str) -> Value {
    json!({
        "name": "q",
        "in": "query",
        "description": description,
        "schema": {"type": "string", "maxLength": LONGEST_WORDS, "pattern": "^[^\\u0000]*$"},
    })
}

fn orders(object: &ObjectDef) -> Vec<String> {
    let sortable = fields(object).filter(|field| object.is_sortable(field));
    sortable
        .flat_map(|field| [field.key.clone(), format!("-{}", field.key)])
        .collect()
}

fn filter_pattern(keys: &[&str]) -> String {
    let words = |takes_value: bool| {
        let words = Operator::ALL
            .into_iter()
            .filter(|operator| operator.takes_value() == takes_value)
            .map(Operator::key);
        words.collect::<Vec<_>>().join("|")
    };
    format!(
        "^({})(~[^.~\\u0000]+)*\\.(({})\\.[^\\u0000]+|{})$",
        keys.join("|"),
        words(true),
        words(false)
    )
}
