//! What many operations share: parameters, headers, answers of refusals.

use serde_json::{Map, Value, json};

use crate::web::rest::problem::{Kind, PROBLEM_JSON};

/// The tag of what belongs to no object.
pub(super) const GENERAL: &str = "general";

/// A reference to a part of the document.
pub(super) fn reference(kind: &str, name: &str) -> Value {
    json!({"$ref": format!("#/components/{kind}/{name}")})
}

pub(super) fn parameters() -> Value {
    json!({
        "id": {
            "name": "id",
            "in": "path",
            "required": true,
            "description": "The id of a record.",
            "schema": {"type": "string", "format": "uuid"},
        },
        "if_match": {
            "name": "If-Match",
            "in": "header",
            "required": true,
            "description": "The ETag of the version that is changed, or * for whichever stands there.",
            "schema": {"type": "string", "pattern": "^(\\*|\"[0-9]{1,9}\")$"},
            "examples": {"any": {"value": "*"}, "first": {"value": "\"1\""}},
        },
        "if_match_optional": {
            "name": "If-Match",
            "in": "header",
            "description": "The ETag of the version that is meant; without it, whichever stands there.",
            "schema": {"type": "string", "pattern": "^(\\*|\"[0-9]{1,9}\")$"},
        },
        "if_none_match": {
            "name": "If-None-Match",
            "in": "header",
            "description": "The ETag of the version one has: the answer is 304 when it is still the one.",
            "schema": {"type": "string"},
        },
        "idempotency_key": {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "A name for the request, under which it may be sent again within 24 hours without being done twice.",
            "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
        },
    })
}

pub(super) fn headers() -> Value {
    json!({
        "ETag": {
            "description": "The version of the record.",
            "schema": {"type": "string", "pattern": "^\"[0-9]+\"$"},
        },
        "Location": {
            "description": "The address of the record.",
            "schema": {"type": "string"},
        },
        "RateLimit": {
            "description": "What is left: r requests, and t seconds until all are there again.",
            "schema": {"type": "string"},
        },
        "RateLimit-Policy": {
            "description": "How much there is: q requests in w seconds.",
            "schema": {"type": "string"},
        },
        "Retry-After": {
            "description": "After so many seconds it is worth another try.",
            "schema": {"type": "string", "pattern": "^[0-9]+$"},
        },
    })
}

/// One answer for each status that refuses.
pub(super) fn responses() -> Map<String, Value> {
    let mut responses = Map::new();
    for kind in Kind::ALL {
        let name = name(kind.status().as_u16());
        let title = kind.title();
        match responses.get_mut(&name) {
            None => {
                responses.insert(name, refusal(kind));
            }
            Some(response) => {
                let both = format!(
                    "{} {title}.",
                    response["description"].as_str().unwrap_or_default()
                );
                response["description"] = both.into();
            }
        }
    }
    responses
}

fn refusal(kind: Kind) -> Value {
    let mut response = json!({
        "description": format!("{}.", kind.title()),
        "content": {PROBLEM_JSON: {"schema": reference("schemas", "problem")}},
    });
    if matches!(kind, Kind::TooMany | Kind::InProgress) {
        response["headers"] = json!({"Retry-After": reference("headers", "Retry-After")});
    }
    response
}

fn name(status: u16) -> String {
    format!("refused_{status}")
}

/// The answers of an operation: what it does, and these refusals beside those that any request may meet.
pub(super) fn answers(done: &[(u16, Value)], refusals: &[u16]) -> Value {
    let mut answers = Map::new();
    for (status, answer) in done {
        let mut answer = answer.clone();
        for header in ["RateLimit", "RateLimit-Policy"] {
            answer["headers"][header] = reference("headers", header);
        }
        answers.insert(status.to_string(), answer);
    }
    for status in refusals.iter().chain(&[400, 401, 404, 429, 500]) {
        answers.insert(status.to_string(), reference("responses", &name(*status)));
    }
    Value::Object(answers)
}

/// An answer that is JSON of a schema.
pub(super) fn answer(description: &str, schema: Value) -> Value {
    json!({
        "description": description,
        "content": {"application/json": {"schema": schema}},
    })
}
