//! Signing in and out, and one's own settings.

use contract::dto::session::{Preferences, SessionInfo, Visitor};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{self, answer, desk};
#[cfg(feature = "ssr")]
use super::way_in;
use super::{Answer, Json};

/// Who asks, and how their pages look; answers everybody.
#[server(name = VisitorCall, prefix = "/api", endpoint = "visitor", input = Json, output = Json)]
pub async fn visitor() -> Answer<Visitor> {
    server::visitor().await
}

/// Signs in, or leads on to the code that is missing. Flat arguments, so that the form works without scripts too.
#[server(name = SignInCall, prefix = "/api", endpoint = "sign_in")]
pub async fn sign_in(
    email: String,
    password: String,
    #[server(default)] next: String,
) -> Answer<()> {
    let knock = answer(
        domain::sessions::sign_in(&server::crm(), &email, &password, &server::client().await).await,
    )?;
    way_in::let_in(knock, &next).await
}

/// Ends the session.
#[server(name = SignOutCall, prefix = "/api", endpoint = "sign_out")]
pub async fn sign_out() -> Answer<()> {
    let session = server::session().await?;
    let user: Option<uuid::Uuid> = session
        .get(server::SESSION_USER)
        .await
        .map_err(server::broken)?;
    // A stranger has nothing to leave, and is not refused for it.
    if user.is_some()
        && let Ok(desk) = desk().await
    {
        answer(domain::sessions::leave(&desk).await)?;
        let key = server::session_key().await?;
        answer(domain::simulations::end_in(&server::crm(), &key).await)?;
    }
    session.flush().await.map_err(server::broken)?;
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

/// Ends all of one's own sessions but this one. Answers how many ended.
#[server(name = EndOtherSessionsCall, prefix = "/api", endpoint = "end_other_sessions", input = Json, output = Json)]
pub async fn end_other_sessions() -> Answer<u64> {
    let desk = desk().await?;
    let keep = server::session_key().await?;
    answer(domain::sessions::end_others(&desk, &keep).await)
}

/// One has seen the notices about new browsers and networks.
#[server(name = NoticesSeenCall, prefix = "/api", endpoint = "notices_seen", input = Json, output = Json)]
pub async fn notices_seen() -> Answer<()> {
    let desk = desk().await?;
    answer(domain::sessions::notices_seen(&desk).await)
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
