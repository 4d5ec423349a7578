//! Links that let somebody set a password once.

use contract::dto::signing::{LinkInfo, MadeLink};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{self, answer, crm};
#[cfg(feature = "ssr")]
use super::way_in::{self, proven_desk};
use super::{Answer, Json};

/// Makes a link for a user, to be handed over; for administrators.
#[server(name = MakeLinkCall, prefix = "/api", endpoint = "make_link", input = Json, output = Json)]
pub async fn make_link(user: Uuid) -> Answer<MadeLink> {
    let desk = proven_desk().await?;
    answer(domain::users::make_link(&desk, user).await)
}

/// Sends a link to who forgot their password; answers everybody, and everybody alike.
#[server(name = AskResetCall, prefix = "/api", endpoint = "ask_reset")]
pub async fn ask_reset(email: String) -> Answer<()> {
    let client = server::client().await;
    answer(domain::users::ask_reset(&crm(), &email, &client).await)?;
    if server::is_plain_form() {
        leptos_axum::redirect("/sign-in/forgotten?sent");
    }
    Ok(())
}

/// What a link is for; answers everybody who holds it.
#[server(name = LinkCall, prefix = "/api", endpoint = "link", input = Json, output = Json)]
pub async fn link(token: String) -> Answer<LinkInfo> {
    answer(domain::users::link(&crm(), &token).await)
}

/// Sets the password of who holds a link, and goes on to sign them in. Flat arguments, so that the form works without
/// scripts too. The fields of a refusal are `name` and `password`.
#[server(name = UseLinkCall, prefix = "/api", endpoint = "use_link")]
pub async fn use_link(
    token: String,
    #[server(default)] password: String,
    #[server(default)] name: String,
) -> Answer<()> {
    let knock = answer(domain::users::use_link(&crm(), &token, &name, &password).await)?;
    // Who came in without a password adds another way first.
    let next = match password.is_empty() {
        true => "/settings/security",
        false => "/",
    };
    way_in::let_in(knock, next).await
}
