//! `GET /`: what there is.

use axum::Json;
use serde_json::{Value, json};

use super::caller::Caller;
use super::{ROOT, objects};

pub(super) async fn index(caller: Caller) -> Json<Value> {
    let objects = objects::all(&caller.desk);
    let objects = objects.iter().map(|object| {
        json!({
            "object": object.path,
            "label": {"en": object.plural.en, "zh-CN": object.plural.zh},
            "url": format!("{ROOT}/{}", object.path),
            "describe": format!("{ROOT}/{}/describe", object.path),
        })
    });
    Json(json!({
        "product": "Rapport",
        "version": env!("CARGO_PKG_VERSION"),
        "openapi": format!("{ROOT}/openapi.json"),
        "docs": format!("{ROOT}/docs"),
        "describe": format!("{ROOT}/describe"),
        "search": format!("{ROOT}/search"),
        "objects": objects.collect::<Value>(),
    }))
}
