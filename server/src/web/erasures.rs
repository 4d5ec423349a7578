//! Certificates of erasures, and everything about a person, to take along.

use app::api::server::is_proven;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::Refusal;
use domain::privacy::{self, Form, PersonForm};
use tower_sessions::Session;
use uuid::Uuid;

use super::asked::Asked;
use super::files::attachment;
use super::told::Told;

/// `GET /erasures/{id}/certificate.{json|pdf}` and `GET /person/{object}/{id}.{json|html}`.
pub(super) fn routes() -> Router {
    Router::new()
        .route("/erasures/{id}/{file}", get(certificate))
        .route("/person/{object}/{file}", get(person))
}

async fn person(
    Asked(desk): Asked,
    session: Session,
    Path((object, file)): Path<(String, String)>,
) -> Result<Response, Told> {
    let (id, end) = file.rsplit_once('.').ok_or(Refusal::NotFound)?;
    let id: Uuid = id.parse().map_err(|_| Refusal::NotFound)?;
    let (form, media_type) = match end {
        "json" => (PersonForm::Json, "application/json"),
        "html" => (PersonForm::Html, "text/html; charset=utf-8"),
        _ => return Err(Refusal::NotFound.into()),
    };
    desk.must_administer()?;
    if !is_proven(&session).await.map_err(domain::Error::broken)? {
        return Err(Refusal::ProveAgain.into());
    }
    let bytes = privacy::person(&desk, &object, id, form).await?;
    Ok(kept(bytes, &format!("person-{id}.{end}"), media_type))
}

fn kept(bytes: Vec<u8>, name: &str, media_type: &'static str) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static(media_type);
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CONTENT_DISPOSITION, attachment(name));
    response
}

async fn certificate(
    Asked(desk): Asked,
    Path((id, file)): Path<(String, String)>,
) -> Result<Response, Told> {
    let id: Uuid = id.parse().map_err(|_| Refusal::NotFound)?;
    let (form, media_type) = match file.as_str() {
        "certificate.json" => (Form::Json, "application/json"),
        "certificate.pdf" => (Form::Pdf, "application/pdf"),
        _ => return Err(Refusal::NotFound.into()),
    };
    let bytes = privacy::certificate(&desk, id, form).await?;
    let name = file.replacen("certificate", &format!("certificate-{id}"), 1);
    Ok(kept(bytes, &name, media_type))
}
