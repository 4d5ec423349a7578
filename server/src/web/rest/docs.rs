//! The readable page of the API. It is a page for people, so it asks for a session and not for a key; it is drawn from
//! the same document that programs get, as the person may see it.

mod page;

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use contract::Language;

use super::{ROOT, openapi};
use crate::site::Site;
use crate::web::asked::Asked;

/// Nothing runs on the page; it only wears the style of the site.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

/// `GET /api/v1/docs`, and the document for those who are signed in.
pub(crate) fn routes(site: &Site) -> Router {
    Router::new()
        .route(&format!("{ROOT}/docs"), get(docs))
        .route(&format!("{ROOT}/docs/openapi.json"), get(document))
        .with_state(site.clone())
}

async fn docs(
    Asked(desk): Asked,
    State(site): State<Site>,
    Extension(language): Extension<Language>,
) -> Response {
    let style = format!("/{}/rapport.css", site.leptos_options().site_pkg_dir);
    let html = page::drawn(&openapi::of(&desk), desk.preferences(), language, &style);
    ([(header::CONTENT_SECURITY_POLICY, POLICY)], Html(html)).into_response()
}

async fn document(Asked(desk): Asked) -> Response {
    let name = HeaderValue::from_static("attachment; filename=\"openapi.json\"");
    let document = Json(openapi::of(&desk));
    ([(header::CONTENT_DISPOSITION, name)], document).into_response()
}
