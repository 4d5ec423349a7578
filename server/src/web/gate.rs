//! Two gates: nobody who is a stranger gets past the public server functions, and what changes something
//! must come from a page of ours.
//!
//! Browsers say in `Sec-Fetch-Site` (where the connection is trustworthy) or in `Origin` (always on a
//! POST) from which page a request was made, and no page can change either. Programs that are no browsers
//! send neither; they carry no cookie that a foreign page could misuse.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contract::Refusal;
use domain::Desk;

use super::client::Way;
use super::told::{Told, failed};

/// The server functions that answer strangers. This list may only shrink.
pub(super) const PUBLIC: [&str; 17] = [
    "/api/visitor",
    "/api/sign_in",
    "/api/sign_in_stage",
    "/api/sign_in_code",
    "/api/passkey_offer",
    "/api/ask_passkey",
    "/api/sign_in_passkey",
    "/api/ways_in",
    "/api/begin_provider",
    "/api/provider_return",
    "/api/link",
    "/api/use_link",
    "/api/ask_reset",
    "/api/sign_out",
    "/api/setup_open",
    "/api/set_up",
    "/api/save_preferences",
];

/// Refuses strangers before a server function even reads what they sent. Each asks for its actor itself, too.
pub(super) async fn keep_strangers_out(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_public = !path.starts_with("/api/") || PUBLIC.contains(&path);
    if is_public || request.extensions().get::<Desk>().is_some() {
        next.run(request).await
    } else {
        failed(Refusal::SignIn)
    }
}

/// The server functions of people that only read, which somebody may ask who looks as somebody else. What is not here is
/// refused before it begins: the door refuses to write anyway, and here it is said in words.
pub(super) const LOOKING: [&str; 58] = [
    "audit",
    "bin",
    "bin_counts",
    "board",
    "board_column",
    "board_lanes",
    "bulk_notes",
    "bulk_status",
    "calendar",
    "catalogue",
    "choices_in_use",
    "consents",
    "count",
    "count_all",
    "end_simulation",
    "files",
    "grants",
    "import_findings",
    "import_set",
    "import_set_part",
    "import_sets",
    "import_status",
    "imports",
    "is_starred",
    "lanes",
    "likely",
    "list",
    "merges",
    "organisation",
    "people",
    "phone_problem",
    "propose_conversion",
    "propose_merge",
    "proven",
    "purposes",
    "recent_bulk",
    "record",
    "related",
    "search",
    "shares",
    "shelf",
    "sign_out",
    "sight",
    "some",
    "sounds",
    "stays",
    "suggest",
    "tags",
    "teams",
    "time_zones",
    "timeline",
    "titles",
    "today",
    "totals",
    "twins",
    "views",
    "visitor",
    "who_sees",
];

/// Lets who looks at the product as somebody else only look: nothing is changed, and nothing is taken along.
pub(super) async fn keep_lookers_still(request: Request, next: Next) -> Response {
    let desk = request.extensions().get::<Desk>();
    let only_looks = desk.is_some_and(|desk| desk.actor().simulation().is_some());
    let (method, path) = (request.method(), request.uri().path());
    if !only_looks || is_looking(method, path) {
        return next.run(request).await;
    }
    match path.starts_with("/api/") {
        true => failed(Refusal::OnlyLooking),
        false => Told(Refusal::OnlyLooking).into_response(),
    }
}

fn is_looking(method: &Method, path: &str) -> bool {
    if let Some(function) = path.strip_prefix("/api/") {
        return LOOKING.contains(&function);
    }
    let takes_along = ["/export/", "/backups/", "/audit/"];
    let only_reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    only_reads && (path == "/audit" || !takes_along.iter().any(|place| path.starts_with(place)))
}

/// Refuses what a foreign page asks to change.
pub(super) async fn keep_foreign_pages_out(request: Request, next: Next) -> Response {
    let host = request
        .extensions()
        .get::<Way>()
        .map(|way| way.host.as_str())
        .unwrap_or_default();
    let only_reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if only_reads || is_our_own(request.headers(), host) {
        next.run(request).await
    } else {
        tracing::warn!(path = request.uri().path(), "a foreign page was kept out");
        Told(Refusal::Forbidden).into_response()
    }
}

fn is_our_own(headers: &HeaderMap, host: &str) -> bool {
    let word = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = word("sec-fetch-site") {
        // `none` is an address that the person typed or a bookmark.
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = word(header::ORIGIN.as_str()) else {
        return true;
    };
    origin
        .split_once("://")
        .is_some_and(|(_, from)| from.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    use super::is_our_own;

    #[test]
    fn only_our_own_pages_change_anything() {
        for (pairs, expected) in [
            (&[][..], true),
            (&[("origin", "http://crm.example.com:3000")], true),
            (&[("origin", "https://CRM.example.com:3000")], true),
            (&[("origin", "http://crm.example.com")], false),
            (&[("origin", "http://evil.example")], false),
            (&[("origin", "null")], false),
            (&[("sec-fetch-site", "same-origin")], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "http://crm.example.com:3000"),
                ],
                false,
            ),
        ] {
            let header = |&(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            };
            let headers: HeaderMap = pairs.iter().map(header).collect();
            assert_eq!(
                is_our_own(&headers, "crm.example.com:3000"),
                expected,
                "{pairs:?}"
            );
        }
    }
}
