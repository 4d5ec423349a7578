//! The OpenAPI 3.1 document, made from the descriptions as the asker may see them.

mod bulk;
mod consents;
mod lists;
mod parts;
mod paths;
mod schemas;

use std::sync::Arc;

use axum::Json;
use contract::ObjectDef;
use domain::Desk;
use serde_json::{Map, Value, json};

use super::ROOT;
use super::caller::Caller;
use super::objects;

/// What the document says of the API as a whole.
const INTRODUCTION: &str = include_str!("introduction.md");

/// `GET /openapi.json`.
pub(super) async fn document(caller: Caller) -> Json<Value> {
    Json(of(&caller.desk))
}

/// The document for whoever sits at a desk.
pub(super) fn of(desk: &Desk) -> Value {
    let objects = objects::all(desk);
    json!({
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": format!("Rapport API of {}", desk.crm().settings().organisation),
            "version": env!("CARGO_PKG_VERSION"),
            "description": INTRODUCTION,
        },
        "servers": [{"url": ROOT}],
        "security": [{"key": []}],
        "tags": tags(&objects),
        "paths": all_paths(&objects),
        "components": components(desk, &objects),
    })
}

fn tags(objects: &[Arc<ObjectDef>]) -> Value {
    let general =
        json!({"name": parts::GENERAL, "description": "What there is, and search over all of it."});
    let tag = |object: &Arc<ObjectDef>| {
        let both = format!("{} · {}", object.plural.en, object.plural.zh);
        json!({"name": object.path, "description": both})
    };
    std::iter::once(general)
        .chain(objects.iter().map(tag))
        .collect()
}

fn all_paths(objects: &[Arc<ObjectDef>]) -> Map<String, Value> {
    let mut all = paths::general();
    for object in objects {
        all.extend(paths::of(object));
    }
    all
}

fn components(desk: &Desk, objects: &[Arc<ObjectDef>]) -> Value {
    let mut all = schemas::shared();
    for object in objects {
        all.extend(schemas::of(desk, object));
    }
    json!({
        "schemas": all,
        "parameters": parts::parameters(),
        "headers": parts::headers(),
        "responses": parts::responses(),
        "securitySchemes": {
            "key": {
                "type": "http",
                "scheme": "bearer",
                "description": "A key from Settings → API keys. It asks in its user's name and never gets further than they do.",
            },
        },
    })
}
