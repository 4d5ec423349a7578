//! The body of a request: JSON, of bounded size, refused by its length before it is read.

use std::convert::Infallible;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use super::problem::{Kind, Problem};
use crate::web::files::length;

/// The largest body of one record, in bytes: every text filled to its limit.
pub(super) const LARGEST: usize = 1024 * 1024;
/// The largest list of operations, in bytes.
pub(super) const LARGEST_LIST: usize = 32 * 1024 * 1024;

/// How much a path takes.
pub(super) fn limit(path: &str) -> usize {
    if path.ends_with("/bulk") {
        LARGEST_LIST
    } else {
        LARGEST
    }
}

/// Refuses what says that it is too large, before a byte of it is read.
pub(super) async fn not_too_large(request: Request, next: Next) -> Response {
    let limit = limit(request.uri().path());
    match length(request.headers()) {
        Some(length) if length > limit as u64 => too_large(limit).into_response(),
        _ => next.run(request).await,
    }
}

/// The bytes of a body. One that does not say its length is read up to the limit.
pub(super) async fn bytes(body: Body, limit: usize) -> Result<Bytes, Problem> {
    to_bytes(body, limit).await.map_err(|cause| {
        let mut cause: Option<&dyn std::error::Error> = Some(&cause);
        while let Some(error) = cause {
            if error.is::<http_body_util::LengthLimitError>() {
                return too_large(limit);
            }
            cause = error.source();
        }
        Problem::new(Kind::Malformed, "The body broke off before its end.")
    })
}

fn too_large(limit: usize) -> Problem {
    Problem::new(Kind::TooLarge, format!("At most {limit} bytes are taken."))
}

/// A body that is read when everything else has been looked at.
pub(super) struct Unread(Request);

impl<S: Send + Sync> FromRequest<S> for Unread {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        Ok(Self(request))
    }
}

impl Unread {
    /// The JSON object that it is.
    pub(super) async fn json(self) -> Result<Map<String, Value>, Problem> {
        must_be_json(self.0.headers())?;
        let limit = limit(self.0.uri().path());
        parse(&bytes(self.0.into_body(), limit).await?)
    }
}

/// `application/json`, or what is JSON by its ending, as `application/merge-patch+json`; UTF-8 or nothing said.
fn must_be_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let (kind, parameters) = kind.split_once(';').unwrap_or((kind, ""));
    let kind = kind.trim().to_ascii_lowercase();
    let parameters = parameters.trim().to_ascii_lowercase();
    let is_json =
        kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"));
    let is_utf8 = !parameters.contains("charset=")
        || parameters.contains("charset=utf-8")
        || parameters.contains("charset=\"utf-8\"");
    if is_json && is_utf8 {
        Ok(())
    } else {
        Err(Problem::header(
            Kind::MediaType,
            "Content-Type",
            "Send JSON in UTF-8 as `Content-Type: application/json`.",
        ))
    }
}

fn parse(bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) => Err(Problem::new(
            Kind::Malformed,
            "The body must be a JSON object.",
        )),
        Err(error) => Err(Problem::new(
            Kind::Malformed,
            format!(
                "The body is no JSON at line {}, column {}.",
                error.line(),
                error.column()
            ),
        )),
    }
}
