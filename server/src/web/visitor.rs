//! Who asks: the person of the session, found once for each request, and how their pages look.

use std::sync::Arc;

use app::api::server::SESSION_USER;
use app::i18n::{LANGUAGE_COOKIE, Language, preferred};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use chrono::Utc;
use contract::dto::session::{Preferences, Theme};
use domain::sessions::Client;
use domain::{Crm, Desk};
use percent_encoding::percent_decode_str;
use tower_sessions::Session;
use uuid::Uuid;

use super::trace;

/// The session's value that names the browser.
pub(super) const DEVICE: &str = "device";
/// The day on which the browser's cookie was last renewed.
const RENEWED: &str = "renewed";

/// Puts the [`Desk`] of the signed-in person and the [`Preferences`] of whoever asks on the request.
pub(super) async fn recognise(State(crm): State<Arc<Crm>>, session: Session, mut request: Request, next: Next) -> Response {
    let client = request.extensions().get::<Client>().cloned();
    let desk = desk(&crm, &session).await;
    let desk = desk.map(|desk| match trace::number(&request) {
        Some(number) => desk.for_request(number),
        None => desk,
    });
    let preferences = match &desk {
        Some(desk) => desk.preferences().clone(),
        None => of_cookies(request.headers()),
    };
    request.extensions_mut().insert(preferences);
    if let Some(desk) = desk {
        request.extensions_mut().insert(desk);
    }
    let response = next.run(request).await;
    if let Err(cause) = renew(&session, client).await {
        tracing::warn!(%cause, "a session was not renewed");
    }
    response
}

/// Where the database fails nobody is signed in here; the page asks again itself and tells what broke.
async fn desk(crm: &Arc<Crm>, session: &Session) -> Option<Desk> {
    let user: Uuid = match session.get(SESSION_USER).await {
        Ok(user) => user?,
        Err(cause) => {
            tracing::error!(%cause, "a session was not read");
            return None;
        }
    };
    match crm.desk_of(user).await {
        Ok(desk) => Some(desk),
        Err(error) => {
            tracing::debug!(%error, "nobody is at the desk");
            None
        }
    }
}

/// Names the browser in a new session, and once a day prolongs the cookie of one in use: its row is prolonged
/// whenever it is read.
async fn renew(session: &Session, client: Option<Client>) -> Result<(), tower_sessions::session::Error> {
    if session.get::<Uuid>(SESSION_USER).await?.is_none() {
        return Ok(());
    }
    let today = Utc::now().date_naive().to_string();
    if session.get::<String>(RENEWED).await? != Some(today.clone()) {
        session.insert(RENEWED, today).await?;
        session.insert(DEVICE, client.map(|client| client.device).unwrap_or_default()).await?;
    }
    Ok(())
}

/// How pages look to somebody who has not signed in: by cookie, else by what the browser asks for.
fn of_cookies(headers: &HeaderMap) -> Preferences {
    let usual = Preferences::default();
    let cookie = |name: &str| cookie(headers, name);
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let language = cookie(LANGUAGE_COOKIE).and_then(|tag| Language::from_tag(&tag));
    Preferences {
        language: language.or_else(|| accepted.and_then(preferred)).unwrap_or_default(),
        theme: match cookie("theme").as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        },
        accent: cookie("accent").filter(|accent| ["lapis", "pine", "plum"].contains(&accent.as_str())).unwrap_or(usual.accent),
        compact: cookie("compact").as_deref() == Some("true"),
        time_zone: cookie("time_zone").filter(|zone| domain::clock::is_zone(zone)).unwrap_or(usual.time_zone),
    }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|all| all.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    percent_decode_str(value).decode_utf8().ok().map(|value| value.into_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use contract::Language;
    use contract::dto::session::Theme;

    use super::of_cookies;

    #[test]
    fn a_stranger_is_met_in_the_language_of_cookie_or_browser() {
        let mut headers = HeaderMap::new();
        assert_eq!(of_cookies(&headers).language, Language::English);
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("zh-CN,zh;q=0.9"));
        assert_eq!(of_cookies(&headers).language, Language::Chinese);
        headers.insert(header::COOKIE, HeaderValue::from_static("language=en; theme=dark; time_zone=Asia%2FShanghai; accent=<b>"));
        let preferences = of_cookies(&headers);
        assert_eq!((preferences.language, preferences.theme), (Language::English, Theme::Dark));
        assert_eq!((preferences.time_zone.as_str(), preferences.accent.as_str()), ("Asia/Shanghai", "lapis"));
    }
}
