//! The browser's side of the app: wakes up the page that the server has sent.

use std::panic::PanicHookInfo;

use leptos::mount::hydrate_from_async;
use leptos::tachys::dom::body;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes over the page, and marks it `data-alive` when its buttons answer. Called by the script in its
/// head once the WASM is there.
#[wasm_bindgen]
pub async fn hydrate() {
    std::panic::set_hook(Box::new(report));
    hydrate_from_async(body(), app::App).await.forget();
    mark_page("data-alive");
}

/// A panic ends the browser's side for good: no button answers any more. It also follows when a lazy
/// part cannot be loaded, for example because the server was renewed meanwhile. The page is marked
/// `data-broken`, by which the style sheet shows the notice that offers to load it again.
fn report(panic: &PanicHookInfo<'_>) {
    web_sys::console::error_1(&panic.to_string().into());
    mark_page("data-broken");
}

fn mark_page(name: &str) {
    let page = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(page) = page {
        // A page that refuses a mark works no worse for it.
        let _ = page.set_attribute(name, "");
    }
}
