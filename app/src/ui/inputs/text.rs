//! Inputs of text, numbers and one of many.

use std::borrow::Cow;

use leptos::html;
use leptos::prelude::*;

use super::super::{Icon, IconSize};
use super::Attributes;

/// What a line of text holds: it decides the keyboard of a phone and what a browser fills in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    #[default]
    Text,
    Email,
    Phone,
    Link,
    Search,
    Password,
}

impl TextKind {
    fn kind(self) -> &'static str {
        match self {
            Self::Password => "password",
            _ => "text",
        }
    }

    fn keyboard(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Password => None,
            Self::Email => Some("email"),
            Self::Phone => Some("tel"),
            Self::Link => Some("url"),
            Self::Search => Some("search"),
        }
    }

    fn is_spelt(self) -> Option<&'static str> {
        (!matches!(self, Self::Text | Self::Search)).then_some("false")
    }
}

/// One line of text.
#[component]
pub fn TextInput(
    value: RwSignal<String>,
    #[prop(optional)] kind: TextKind,
    /// Only outside a field.
    #[prop(into, optional)]
    label: MaybeProp<String>,
    #[prop(into, optional)] placeholder: MaybeProp<String>,
    #[prop(into, optional)] icon: Option<Cow<'static, str>>,
    /// For plain form posts.
    #[prop(optional)]
    name: Option<&'static str>,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] max_chars: Option<u32>,
    #[prop(optional)] autofocus: bool,
    #[prop(into, optional)] on_input: Option<Callback<()>>,
    #[prop(into, optional)] on_blur: Option<Callback<()>>,
    /// `input--sm`, `input--lg`, `input--quiet`.
    #[prop(optional)]
    class: &'static str,
    #[prop(optional)] node_ref: NodeRef<html::Input>,
    /// What stands at its end, as a unit or a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let with = Attributes::new(label);
    with.keep_typed(value, on_input);
    view! {
        <div class=format!("input {class}")>
            {icon.map(|name| view! { <Icon name/> })}
            <input
                node_ref=node_ref
                type=kind.kind()
                inputmode=kind.keyboard()
                spellcheck=kind.is_spelt()
                id=with.id()
                name=name
                autocomplete=autocomplete
                maxlength=max_chars.map(|most| most.to_string())
                autofocus=autofocus
                placeholder=move || placeholder.get()
                aria-label=move || with.label()
                aria-required=with.required()
                aria-invalid=move || with.invalid()
                aria-describedby=move || with.described_by()
                value=value.get_untracked()
                prop:value=move || value.get()
                on:input:target=move |event| {
                    value.set(event.target().value());
                    run(on_input);
                }
                on:blur=move |_| run(on_blur)
            />
            {children.map(|children| children())}
        </div>
    }
}

/// Several lines of text; grows with them.
#[component]
pub fn TextArea(
    value: RwSignal<String>,
    #[prop(into, optional)] label: MaybeProp<String>,
    #[prop(into, optional)] placeholder: MaybeProp<String>,
    #[prop(default = 3)] rows: u8,
    #[prop(optional)] max_chars: Option<u32>,
    #[prop(optional)] autofocus: bool,
    #[prop(into, optional)] on_input: Option<Callback<()>>,
    #[prop(into, optional)] on_blur: Option<Callback<()>>,
    #[prop(optional)] class: &'static str,
    #[prop(optional)] node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    let with = Attributes::new(label);
    with.keep_typed(value, on_input);
    view! {
        <textarea
            node_ref=node_ref
            class=format!("input {class}")
            id=with.id()
            rows=rows.to_string()
            maxlength=max_chars.map(|most| most.to_string())
            autofocus=autofocus
            placeholder=move || placeholder.get()
            aria-label=move || with.label()
            aria-required=with.required()
            aria-invalid=move || with.invalid()
            aria-describedby=move || with.described_by()
            prop:value=move || value.get()
            on:input:target=move |event| {
                value.set(event.target().value());
                run(on_input);
            }
            on:blur=move |_| run(on_blur)
        >
            {value.get_untracked()}
        </textarea>
    }
}

/// A number or an amount as it is typed; what it means is for the form to say.
#[component]
pub fn NumberInput(
    value: RwSignal<String>,
    #[prop(into, optional)] label: MaybeProp<String>,
    #[prop(into, optional)] on_input: Option<Callback<()>>,
    #[prop(into, optional)] on_blur: Option<Callback<()>>,
    #[prop(optional)] class: &'static str,
    /// A unit at its end, such as `%`.
    #[prop(into, optional)]
    unit: MaybeProp<String>,
) -> impl IntoView {
    let with = Attributes::new(label);
    with.keep_typed(value, on_input);
    view! {
        <div class=format!("input {class}")>
            <input
                class="num"
                type="text"
                inputmode="decimal"
                id=with.id()
                autocomplete="off"
                aria-label=move || with.label()
                aria-required=with.required()
                aria-invalid=move || with.invalid()
                aria-describedby=move || with.described_by()
                value=value.get_untracked()
                prop:value=move || value.get()
                on:input:target=move |event| {
                    value.set(event.target().value());
                    run(on_input);
                }
                on:blur=move |_| run(on_blur)
            />
            {move || unit.get().map(|unit| view! { <span class="input__unit">{unit}</span> })}
        </div>
    }
}

/// An option of a [`Select`]: the key and its words.
pub type SelectOption = (String, String);

/// One of some options, by the system's own list. An `empty` label adds a first option without a key.
#[component]
pub fn Select(
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<SelectOption>>,
    #[prop(into, optional)] empty: MaybeProp<String>,
    #[prop(into, optional)] label: MaybeProp<String>,
    #[prop(optional)] name: Option<&'static str>,
    #[prop(into, optional)] disabled: Signal<bool>,
    #[prop(into, optional)] on_change: Option<Callback<()>>,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let with = Attributes::new(label);
    let option = move |(key, words): SelectOption| {
        let is_set = {
            let key = key.clone();
            move || value.with(|value| *value == key)
        };
        view! { <option value=key selected=is_set>{words}</option> }
    };
    let all = move || {
        let first = empty.get().map(|words| (String::new(), words));
        first
            .into_iter()
            .chain(options.get())
            .map(option)
            .collect_view()
    };
    view! {
        <div class=format!("input input--select {class}")>
            <select
                id=with.id()
                name=name
                disabled=move || disabled.get()
                aria-label=move || with.label()
                aria-required=with.required()
                aria-invalid=move || with.invalid()
                aria-describedby=move || with.described_by()
                on:change:target=move |event| {
                    value.set(event.target().value());
                    run(on_change);
                }
            >
                {all}
            </select>
            <Icon name="updown" size=IconSize::Small/>
        </div>
    }
}

/// A field that is taken away while it has the focus still tells that it lost it: then nobody listens.
fn run(callback: Option<Callback<()>>) {
    if let Some(callback) = callback {
        callback.try_run(());
    }
}
