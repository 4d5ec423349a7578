//! What the server writes into a page, so that the browser draws the same at once and asks for nothing.

use leptos::prelude::*;

use super::context::Start;

/// The element of the page's head that holds it.
pub(crate) const START_ID: &str = "start";

/// What the page starts with.
#[cfg(feature = "ssr")]
pub(crate) fn start() -> Start {
    use_context::<http::request::Parts>()
        .and_then(|parts| parts.extensions.get::<Start>().cloned())
        // While the routes are listed there is no request.
        .unwrap_or_else(|| Start::anonymous(contract::dto::session::Preferences::default()))
}

/// What the page starts with.
#[cfg(not(feature = "ssr"))]
pub(crate) fn start() -> Start {
    let written = document()
        .get_element_by_id(START_ID)
        .and_then(|element| element.text_content());
    written
        .and_then(|json| crate::api::read(&json).ok())
        .unwrap_or_else(|| Start::anonymous(contract::dto::session::Preferences::default()))
}

/// The same as JSON that may stand inside a `<script>`: nothing in it can end the element.
#[cfg(feature = "ssr")]
pub(crate) fn written(start: &Start) -> String {
    serde_json::to_string(start)
        .unwrap_or_default()
        .replace('<', "\\u003c")
}
