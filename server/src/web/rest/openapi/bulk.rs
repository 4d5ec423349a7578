//! Lists of operations.

use contract::ObjectDef;
use domain::operations::MOST;
use serde_json::{Value, json};

use super::parts::{answer, answers, reference};
use super::paths::Operations;
use super::schemas;
use crate::web::rest::bulk::OPS;
use crate::web::rest::list::keys;

/// `POST /{object}/bulk`.
pub(super) fn operation(object: &ObjectDef) -> Value {
    let of = Operations { object };
    let parameters = json!([reference("parameters", "idempotency_key")]);
    let summary = format!("Do up to 10,000 things with {}", of.many());
    let mut bulk = of.operation("bulk", summary, parameters);
    bulk["requestBody"] = json!({
        "required": true,
        "content": {"application/json": {"schema": list(object), "example": example(object)}},
    });
    let description = "What came of each, in the order of the operations.";
    let done = answer(description, results());
    bulk["responses"] = answers(&[(200, done)], &[403, 409, 413, 415, 422]);
    bulk
}

/// The list as a whole: what is wrong with the contents of one operation is said in its result.
fn list(object: &ObjectDef) -> Value {
    let values = format!(
        "The fields, as in the schemas {} and {}.",
        schemas::made(object),
        schemas::changed(object)
    );
    let keys: Vec<&str> = keys(object).map(|key| key.key.as_str()).collect();
    let operation = json!({
        "type": "object",
        "properties": {
            "op": {"type": "string", "enum": OPS},
            "id": {"type": "string", "description": "For update and delete: the id of the record."},
            "version": {
                "type": "integer",
                "minimum": 1,
                "description": "For update and delete: without it, whichever version stands there is meant.",
            },
            "by": {"type": "string", "description": format!("For upsert: {}.", keys.join(" or "))},
            "value": {"type": "string", "description": "For upsert: the value of that field."},
            "values": {"type": "object", "description": values},
        },
        "required": ["op"],
        "additionalProperties": false,
    });
    json!({
        "type": "object",
        "properties": {"operations": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST,
            "items": operation,
        }},
        "required": ["operations"],
        "additionalProperties": false,
    })
}

fn example(object: &ObjectDef) -> Value {
    let values = json!({object.title.as_str(): "Haichuan"});
    let mut operations = vec![json!({"op": "create", "values": values})];
    if let Some(key) = keys(object).next() {
        operations.push(json!({"op": "upsert", "by": key.key, "value": "A-1", "values": values}));
    }
    json!({"operations": operations})
}

fn results() -> Value {
    json!({
        "type": "object",
        "properties": {
            "done": {"type": "integer"},
            "failed": {"type": "integer"},
            "results": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "index": {"type": "integer"},
                        "status": {"type": "integer", "description": "As the operation would have had alone."},
                        "id": {"type": "string", "format": "uuid"},
                        "version": {"type": "integer"},
                        "problem": reference("schemas", "problem"),
                    },
                    "required": ["index", "status"],
                },
            },
        },
        "required": ["done", "failed", "results"],
    })
}
