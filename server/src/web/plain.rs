//! Pages without the app, for when it is not to be asked: they wait and load again by themselves, or offer to.

use app::t;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::Language;
use uuid::Uuid;

/// A few lines, so that it looks like the house: the style sheet of the site has another name in each version.
const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:0;min-height:100dvh;display:grid;place-items:center;\
    background:#f7f7f5;color:#1d1d1b}main{max-width:28rem;padding:2rem}h1{font-size:1.25rem;margin:0 0 .5rem}\
    a{color:inherit}@media (prefers-color-scheme:dark){body{background:#161615;color:#ececea}}";

/// Whether a browser asks for a page that it will show.
pub(super) fn is_page(request: &Request) -> bool {
    let accepts = request.headers().get(header::ACCEPT);
    let accepts = accepts.and_then(|accepts| accepts.to_str().ok());
    *request.method() == Method::GET
        && !request.uri().path().starts_with("/api/")
        && accepts.is_some_and(|accepts| accepts.contains("text/html"))
}

/// For who asked too often: it loads again when they may.
pub(super) fn too_often(language: Language, seconds: u64) -> Response {
    let text = t!(language, shell.too_often_text, count = seconds);
    let title = t!(language, shell.too_often);
    let mut response = page(language, StatusCode::TOO_MANY_REQUESTS, title, &text);
    let headers = response.headers_mut();
    headers.insert(header::REFRESH, HeaderValue::from(seconds));
    response
}

/// For a page that was not finished in time.
pub(super) fn took_too_long(language: Language, seconds: u64) -> Response {
    let text = t!(language, shell.too_slow_text, count = seconds);
    let title = t!(language, shell.too_slow);
    page(language, StatusCode::GATEWAY_TIMEOUT, title, &text)
}

fn page(language: Language, status: StatusCode, title: &str, text: &str) -> Response {
    let (tag, nonce) = (language.tag(), Uuid::new_v4().simple());
    let again = t!(language, shell.load_again);
    let html = format!(
        "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style nonce=\"{nonce}\">{STYLE}</style></head>\
         <body><main role=\"alert\"><h1>{title}</h1><p>{text}</p><p><a href=\"\">{again}</a></p></main></body></html>"
    );
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let content = HeaderValue::from_static("text/html; charset=utf-8");
    let mut response = (status, [(header::CONTENT_TYPE, content)], html).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
