//! Chips: choices of one tap, and filters that are set.

use std::borrow::Cow;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::{Icon, IconSize};
use crate::i18n::use_language;
use crate::t;

/// A choice of one tap.
#[component]
pub fn Chip(
    #[prop(into)] label: Signal<String>,
    #[prop(into, optional)] pressed: Signal<bool>,
    #[prop(into)] on_press: Callback<()>,
    #[prop(into, optional)] icon: Option<Cow<'static, str>>,
) -> impl IntoView {
    view! {
        <button type="button" class="chip" aria-pressed=move || pressed.get().to_string() on:click=move |_| on_press.run(())>
            <span>
                {icon.map(|name| view! { <Icon name size=IconSize::Small/> })}
                {move || label.get()}
            </span>
        </button>
    }
}

/// A filter that is set: field, operator and value open the editor, the cross takes it away.
#[component]
pub fn FilterChip(
    #[prop(into)] field: Signal<String>,
    #[prop(into)] operator: Signal<String>,
    /// Empty where the operator needs none.
    #[prop(into)]
    value: Signal<String>,
    #[prop(into)] on_edit: Callback<()>,
    #[prop(into)] on_remove: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let remove = move || t!(language, common.remove_filter, field = field.get());
    // The focused one goes by a key, too.
    let keys = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Backspace" | "Delete") {
            event.prevent_default();
            on_remove.run(());
        }
    };
    view! {
        <div
            class="chip"
            role="group"
            aria-label=move || spoken(&[&field.get(), &operator.get(), &value.get()])
            on:keydown=keys
        >
            <button type="button" on:click=move |_| on_edit.run(())><b>{move || field.get()}</b></button>
            <button type="button" hidden=move || operator.with(String::is_empty) on:click=move |_| on_edit.run(())>
                {move || operator.get()}
            </button>
            <button
                type="button"
                hidden=move || value.with(String::is_empty)
                title=move || value.get()
                on:click=move |_| on_edit.run(())
            >
                <b>{move || value.get()}</b>
            </button>
            <button
                type="button"
                class="chip__x"
                aria-label=remove
                data-tip=remove
                on:click=move |_| on_remove.run(())
            >
                <Icon name="x" size=IconSize::Small/>
            </button>
        </div>
    }
}

/// The parts that are there, one after the other.
fn spoken(parts: &[&str]) -> String {
    let filled = parts.iter().filter(|part| !part.is_empty());
    filled.copied().collect::<Vec<_>>().join(" ")
}
