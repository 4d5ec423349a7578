//! What the server writes into a page, so that the browser draws the same at once and asks for nothing.

use std::sync::Arc;

use leptos::prelude::*;

use super::context::Start;

/// The element of the page's head that holds it.
pub(crate) const START_ID: &str = "start";

/// What the page starts with. Shared: the parts of a request are copied often while a page is made.
#[cfg(feature = "ssr")]
pub(crate) fn start() -> Arc<Start> {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<Arc<Start>>().cloned())
        // While the routes are listed there is no request.
        .unwrap_or_else(|| Start::anonymous(contract::dto::session::Preferences::default()).into())
}

/// What the page starts with.
#[cfg(not(feature = "ssr"))]
pub(crate) fn start() -> Arc<Start> {
    let written = document()
        .get_element_by_id(START_ID)
        .and_then(|element| element.text_content());
    let start = written.and_then(|json| crate::api::read(&json).ok());
    start
        .unwrap_or_else(|| Start::anonymous(contract::dto::session::Preferences::default()))
        .into()
}

/// The same as JSON that may stand inside a `<script>`: nothing in it can end the element.
#[cfg(feature = "ssr")]
pub(crate) fn written(start: &Start) -> String {
    serde_json::to_string(start)
        .unwrap_or_default()
        .replace('<', "\\u003c")
}
