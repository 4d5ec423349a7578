//! Boxes and switches.

use leptos::prelude::*;

/// A box with its words. Waits for Save.
#[component]
pub fn Checkbox(
    checked: RwSignal<bool>,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] on_change: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <label class="option">
            <input
                class="check"
                type="checkbox"
                value="true"
                checked=checked.get_untracked()
                prop:checked=move || checked.get()
                on:change:target=move |event| set(checked, event.target().checked(), on_change)
            />
            {move || label.get()}
        </label>
    }
}

/// A switch with its words. Acts at once.
#[component]
pub fn Switch(
    checked: RwSignal<bool>,
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] on_change: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <label class="option">
            <input
                class="switch"
                type="checkbox"
                role="switch"
                checked=checked.get_untracked()
                prop:checked=move || checked.get()
                on:change:target=move |event| set(checked, event.target().checked(), on_change)
            />
            {move || label.get()}
        </label>
    }
}

fn set(checked: RwSignal<bool>, is_set: bool, on_change: Option<Callback<()>>) {
    checked.set(is_set);
    if let Some(on_change) = on_change {
        on_change.run(());
    }
}
