//! The service worker: keeps the static files and an honest page for when there is no network.

use contract::Language;

/// Registers it once the page is awake. Its address names language and package, so that a change of
/// either makes a new one.
#[cfg(feature = "hydrate")]
pub(super) fn register(language: Language) {
    use leptos::prelude::*;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};

    Effect::new(move |_| {
        // Only on a secure origin is there such a thing.
        let container = js_sys::Reflect::get(&window().navigator(), &"serviceWorker".into()).ok();
        let Some(container) =
            container.and_then(|found| found.dyn_into::<web_sys::ServiceWorkerContainer>().ok())
        else {
            return;
        };
        let style = document()
            .get_element_by_id("style")
            .and_then(|link| link.get_attribute("href"));
        let package = style
            .as_deref()
            .and_then(|href| href.strip_suffix("/rapport.css"))
            .unwrap_or_default();
        let registration = container.register(&format!(
            "/sw.js?language={}&package={package}",
            language.tag()
        ));
        // Where it is refused the app works as before, only not without network.
        let ignored = Closure::<dyn FnMut(JsValue)>::new(|_| ());
        let _ = registration.catch(&ignored);
        ignored.forget();
    });
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn register(_language: Language) {}
