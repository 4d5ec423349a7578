//! Handing over what a colleague owns, and letting colleagues go, for administrators.

use contract::dto::handover::{Belongings, HandOver, HandOverStatus, Stayed};
use contract::dto::session::Person;
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// What a user owns, in numbers.
#[server(name = BelongingsCall, prefix = "/api", endpoint = "belongings", input = Json, output = Json)]
pub async fn belongings(user: Uuid) -> Answer<Belongings> {
    let desk = desk().await?;
    answer(domain::handover::belongings(&desk, user).await)
}

/// Hands it over. The id is made by the client, so that a second try starts no second one. The fields of a refusal are keys of
/// objects, `things` and `portions`.
#[server(name = HandOverCall, prefix = "/api", endpoint = "hand_over", input = Json, output = Json)]
pub async fn hand_over(id: Uuid, asked: HandOver) -> Answer<HandOverStatus> {
    let desk = proven_desk().await?;
    answer(domain::handover::start(&desk, id, asked).await)
}

/// How far it got.
#[server(name = HandOverStatusCall, prefix = "/api", endpoint = "hand_over_status", input = Json, output = Json)]
pub async fn hand_over_status(id: Uuid) -> Answer<HandOverStatus> {
    let desk = desk().await?;
    answer(domain::handover::status(&desk, id).await)
}

/// Why records stayed as they were.
#[server(name = HandOverNotesCall, prefix = "/api", endpoint = "hand_over_notes", input = Json, output = Json)]
pub async fn hand_over_notes(id: Uuid) -> Answer<Vec<Stayed>> {
    let desk = desk().await?;
    answer(domain::handover::notes(&desk, id).await)
}

/// The last ones, the newest first.
#[server(name = HandOversCall, prefix = "/api", endpoint = "hand_overs", input = Json, output = Json)]
pub async fn hand_overs() -> Answer<Vec<HandOverStatus>> {
    let desk = desk().await?;
    answer(domain::handover::recent(&desk).await)
}

/// Takes one back as a whole.
#[server(name = UndoHandOverCall, prefix = "/api", endpoint = "undo_hand_over", input = Json, output = Json)]
pub async fn undo_hand_over(id: Uuid) -> Answer<HandOverStatus> {
    let desk = proven_desk().await?;
    answer(domain::handover::undo(&desk, id).await)
}

/// Ends the sessions and keys of a user, who can no longer sign in.
#[server(name = DeactivateCall, prefix = "/api", endpoint = "deactivate", input = Json, output = Json)]
pub async fn deactivate(user: Uuid) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::users::deactivate(&desk, user).await)
}

/// Lets a user who was deactivated sign in again.
#[server(name = BringBackCall, prefix = "/api", endpoint = "bring_back", input = Json, output = Json)]
pub async fn bring_back(user: Uuid) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::users::bring_back(&desk, user).await)
}

/// Those who were deactivated, by name.
#[server(name = FormerCall, prefix = "/api", endpoint = "former_users", input = Json, output = Json)]
pub async fn former_users() -> Answer<Vec<Person>> {
    let desk = desk().await?;
    answer(domain::users::former(&desk).await)
}
