//! How a server function finds the CRM and the person who asks.

use std::sync::Arc;

use contract::Refusal;
use domain::{Crm, Desk};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use uuid::Uuid;

use super::Failure;

/// The key under which a session keeps the id of who is signed in.
pub const SESSION_USER: &str = "user";

/// The CRM of this process.
pub fn crm() -> Arc<Crm> {
    expect_context::<Arc<Crm>>()
}

/// The desk of the signed-in person; [`Refusal::SignIn`] where nobody is.
pub async fn desk() -> Result<Desk, Failure> {
    let session = session().await?;
    let user: Option<Uuid> = session.get(SESSION_USER).await.map_err(broken)?;
    let user = user.ok_or_else(|| refused(Refusal::SignIn))?;
    answer(crm().desk_of(user).await)
}

/// The session of the request.
pub async fn session() -> Result<tower_sessions::Session, Failure> {
    leptos_axum::extract::<tower_sessions::Session>().await.map_err(broken)
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

fn refused(refusal: Refusal) -> Failure {
    if let Some(response) = use_context::<ResponseOptions>() {
        let status = http::StatusCode::from_u16(refusal.status()).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
        response.set_status(status);
    }
    Failure::Refused(refusal)
}
