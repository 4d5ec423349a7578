//! Headers that tell browsers what never to do with our answers.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::client::Way;

/// For pages, with the nonce of the one answer. Attributes of style are for the custom properties of the
/// design; elements of style and scripts stay under the nonce.
pub(super) fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         style-src-attr 'unsafe-inline'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
         worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
}

/// For everything that is no page: nothing in it runs or loads, not even when it is opened by itself.
pub(super) const LIFELESS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// What every answer carries, the files of the site too.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Two years, as preload lists ask for.
const ONLY_HTTPS: HeaderValue = HeaderValue::from_static("max-age=63072000");

/// Adds what every answer carries.
pub(super) async fn protect(State(tls): State<bool>, request: Request, next: Next) -> Response {
    // A host without a path, as tunnels ask for it, is the address of nothing here.
    let mut response = match request.uri().path_and_query() {
        Some(_) => next.run(request).await,
        None => StatusCode::BAD_REQUEST.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if tls {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_HTTPS);
    }
    response
}

/// Adds what answers about people and customers carry: nobody in between keeps them, nothing in them runs
/// unless it says so itself.
pub(super) async fn protect_answers(request: Request, next: Next) -> Response {
    let is_secure = request
        .extensions()
        .get::<Way>()
        .is_some_and(|way| way.is_secure);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    unless_set(headers, header::CONTENT_SECURITY_POLICY, LIFELESS);
    unless_set(
        headers,
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    if is_secure {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, ONLY_HTTPS);
    }
    response
}

fn unless_set(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}
