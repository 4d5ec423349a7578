//! A few choices of which one is set, side by side.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::browser;

/// A radio group drawn as one strip. The options are keys with their labels.
#[component]
pub fn Seg(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_pick: Callback<String>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let step = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        if let Some(radio) = browser::step_focus(&event, "[role=radiogroup]", "[role=radio]", by) {
            radio.click();
        }
    };
    let radio = move |(key, text): (String, String)| {
        let is_set = {
            let key = key.clone();
            Memo::new(move |_| value.with(|value| *value == key))
        };
        view! {
            <button
                type="button"
                role="radio"
                aria-checked=move || is_set.get().to_string()
                tabindex=move || if is_set.get() { "0" } else { "-1" }
                on:click=move |_| on_pick.run(key.clone())
            >
                {text}
            </button>
        }
    };
    view! {
        <div class=format!("seg {class}") role="radiogroup" aria-label=move || label.get() on:keydown=step>
            {move || options.get().into_iter().map(radio).collect_view()}
        </div>
    }
}
