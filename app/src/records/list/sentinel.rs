//! Something at the end of a list that notices when it comes into view.

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{IntersectionObserver, IntersectionObserverEntry, js_sys};

/// Calls back whenever the end of the list is near the window.
#[component]
pub(crate) fn Sentinel(#[prop(into)] on_near: Callback<()>) -> impl IntoView {
    let mark = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(mark) = mark.get() else { return };
        let near = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let is_near = entries.iter().any(|entry| {
                entry
                    .unchecked_into::<IntersectionObserverEntry>()
                    .is_intersecting()
            });
            if is_near {
                on_near.try_run(());
            }
        });
        let Ok(observer) = IntersectionObserver::new(near.as_ref().unchecked_ref()) else {
            return;
        };
        observer.observe(&mark);
        #[expect(clippy::disallowed_methods, reason = "an effect runs in browsers only")]
        let watched = StoredValue::new_local((observer, near));
        on_cleanup(move || {
            watched.try_with_value(|(observer, _)| observer.disconnect());
        });
    });
    view! { <div node_ref=mark class="records__end" aria-hidden="true"></div> }
}
