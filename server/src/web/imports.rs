//! Files to bring in, and the rows that could not be.

use axum::body::Body;
use axum::extract::{Path, Query, Request};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use contract::Refusal;
use contract::dto::imports::{ImportPreview, LARGEST_IMPORT, SheetTrouble};
use serde::Deserialize;
use uuid::Uuid;

use super::asked::Asked;
use super::files::{attachment, content, file_name, length};
use super::told::Told;

/// `POST /files/imports?object=…` and `GET /files/imports/{id}/problems.csv`.
pub(super) fn routes() -> Router {
    Router::new()
        .route("/files/imports", post(receive))
        .route("/files/imports/{id}/problems.csv", get(problems))
}

#[derive(Deserialize)]
struct What {
    object: String,
}

async fn receive(Asked(desk): Asked, Query(what): Query<What>, request: Request) -> Result<Json<ImportPreview>, Told> {
    if length(request.headers()).is_some_and(|length| length > LARGEST_IMPORT) {
        return Err(Refusal::Unreadable(SheetTrouble::TooLarge { limit_bytes: LARGEST_IMPORT }).into());
    }
    let name = file_name(request.headers())?;
    Ok(Json(domain::import::receive(&desk, &what.object, &name, content(request)).await?))
}

async fn problems(Asked(desk): Asked, Path(id): Path<Uuid>) -> Result<Response, Told> {
    let (name, rows) = domain::import::problems(&desk, id).await?;
    Ok(csv(&name, Body::from_stream(rows)))
}

/// A table for a spreadsheet.
pub(super) fn csv(name: &str, content: Body) -> Response {
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, attachment(name))], content).into_response()
}
