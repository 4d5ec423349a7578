//! Who stands at the door: the visitor of a request, and how they like their pages.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::ConnectInfo;
use contract::Refusal;
use contract::dto::session::{Preferences, Theme, Visitor};
use domain::sessions::Client;
use domain::{Crm, Desk};
use http::{HeaderMap, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use tower_sessions::Session;
use uuid::Uuid;

use super::server::{SESSION_SIMULATION, SESSION_USER, answer, broken, crm, desk, session};
use super::{Answer, Failure};
use crate::i18n::{LANGUAGE_COOKIE, Language, preferred};
use crate::shell::context::Start;

pub use super::introduce::introduce;

/// The cookie that remembers the theme of somebody who has not signed in.
const THEME_COOKIE: &str = "theme";

/// The cookie that says whether the menu is folded up; the browser sets it.
pub(crate) const RAIL_COOKIE: &str = "rail";

/// The address a request comes from, where the server knows better than the connection, as behind a
/// trusted proxy. The server puts it into the request's extensions.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

/// Whether the browser speaks to us over TLS; the server puts it there, too.
#[derive(Clone, Copy, Debug)]
pub struct OverTls(pub bool);

/// Host and port by which the browser reached us; the server puts it there, too.
#[derive(Clone, Debug)]
pub struct ReachedBy(pub String);

/// The cookie by which a browser is known again; over TLS its name says that no neighbouring host can have set it.
pub(super) const MARK: &str = "rapport_browser";

/// What a page starts with. `known` is the desk of who asks, where the server has found it already.
pub(super) async fn start(
    crm: &Arc<Crm>,
    known: Option<Desk>,
    session: &Session,
    headers: &HeaderMap,
) -> domain::Result<Start> {
    let desk = match known {
        Some(desk) => Some(desk),
        None => desk_of(crm, session).await?,
    };
    // Before anything is read: what changes after this is heard by the page when it listens.
    let live = crm.live().cursor();
    let visitor = meet(crm, desk.as_ref(), headers).await?;
    let mut start = Start::anonymous(visitor.preferences.clone());
    start.visitor = visitor;
    start.live = live.map(|cursor| cursor.to_string()).unwrap_or_default();
    start.rail = cookie(headers, RAIL_COOKIE) == Some("1");
    if let Some(desk) = desk {
        start.catalogue = domain::catalogue::of(&desk).await?;
        start.people = domain::users::people(&desk).await?;
        let views = domain::views::all(&desk).await?;
        start.views = serde_json::to_string(&views).map_err(domain::Error::broken)?;
    }
    Ok(start)
}

/// The desk of a session: of the person in it, or of whom they look at the product as; nobody's where session or
/// person is gone. There is no other way from a session to a desk.
///
/// # Errors
/// When session or database cannot be read.
pub async fn desk_of(crm: &Arc<Crm>, session: &Session) -> domain::Result<Option<Desk>> {
    let id = |key: &'static str| async move {
        let found: Result<Option<Uuid>, _> = session.get(key).await;
        found.map_err(domain::Error::broken)
    };
    let Some(user) = id(SESSION_USER).await? else {
        return Ok(None);
    };
    let key = session
        .id()
        .map(|id| domain::sessions::key(&id.to_string()));
    let simulation = id(SESSION_SIMULATION).await?.zip(key.as_deref());
    match domain::simulations::desk_of(crm, user, simulation).await {
        Ok(desk) => Ok(Some(desk)),
        Err(domain::Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn meet(crm: &Arc<Crm>, desk: Option<&Desk>, headers: &HeaderMap) -> domain::Result<Visitor> {
    let me = match desk {
        Some(desk) => Some(desk.me().await?),
        None => None,
    };
    Ok(Visitor {
        preferences: me
            .as_ref()
            .map_or_else(|| preferences_of(headers), |me| me.preferences.clone()),
        needs_setup: me.is_none() && domain::setup::is_needed(crm).await?,
        me,
    })
}

/// Who asks a server function.
pub async fn visitor() -> Answer<Visitor> {
    let session = session().await?;
    let headers = headers().await?;
    let crm = crm();
    let desk = answer(desk_of(&crm, &session).await)?;
    answer(meet(&crm, desk.as_ref(), &headers).await)
}

/// From where and by what somebody asks, for throttling and the list of sessions.
pub async fn client() -> Client {
    let parts = leptos_axum::extract::<http::request::Parts>().await.ok();
    let given = parts.as_ref().and_then(|parts| {
        parts
            .extensions
            .get::<ClientAddress>()
            .map(|address| address.0)
    });
    let connected = parts.as_ref().and_then(|parts| {
        parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|peer| peer.0.ip())
    });
    let device = parts
        .as_ref()
        .and_then(|parts| parts.headers.get(header::USER_AGENT)?.to_str().ok());
    Client {
        address: given
            .or(connected)
            .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        device: device_in_words(device.unwrap_or_default()),
        mark: parts.as_ref().and_then(|parts| mark(&parts.headers)),
    }
}

fn mark(headers: &HeaderMap) -> Option<String> {
    let named = match is_over_tls() {
        true => cookie(headers, &format!("__Host-{MARK}")),
        false => cookie(headers, MARK),
    };
    named.map(str::to_owned)
}

/// Whether the present question came over TLS.
pub(super) fn is_over_tls() -> bool {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<OverTls>().copied())
        .is_some_and(|tls| tls.0)
}

/// The key of the present session, by which it is told from one's others.
pub async fn session_key() -> Answer<String> {
    let id = session()
        .await?
        .id()
        .ok_or(Failure::Refused(Refusal::SignIn))?;
    Ok(domain::sessions::key(&id.to_string()))
}

/// Keeps how somebody likes their pages: for the person where one is signed in, and for this browser.
pub async fn save_preferences(preferences: Preferences) -> Answer<()> {
    if let Some(response) = use_context::<ResponseOptions>() {
        let mut cookies = HeaderMap::new();
        remember(&mut cookies, LANGUAGE_COOKIE, preferences.language.tag());
        remember(
            &mut cookies,
            THEME_COOKIE,
            preferences.theme.attribute().unwrap_or("system"),
        );
        for value in cookies.get_all(header::SET_COOKIE) {
            response.append_header(header::SET_COOKIE, value.clone());
        }
    }
    let user: Option<Uuid> = session().await?.get(SESSION_USER).await.map_err(broken)?;
    match user {
        Some(_) => answer(domain::users::save_preferences(&desk().await?, preferences).await),
        None => Ok(()),
    }
}

/// The language of a request to a server function, to be put into its context.
#[must_use]
pub fn language_of(headers: &HeaderMap) -> Language {
    let kept = cookie(headers, LANGUAGE_COOKIE).and_then(Language::from_tag);
    let accepted = || {
        headers
            .get(header::ACCEPT_LANGUAGE)?
            .to_str()
            .ok()
            .and_then(preferred)
    };
    kept.or_else(accepted).unwrap_or_default()
}

pub(super) fn preferences_of(headers: &HeaderMap) -> Preferences {
    let theme = match cookie(headers, THEME_COOKIE) {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    };
    Preferences {
        language: language_of(headers),
        theme,
        ..Preferences::default()
    }
}

/// The head of the present question.
pub(super) async fn headers() -> Answer<HeaderMap> {
    leptos_axum::extract::<HeaderMap>().await.map_err(broken)
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// For a year, and also when the page is opened from elsewhere.
pub(super) fn remember(headers: &mut HeaderMap, name: &str, value: &str) {
    let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax");
    if let Ok(cookie) = cookie.parse() {
        headers.append(header::SET_COOKIE, cookie);
    }
}

/// Browser and system of a `User-Agent`: `Chrome, Windows`.
#[must_use]
pub fn device_in_words(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    let browser = first(&[
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Windows", "Windows"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("HarmonyOS", "HarmonyOS"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => agent.chars().filter(|c| !c.is_control()).take(60).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::device_in_words;

    #[test]
    fn a_device_is_named_in_two_words() {
        let check = |agent, expected: &str| assert_eq!(device_in_words(agent), expected);
        check(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge, Windows",
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        );
        check("curl/8.0", "curl/8.0");
    }
}
