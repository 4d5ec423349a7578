//! Who stands at the door: the visitor of a request, how they like their pages, and where they are sent.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use contract::Refusal;
use contract::dto::session::{Preferences, Theme, Visitor};
use domain::sessions::Client;
use domain::{Crm, Desk};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use tower_sessions::Session;
use uuid::Uuid;

use super::server::{SESSION_USER, answer, broken, crm, desk, inside, session};
use super::{Answer, Failure};
use crate::i18n::{LANGUAGE_COOKIE, Language, preferred};
use crate::shell::context::Start;

/// The cookie that remembers the theme of somebody who has not signed in.
const THEME_COOKIE: &str = "theme";

/// The cookie that says whether the menu is folded up; the browser sets it.
pub(crate) const RAIL_COOKIE: &str = "rail";

/// The address a request comes from, where the server knows better than the connection, as behind a
/// trusted proxy. The server puts it into the request's extensions.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

/// Before a page is drawn: finds out who asks, sends those away who have to sign in or set up first,
/// remembers a language that was picked, and lays ready what the page starts with.
///
/// A layer of the page routes, inside that of the sessions.
pub async fn introduce(State(crm): State<Arc<Crm>>, session: Session, mut request: Request, next: Next) -> Response {
    if let Some(response) = language_picked(&request) {
        return response;
    }
    match start(&crm, &session, request.headers()).await {
        Ok(start) => {
            if let Some(elsewhere) = sent_away(&start.visitor, &request) {
                return Redirect::to(&elsewhere).into_response();
            }
            request.extensions_mut().insert(start);
            private(next.run(request).await)
        }
        Err(error) => {
            let mut start = Start::anonymous(preferences_of(request.headers()));
            start.incident = match error.into_refusal() {
                Refusal::Broken { incident } => Some(incident),
                refusal => Some(refusal.status().to_string()),
            };
            request.extensions_mut().insert(start);
            let mut response = private(next.run(request).await);
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}

/// Pages carry what only one person may see.
fn private(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

async fn start(crm: &Arc<Crm>, session: &Session, headers: &HeaderMap) -> domain::Result<Start> {
    let (visitor, desk) = meet(crm, session, headers).await?;
    let mut start = Start::anonymous(visitor.preferences.clone());
    start.visitor = visitor;
    start.rail = cookie(headers, RAIL_COOKIE) == Some("1");
    if let Some(desk) = desk {
        start.catalogue = domain::catalogue::of(&desk).await?;
        start.people = domain::users::people(&desk).await?;
    }
    Ok(start)
}

async fn meet(crm: &Arc<Crm>, session: &Session, headers: &HeaderMap) -> domain::Result<(Visitor, Option<Desk>)> {
    let user: Option<Uuid> = session.get(SESSION_USER).await.map_err(domain::Error::broken)?;
    let desk = match user {
        Some(user) => match crm.desk_of(user).await {
            Ok(desk) => Some(desk),
            Err(domain::Error::Refused(_)) => None,
            Err(error) => return Err(error),
        },
        None => None,
    };
    let me = match &desk {
        Some(desk) => Some(desk.me().await?),
        None => None,
    };
    let visitor = Visitor {
        preferences: me.as_ref().map_or_else(|| preferences_of(headers), |me| me.preferences.clone()),
        needs_setup: me.is_none() && domain::setup::is_needed(crm).await?,
        me,
    };
    Ok((visitor, desk))
}

/// Where somebody goes who may not be here.
fn sent_away(visitor: &Visitor, request: &Request) -> Option<String> {
    let path = request.uri().path();
    let asked = request.uri().path_and_query().map_or(path, http::uri::PathAndQuery::as_str);
    match (path, visitor) {
        ("/setup", _) => None,
        (_, Visitor { needs_setup: true, .. }) => Some("/setup".to_owned()),
        ("/sign-in", Visitor { me: Some(_), .. }) => {
            let next = query_value(request, "next").unwrap_or_default();
            Some(inside(&next).to_owned())
        }
        ("/sign-in", _) | (_, Visitor { me: Some(_), .. }) => None,
        ("/", _) => Some("/sign-in".to_owned()),
        _ => Some(format!("/sign-in?next={}", escape(asked))),
    }
}

/// `?language=en` remembers the language and shows the page again without it. Links of that form switch
/// the language before anybody has signed in, also without scripts.
fn language_picked(request: &Request) -> Option<Response> {
    let language = Language::from_tag(&query_value(request, "language")?)?;
    let rest: Vec<&str> = request
        .uri()
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.starts_with("language="))
        .collect();
    let path = inside(request.uri().path());
    let address = if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) };
    let mut response = Redirect::to(&address).into_response();
    remember(response.headers_mut(), LANGUAGE_COOKIE, language.tag());
    Some(response)
}

fn query_value(request: &Request, name: &str) -> Option<String> {
    let pairs = request.uri().query()?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(key, _)| *key == name)?;
    Some(unescape(value))
}

/// Percent-encodes everything but letters, digits and what is harmless in a query.
fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match code {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Who asks a server function.
pub async fn visitor() -> Answer<Visitor> {
    let session = session().await?;
    let headers = headers().await?;
    answer(meet(&crm(), &session, &headers).await).map(|(visitor, _)| visitor)
}

/// From where and by what somebody asks, for throttling and the list of sessions.
pub async fn client() -> Client {
    let parts = leptos_axum::extract::<http::request::Parts>().await.ok();
    let given = parts.as_ref().and_then(|parts| parts.extensions.get::<ClientAddress>().map(|address| address.0));
    let connected = parts.as_ref().and_then(|parts| parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip()));
    let device = parts.as_ref().and_then(|parts| parts.headers.get(header::USER_AGENT)?.to_str().ok());
    Client {
        address: given.or(connected).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        device: device_in_words(device.unwrap_or_default()),
    }
}

/// The key of the present session, by which it is told from one's others.
pub async fn session_key() -> Answer<String> {
    let id = session().await?.id().ok_or(Failure::Refused(Refusal::SignIn))?;
    Ok(domain::sessions::key(&id.to_string()))
}

/// Keeps how somebody likes their pages: for the person where one is signed in, and for this browser.
pub async fn save_preferences(preferences: Preferences) -> Answer<()> {
    if let Some(response) = use_context::<ResponseOptions>() {
        let mut cookies = HeaderMap::new();
        remember(&mut cookies, LANGUAGE_COOKIE, preferences.language.tag());
        remember(&mut cookies, THEME_COOKIE, preferences.theme.attribute().unwrap_or("system"));
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
    let accepted = || headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok().and_then(preferred);
    kept.or_else(accepted).unwrap_or_default()
}

fn preferences_of(headers: &HeaderMap) -> Preferences {
    let theme = match cookie(headers, THEME_COOKIE) {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    };
    Preferences { language: language_of(headers), theme, ..Preferences::default() }
}

async fn headers() -> Answer<HeaderMap> {
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
fn remember(headers: &mut HeaderMap, name: &str, value: &str) {
    let cookie = format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax");
    if let Ok(cookie) = cookie.parse() {
        headers.append(header::SET_COOKIE, cookie);
    }
}

/// Browser and system of a `User-Agent`: `Chrome, Windows`.
#[must_use]
pub fn device_in_words(agent: &str) -> String {
    let first = |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
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
    use super::*;

    fn asked(address: &str) -> Request {
        let mut request = Request::default();
        *request.uri_mut() = address.parse().unwrap_or_default();
        request
    }

    fn visitor(needs_setup: bool) -> Visitor {
        Visitor { me: None, preferences: Preferences::default(), needs_setup }
    }

    #[test]
    fn who_is_not_signed_in_comes_back_to_the_page_they_wanted() {
        let check = |address, expected: Option<&str>| {
            assert_eq!(sent_away(&visitor(false), &asked(address)).as_deref(), expected, "{address}");
        };
        check("/", Some("/sign-in"));
        check("/accounts?q=a%20b", Some("/sign-in?next=/accounts%3Fq%3Da%2520b"));
        check("/sign-in?next=/deals", None);
        check("/setup?token=x", None);
        assert_eq!(sent_away(&visitor(true), &asked("/deals")).as_deref(), Some("/setup"));
        assert_eq!(unescape("/accounts%3Fq%3Da%2520b"), "/accounts?q=a%20b");
    }

    #[test]
    fn a_picked_language_leaves_the_address() {
        let response = language_picked(&asked("/setup?token=x&language=zh-CN&step=2")).unwrap_or_default();
        assert_eq!(response.headers()[header::LOCATION], "/setup?token=x&step=2");
        assert!(language_picked(&asked("/setup?language=fr")).is_none());
    }

    #[test]
    fn a_device_is_named_in_two_words() {
        let check = |agent, expected: &str| assert_eq!(device_in_words(agent), expected);
        check("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge, Windows");
        check("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone");
        check("curl/8.0", "curl/8.0");
    }
}
