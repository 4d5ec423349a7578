//! Signing in and out, and one's own settings.

use contract::dto::session::{Preferences, SessionInfo, Visitor};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{self, answer, desk};
use super::{Answer, Json};

/// Who asks, and how their pages look; answers everybody.
#[server(name = VisitorCall, prefix = "/api", endpoint = "visitor", input = Json, output = Json)]
pub async fn visitor() -> Answer<Visitor> {
    server::visitor().await
}

/// Signs in. Flat arguments, so that the form works without scripts too.
#[server(name = SignInCall, prefix = "/api", endpoint = "sign_in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] next: String,
) -> Answer<()> {
    let user = answer(
        domain::sessions::sign_in(&server::crm(), &email, &password, &server::client().await).await,
    )?;
    begin(user).await?;
    leptos_axum::redirect(server::inside(&next));
    Ok(())
}

/// Ends the session.
#[server(name = SignOutCall, prefix = "/api", endpoint = "sign_out")]
pub async fn sign_out() -> Answer<()> {
    server::session()
        .await?
        .flush()
        .await
        .map_err(server::broken)?;
    leptos_axum::redirect("/sign-in");
    Ok(())
}

/// Changes one's own password and ends all other sessions.
#[server(name = ChangePasswordCall, prefix = "/api", endpoint = "change_password", input = Json, output = Json)]
pub async fn change_password(current: String, new: String) -> Answer<()> {
    let desk = desk().await?;
    let keep = server::session_key().await?;
    answer(domain::users::change_password(&desk, &current, &new, &keep).await)
}

/// Where one is signed in.
#[server(name = SessionsCall, prefix = "/api", endpoint = "sessions", input = Json, output = Json)]
pub async fn sessions() -> Answer<Vec<SessionInfo>> {
    let desk = desk().await?;
    let current = server::session_key().await?;
    answer(domain::sessions::of(&desk, &current).await)
}

/// Ends one of one's own sessions.
#[server(name = EndSessionCall, prefix = "/api", endpoint = "end_session", input = Json, output = Json)]
pub async fn end_session(key: String) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::sessions::end(&desk, &key).await)
}

/// Keeps language, look and time zone, for the person or, while nobody is signed in, in a cookie.
#[server(name = SavePreferencesCall, prefix = "/api", endpoint = "save_preferences", input = Json, output = Json)]
pub async fn save_preferences(preferences: Preferences) -> Answer<()> {
    server::save_preferences(preferences).await
}

/// The IANA time zones a person may choose, by name.
#[server(name = TimeZonesCall, prefix = "/api", endpoint = "time_zones", input = Json, output = Json)]
pub async fn time_zones() -> Answer<Vec<String>> {
    desk().await?;
    Ok(domain::clock::zones())
}

/// Makes a new session for a person who proved who they are; the id from before is worth nothing then.
#[cfg(feature = "ssr")]
pub(super) async fn begin(user: uuid::Uuid) -> Answer<()> {
    let session = server::session().await?;
    session.cycle_id().await.map_err(server::broken)?;
    session
        .insert(server::SESSION_USER, user)
        .await
        .map_err(server::broken)
}
