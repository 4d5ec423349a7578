//! Before a page is drawn: who asks, and whether they may stay here.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use contract::Refusal;
use contract::dto::session::Visitor;
use domain::{Crm, Desk};
use http::{HeaderValue, StatusCode, header};
use tower_sessions::Session;

use super::server::inside;
use super::visitor::{preferences_of, remember, start};
use crate::i18n::{LANGUAGE_COOKIE, Language};
use crate::shell::context::Start;

/// Before a page is drawn: finds out who asks, sends those away who have to sign in or set up first,
/// remembers a language that was picked, and lays ready what the page starts with.
///
/// A layer of the page routes, inside that of the sessions.
pub async fn introduce(
    State(crm): State<Arc<Crm>>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(response) = language_picked(&request) {
        return response;
    }
    let known = request.extensions().get::<Desk>().cloned();
    match start(&crm, known, &session, request.headers()).await {
        Ok(start) => {
            if let Some(elsewhere) = sent_away(&start.visitor, &request) {
                return Redirect::to(&elsewhere).into_response();
            }
            request.extensions_mut().insert(Arc::new(start));
            private(next.run(request).await)
        }
        Err(error) => {
            let mut start = Start::anonymous(preferences_of(request.headers()));
            start.incident = match error.into_refusal() {
                Refusal::Broken { incident } => Some(incident),
                refusal => Some(refusal.status().to_string()),
            };
            request.extensions_mut().insert(Arc::new(start));
            let mut response = private(next.run(request).await);
            *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            response
        }
    }
}

/// Pages carry what only one person may see.
fn private(mut response: Response) -> Response {
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    response
}

/// Where somebody goes who may not be here.
fn sent_away(visitor: &Visitor, request: &Request) -> Option<String> {
    let path = request.uri().path();
    let asked = request
        .uri()
        .path_and_query()
        .map_or(path, http::uri::PathAndQuery::as_str);
    match (path, visitor) {
        ("/setup", _) => None,
        (
            _,
            Visitor {
                needs_setup: true, ..
            },
        ) => Some("/setup".to_owned()),
        ("/sign-in" | "/sign-in/code" | "/sign-in/forgotten", Visitor { me: Some(_), .. }) => {
            let next = query_value(request, "next").unwrap_or_default();
            Some(inside(&next).to_owned())
        }
        (path, _) if path.starts_with("/link/") => None,
        ("/sign-in/trouble", _) => None,
        ("/sign-in" | "/sign-in/code" | "/sign-in/forgotten", _)
        | (_, Visitor { me: Some(_), .. }) => None,
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
    let address = if rest.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", rest.join("&"))
    };
    let mut response = Redirect::to(&address).into_response();
    remember(response.headers_mut(), LANGUAGE_COOKIE, language.tag());
    Some(response)
}

fn query_value(request: &Request, name: &str) -> Option<String> {
    let pairs = request
        .uri()
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.into_iter().find(|(key, _)| *key == name)?;
    Some(unescape(value))
}

/// Percent-encodes everything but letters, digits and what is harmless in a query.
pub(super) fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
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

#[cfg(test)]
mod tests {
    use contract::dto::session::Preferences;

    use super::*;

    fn asked(address: &str) -> Request {
        let mut request = Request::default();
        *request.uri_mut() = address.parse().unwrap_or_default();
        request
    }

    fn visitor(needs_setup: bool) -> Visitor {
        Visitor {
            me: None,
            preferences: Preferences::default(),
            needs_setup,
        }
    }

    #[test]
    fn who_is_not_signed_in_comes_back_to_the_page_they_wanted() {
        let check = |address, expected: Option<&str>| {
            assert_eq!(
                sent_away(&visitor(false), &asked(address)).as_deref(),
                expected,
                "{address}"
            );
        };
        check("/", Some("/sign-in"));
        check(
            "/accounts?q=a%20b",
            Some("/sign-in?next=/accounts%3Fq%3Da%2520b"),
        );
        check("/sign-in?next=/deals", None);
        check("/setup?token=x", None);
        assert_eq!(
            sent_away(&visitor(true), &asked("/deals")).as_deref(),
            Some("/setup")
        );
        assert_eq!(unescape("/accounts%3Fq%3Da%2520b"), "/accounts?q=a%20b");
    }

    #[test]
    fn a_picked_language_leaves_the_address() {
        let response =
            language_picked(&asked("/setup?token=x&language=zh-CN&step=2")).unwrap_or_default();
        assert_eq!(
            response.headers()[header::LOCATION],
            "/setup?token=x&step=2"
        );
        assert!(language_picked(&asked("/setup?language=fr")).is_none());
    }
}
