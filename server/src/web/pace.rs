//! How often a signed-in browser may ask: so often that nobody who works ever notices, and less often for what costs most.
//!
//! Sessions are counted and not addresses: behind a proxy, or in an office, many people have one. Strangers are not
//! counted here; what they may ask is throttled where they ask it. Files of the site are beside all of it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use contract::{Language, Refusal};
use domain::Desk;
use tower_sessions::Session;
use uuid::Uuid;

use super::buckets::Buckets;
use super::plain;
use super::told::failed;

/// Server functions that read much to answer little.
const SEARCHING: [&str; 6] = [
    "audit",
    "count_all",
    "likely",
    "search",
    "totals",
    "who_sees",
];
/// Where files are made of many records.
const TAKING: [&str; 5] = [
    "/export/",
    "/audit/log.csv",
    "/backups/",
    "/person/",
    "/erasures/",
];

/// What a request costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    Usual,
    /// Six times as much.
    Searching,
    /// Sixty times as much.
    Taking,
}

impl Weight {
    fn of(path: &str) -> Self {
        match path.strip_prefix("/api/") {
            Some(function) if SEARCHING.contains(&function) => Self::Searching,
            None if TAKING.iter().any(|place| path.starts_with(place)) => Self::Taking,
            _ => Self::Usual,
        }
    }
}

/// The buckets of all sessions.
pub(super) struct Pace {
    usual: Option<Arc<Buckets>>,
    searching: Option<Arc<Buckets>>,
    taking: Option<Arc<Buckets>>,
}

impl Pace {
    /// So many usual requests a minute; 0 for as many as anybody likes.
    pub(super) fn new(per_minute: u32) -> Arc<Self> {
        let part = |of: u32| Buckets::new(per_minute.div_ceil(of));
        Arc::new(Self {
            usual: part(1),
            searching: part(6),
            taking: part(60),
        })
    }

    /// Seconds that a session has to wait before this request; `None` for who need not.
    fn wait(&self, session: Uuid, path: &str) -> Option<u64> {
        let heavy = match Weight::of(path) {
            Weight::Usual => None,
            Weight::Searching => self.searching.as_ref(),
            Weight::Taking => self.taking.as_ref(),
        };
        let of = |buckets: &Arc<Buckets>| buckets.take(session).seconds();
        heavy
            .and_then(of)
            .or_else(|| self.usual.as_ref().and_then(of))
    }
}

/// Lets who asks too often wait: server functions and pages ask again by themselves.
pub(super) async fn keep_calm(
    State(pace): State<Arc<Pace>>,
    request: Request,
    next: Next,
) -> Response {
    let Some(session) = signed_in(&request) else {
        return next.run(request).await;
    };
    let path = request.uri().path();
    let Some(seconds) = pace.wait(session, path) else {
        return next.run(request).await;
    };
    tracing::warn!(path, seconds, "a session asks too often and waits");
    let refusal = Refusal::TooMany {
        seconds: u32::try_from(seconds).unwrap_or(u32::MAX),
    };
    let mut response = match plain::is_page(&request) {
        true => {
            let language = request.extensions().get::<Language>();
            plain::too_often(language.copied().unwrap_or_default(), seconds)
        }
        false => failed(refusal),
    };
    let headers = response.headers_mut();
    headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// The session of somebody who is signed in.
fn signed_in(request: &Request) -> Option<Uuid> {
    request.extensions().get::<Desk>()?;
    let session = request.extensions().get::<Session>()?;
    Some(Uuid::from_u128(session.id()?.0.cast_unsigned()))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Pace, Weight};

    #[test]
    fn what_costs_much_is_told_from_what_costs_little() {
        for (path, weight) in [
            ("/accounts", Weight::Usual),
            ("/audit", Weight::Usual),
            ("/api/list", Weight::Usual),
            ("/api/search", Weight::Searching),
            ("/api/searching", Weight::Usual),
            ("/export/account.csv", Weight::Taking),
            ("/audit/log.csv", Weight::Taking),
            ("/api/export/account.csv", Weight::Usual),
        ] {
            assert_eq!(Weight::of(path), weight, "{path}");
        }
    }

    #[test]
    fn the_tighter_limit_holds_up_only_what_it_is_for() {
        let pace = Pace::new(60);
        let session = Uuid::now_v7();
        assert_eq!(pace.wait(session, "/export/account.csv"), None);
        assert_eq!(pace.wait(session, "/export/account.csv"), Some(60));
        for _ in 0..10 {
            assert_eq!(pace.wait(session, "/api/search"), None);
        }
        assert_eq!(pace.wait(session, "/api/search"), Some(6));
        assert_eq!(pace.wait(session, "/accounts"), None);
        assert_eq!(
            pace.wait(Uuid::now_v7(), "/api/search"),
            None,
            "another session"
        );
        let free = Pace::new(0);
        assert!((0..5_000).all(|_| free.wait(session, "/api/search").is_none()));
    }
}
