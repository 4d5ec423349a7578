//! How a server function finds the CRM and the person who asks.

use std::sync::Arc;

use contract::Refusal;
use domain::{Crm, Desk};
use leptos::prelude::*;
use leptos::server_fn::error::ServerFnErrorErr;
use leptos_axum::ResponseOptions;
use uuid::Uuid;

use super::Failure;

pub use super::visitor::{client, desk_of, save_preferences, session_key, visitor};
pub use super::way_in::{is_proven, proven_desk};

/// The key under which a session keeps the id of who is signed in.
pub const SESSION_USER: &str = "user";
/// The key under which it keeps the address it was used from last.
pub const SESSION_ADDRESS: &str = "address";
/// The key under which it keeps that its person looks at the product as somebody else.
pub const SESSION_SIMULATION: &str = "simulation";

/// The CRM of this process.
pub fn crm() -> Arc<Crm> {
    expect_context::<Arc<Crm>>()
}

/// The desk of the signed-in person; [`Refusal::SignIn`] where nobody is.
pub async fn desk() -> Result<Desk, Failure> {
    let found = answer(desk_of(&crm(), &session().await?).await)?;
    let desk = found.ok_or_else(|| refused(Refusal::SignIn))?;
    Ok(desk
        .for_request(number().await)
        .coming_from(client().await.origin()))
}

/// The number of the request, under which its events stand in the log.
async fn number() -> Uuid {
    let headers = leptos_axum::extract::<http::HeaderMap>().await.ok();
    let number = headers
        .as_ref()
        .and_then(|headers| headers.get("x-request-id"));
    let number = number.and_then(|number| number.to_str().ok()?.parse().ok());
    number.unwrap_or_else(Uuid::now_v7)
}

/// The session of the request.
pub async fn session() -> Result<tower_sessions::Session, Failure> {
    leptos_axum::extract::<tower_sessions::Session>()
        .await
        .map_err(broken)
}

/// Turns what `domain` says into an answer: a refusal keeps its words and sets its status, what broke
/// is logged under an incident number and only the number leaves the house.
pub fn answer<T>(result: domain::Result<T>) -> Result<T, Failure> {
    result.map_err(|error| refused(error.into_refusal()))
}

/// An error of the frame around us, logged like any other break.
pub fn broken(error: impl std::fmt::Display) -> Failure {
    refused(domain::Error::broken(error).into_refusal())
}

/// Arguments that cannot be read are refused. The log says what kind of mistake it was and where: the reader's own words
/// quote what was sent, which may be a password.
pub(super) fn malformed(error: &ServerFnErrorErr) -> Failure {
    let kind = match error {
        ServerFnErrorErr::MissingArg(_) => "one is missing",
        ServerFnErrorErr::Deserialization(_) => "they are cut off",
        _ => "they are of another kind",
    };
    let parts = use_context::<http::request::Parts>();
    let endpoint = parts.as_ref().map_or("", |parts| parts.uri.path());
    tracing::info!(
        endpoint,
        kind,
        "the arguments of a server function cannot be read"
    );
    refused(Refusal::Malformed)
}

/// An address of our own to go on to, or the first page where it is none: nobody is sent to another
/// house by a link to our sign-in.
pub fn inside(address: &str) -> &str {
    let is_ours = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(|c: char| c == '\\' || c.is_control())
        && !address.starts_with("/sign-in");
    if is_ours { address } else { "/" }
}

fn refused(refusal: Refusal) -> Failure {
    if let Some(response) = use_context::<ResponseOptions>().filter(|_| !is_plain_form()) {
        let status = http::StatusCode::from_u16(refusal.status())
            .unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        response.set_status(status);
    }
    Failure::Refused(refusal)
}

/// A form that was sent without scripts: whatever is refused, its page comes again with the reason, which a
/// status of our own would prevent.
pub(super) fn is_plain_form() -> bool {
    let accepts = |parts: http::request::Parts| {
        let accepted = parts
            .headers
            .get(http::header::ACCEPT)
            .and_then(|value| value.to_str().ok());
        accepted.is_some_and(|accepted| accepted.contains("text/html"))
    };
    use_context::<http::request::Parts>().is_some_and(accepts)
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn only_our_own_addresses_are_gone_on_to() {
        for (address, expected) in [
            ("/accounts?q=x", "/accounts?q=x"),
            ("", "/"),
            ("https://elsewhere.example", "/"),
            ("//elsewhere.example", "/"),
            ("/\\elsewhere.example", "/"),
            ("/sign-in?next=/x", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
        ] {
            assert_eq!(inside(address), expected, "{address:?}");
        }
    }
}
