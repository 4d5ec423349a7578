//! One of very many, found by typing.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::super::{Avatar, AvatarSize, Icon, IconSize, browser};
use super::Attributes;
use super::combobox_state::{State, notify};
use super::suggestions::{Source, Suggested};
use crate::i18n::use_language;
use crate::t;

/// How long after the last letter the server is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// A line to type into, with suggestions below: arrows choose, Enter picks, Esc closes, then clears.
#[component]
pub fn Combobox(
    /// Must be the only one of the page; the ids of the list are made from it.
    #[prop(into)]
    id: String,
    value: RwSignal<Option<Suggested>>,
    source: Source,
    #[prop(into, optional)] label: MaybeProp<String>,
    #[prop(into, optional)] placeholder: MaybeProp<String>,
    #[prop(into, optional)] on_pick: Option<Callback<()>>,
    /// Offers to make what was typed.
    #[prop(into, optional)]
    on_create: Option<Callback<String>>,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let language = use_language();
    let with = Attributes::new(label);
    let state = State::new(value);
    let input = NodeRef::<html::Input>::new();
    let line = NodeRef::<html::Div>::new();
    let panel = NodeRef::<html::Div>::new();
    let ask = {
        let source = source.clone();
        move |words: String| state.ask(&source, words)
    };
    let ask_later = browser::debounced(PAUSE, ask.clone());
    let pick = Callback::new(move |at: usize| state.pick(at, on_pick, on_create));
    let open = move || {
        if state.is_open.get_untracked() {
            return;
        }
        state.is_open.set(true);
        ask(state.words.get_untracked());
    };
    Effect::new(move |_| {
        state.found.track();
        state.show(line, panel);
    });
    let list_id = StoredValue::new(format!("{id}-list"));
    let option_id = move |at: usize| list_id.with_value(|list| format!("{list}-{at}"));
    let clear = move |_| {
        value.set(None);
        if let Some(input) = input.get_untracked() {
            browser::focus(&input);
        }
        notify(on_pick);
    };
    let keys = {
        let open = open.clone();
        move |event: KeyboardEvent| state.keys(&event, &open, pick, on_create.is_some())
    };
    view! {
        <div node_ref=line class=format!("input combobox {class}")>
            {move || value.get().and_then(|picked| picked.avatar.map(|shape| {
                view! { <Avatar name=picked.title shape size=AvatarSize::Small/> }
            }))}
            <input
                node_ref=input
                type="text"
                role="combobox"
                autocomplete="off"
                id=with.id().unwrap_or(id)
                autofocus=autofocus
                placeholder=move || placeholder.get()
                aria-label=move || with.label()
                aria-required=with.required()
                aria-invalid=move || with.invalid()
                aria-describedby=move || with.described_by()
                aria-autocomplete="list"
                aria-expanded=move || state.is_open.get().to_string()
                aria-controls=list_id.get_value()
                aria-activedescendant=move || state.is_open.get().then(|| option_id(state.active.get()))
                value=state.words.get_untracked()
                prop:value=move || state.words.get()
                on:input:target={
                    let open = open.clone();
                    move |event| {
                        state.words.set(event.target().value());
                        open();
                        ask_later(state.words.get_untracked());
                    }
                }
                on:click={
                    let open = open.clone();
                    move |_| open()
                }
                on:keydown=keys
                // What is picked goes with the first letter that is typed.
                on:focus:target=move |event| event.target().select()
                on:blur=move |_| state.leave()
            />
            {move || state.is_busy.get().then(|| view! { <span class="spin" aria-hidden="true"></span> })}
            {move || value.get().is_some().then(|| view! {
                <button
                    type="button"
                    class="btn btn--ghost btn--icon btn--sm"
                    aria-label=t!(language, common.clear)
                    on:click=clear
                >
                    <Icon name="x" size=IconSize::Small/>
                </button>
            })}
        </div>
        <div
            node_ref=panel
            class="menu menu--list"
            popover="manual"
            role="listbox"
            id=list_id.get_value()
            aria-label=move || with.label().unwrap_or_else(|| t!(language, common.suggestions).to_owned())
        >
            {move || state.options(option_id, pick, on_create.is_some(), language)}
        </div>
    }
}
