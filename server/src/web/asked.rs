//! The signed-in person as an argument of a route.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use contract::Refusal;
use domain::Desk;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::told::Told;

/// The desk of the person who asks. Nobody signed in is refused, or led to the door where a page was wanted.
pub(super) struct Asked(pub(super) Desk);

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        match parts.extensions.get::<Desk>() {
            Some(desk) => Ok(Self(desk.clone())),
            None => Err(turned_away(parts)),
        }
    }
}

fn turned_away(parts: &Parts) -> Response {
    let accept = parts
        .headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    if parts.method == Method::GET && accept.is_some_and(|accept| accept.contains("text/html")) {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        return Redirect::to(&format!(
            "/sign-in?next={}",
            utf8_percent_encode(path, NON_ALPHANUMERIC)
        ))
        .into_response();
    }
    Told(Refusal::SignIn).into_response()
}
