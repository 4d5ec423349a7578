//! Certificates of erasures to take along.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::Refusal;
use domain::privacy::{self, Form};
use uuid::Uuid;

use super::asked::Asked;
use super::files::attachment;
use super::told::Told;

/// `GET /erasures/{id}/certificate.{json|pdf}`.
pub(super) fn routes() -> Router {
    Router::new().route("/erasures/{id}/{file}", get(certificate))
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
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static(media_type);
    headers.insert(header::CONTENT_TYPE, kind);
    let name = file.replacen("certificate", &format!("certificate-{id}"), 1);
    headers.insert(header::CONTENT_DISPOSITION, attachment(&name));
    Ok(response)
}
