//! `GET /search`: records of all objects that words find.

use axum::Json;
use axum::http::Uri;
use domain::search;
use serde_json::{Value, json};

use super::caller::Caller;
use super::problem::Problem;
use super::{question, version};

pub(super) async fn search(caller: Caller, uri: Uri) -> Result<Json<Value>, Problem> {
    let pairs = question::pairs(&uri, &["q"])?;
    let words = question::words(&pairs)?;
    if words.trim().is_empty() {
        return Err(Problem::parameter("q", "Words to search for are wanted."));
    }
    let descriptions = caller.desk.crm().descriptions();
    let hits = search::everything(&caller.desk, &words).await?;
    let hits = hits.iter().filter_map(|hit| {
        let object = descriptions.object(&hit.object)?;
        Some(json!({
            "object": object.path,
            "id": hit.id,
            "title": hit.title,
            "subtitle": hit.sub,
            "url": version::address(&object, hit.id),
        }))
    });
    Ok(Json(json!({"data": hits.collect::<Value>()})))
}
