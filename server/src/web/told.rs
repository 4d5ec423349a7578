//! Refusals as answers of plain HTTP.

use std::any::Any;
use std::io;

use app::api::Failure;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use contract::Refusal;

/// A refusal with its status, as JSON.
#[derive(Debug)]
pub(super) struct Told(pub(super) Refusal);

impl From<domain::Error> for Told {
    fn from(error: domain::Error) -> Self {
        if is_cut_off(&error) {
            tracing::info!("the browser broke the upload off");
            return Self(Refusal::Broken {
                incident: String::new(),
            });
        }
        Self(error.into_refusal())
    }
}

impl From<Refusal> for Told {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for Told {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(self.0)).into_response()
    }
}

/// Whether the body ended before its end: nothing broke here, and nobody reads the answer.
fn is_cut_off(error: &domain::Error) -> bool {
    let domain::Error::Broken(cause) = error else {
        return false;
    };
    cause
        .downcast_ref::<io::Error>()
        .is_some_and(|cause| cause.kind() == io::ErrorKind::ConnectionAborted)
}

/// A refusal as server functions answer it.
pub(super) fn failed(refusal: Refusal) -> Response {
    let status =
        StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(Failure::Refused(refusal))).into_response()
}

/// A panic is a break like any other: logged under a number, and only the number is told.
pub(super) fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied());
    Told::from(domain::Error::broken(
        text.unwrap_or("a panic without words"),
    ))
    .into_response()
}
