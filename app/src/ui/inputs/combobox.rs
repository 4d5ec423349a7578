//! One of very many, found by typing.

use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::menu::place;
use super::super::{Avatar, AvatarSize, Icon, IconSize, browser};
use super::Attributes;
use super::suggestions::{Source, Suggested};
use crate::i18n::use_language;
use crate::t;

/// How long after the last letter the server is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// What a combobox keeps while it is open.
#[derive(Clone, Copy)]
struct State {
    value: RwSignal<Option<Suggested>>,
    words: RwSignal<String>,
    found: RwSignal<Vec<Suggested>>,
    active: RwSignal<usize>,
    is_open: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    /// Counts the questions, so that a late answer does not overwrite a newer one.
    asked: StoredValue<u32>,
}

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

impl State {
    fn new(value: RwSignal<Option<Suggested>>) -> Self {
        let title = move || {
            value.with(|picked| {
                picked
                    .as_ref()
                    .map(|picked| picked.title.clone())
                    .unwrap_or_default()
            })
        };
        let words = RwSignal::new(untrack(title));
        Effect::new(move |_| words.set(title()));
        Self {
            value,
            words,
            found: RwSignal::new(Vec::new()),
            active: RwSignal::new(0),
            is_open: RwSignal::new(false),
            is_busy: RwSignal::new(false),
            asked: StoredValue::new(0),
        }
    }

    fn ask(self, source: &Source, words: String) {
        self.asked.update_value(|count| *count += 1);
        let number = self.asked.get_value();
        let is_old = self
            .value
            .with_untracked(|picked| picked.as_ref().is_some_and(|picked| picked.title == words));
        let answer = source(if is_old { String::new() } else { words });
        self.is_busy.set(true);
        spawn_local(async move {
            let found = answer.await;
            if self.asked.try_get_value() == Some(number) {
                self.is_busy.set(false);
                self.active.set(0);
                self.found.set(found);
            }
        });
    }

    fn show(self, line: NodeRef<html::Div>, panel: NodeRef<html::Div>) {
        let (Some(line), Some(panel)) = (line.get(), panel.get()) else {
            return;
        };
        // Both are refused only where the list is already as wanted.
        if self.is_open.get() {
            let _ = panel.show_popover();
            browser::set_property(
                &panel,
                "--menu-width",
                &format!("{}px", line.client_width()),
            );
            place(&line, &panel);
        } else {
            let _ = panel.hide_popover();
        }
    }

    fn count(self, creates: bool) -> usize {
        self.found.with_untracked(Vec::len) + usize::from(creates && self.can_create())
    }

    fn can_create(self) -> bool {
        let words = self.words.get();
        let words = words.trim();
        !words.is_empty()
            && self
                .found
                .with(|found| found.iter().all(|suggested| suggested.title != words))
    }

    fn keys(self, event: &KeyboardEvent, open: &impl Fn(), pick: Callback<usize>, creates: bool) {
        let is_open = self.is_open.get_untracked();
        match (event.key().as_str(), is_open) {
            ("ArrowDown" | "ArrowUp", false) => open(),
            ("ArrowDown", true) => self.step(1, creates),
            ("ArrowUp", true) => self.step(self.count(creates).saturating_sub(1), creates),
            ("Enter", true) if self.count(creates) > 0 && !event.is_composing() => {
                pick.run(self.active.get_untracked())
            }
            ("Escape", true) => self.is_open.set(false),
            ("Escape", false) if self.value.with_untracked(Option::is_some) => self.value.set(None),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn step(self, by: usize, creates: bool) {
        let count = self.count(creates).max(1);
        self.active
            .update(|active| *active = (*active + by) % count);
    }

    fn pick(self, at: usize, on_pick: Option<Callback<()>>, on_create: Option<Callback<String>>) {
        self.is_open.set(false);
        match (
            self.found.with_untracked(|found| found.get(at).cloned()),
            on_create,
        ) {
            (Some(picked), _) => {
                self.value.set(Some(picked));
                notify(on_pick);
            }
            (None, Some(create)) => create.run(self.words.get_untracked().trim().to_owned()),
            (None, None) => {}
        }
    }

    /// What was typed and not picked goes away; an emptied line means nothing is picked.
    fn leave(self) {
        if self.is_open.try_get_untracked().is_none() {
            // Taken away while it had the focus.
            return;
        }
        self.is_open.set(false);
        if self.words.with_untracked(|words| words.trim().is_empty()) {
            self.value.set(None);
        }
        let title = self
            .value
            .with_untracked(|picked| picked.as_ref().map(|picked| picked.title.clone()));
        self.words.set(title.unwrap_or_default());
    }

    fn options(
        self,
        option_id: impl Fn(usize) -> String + Copy + 'static,
        pick: Callback<usize>,
        creates: bool,
        language: contract::Language,
    ) -> AnyView {
        if !self.is_open.get() {
            return ().into_any();
        }
        let found = self.found.get();
        let count = found.len();
        let rows = found
            .into_iter()
            .enumerate()
            .map(|(at, suggested)| self.option(at, option_id(at), pick, row(suggested)))
            .collect_view();
        let create = (creates && self.can_create()).then(|| {
            let words = self.words.get();
            let inside =
                view! { <Icon name="plus"/>{t!(language, common.new_named, name = words.trim())} };
            self.option(count, option_id(count), pick, inside.into_any())
        });
        let nothing = (count == 0 && create.is_none() && !self.is_busy.get())
            .then(|| view! { <div class="menu__label" role="presentation">{t!(language, common.nothing_found)}</div> });
        (rows, create, nothing).into_any()
    }

    fn option(self, at: usize, id: String, pick: Callback<usize>, inside: AnyView) -> AnyView {
        view! {
            <div
                class="menu__item"
                role="option"
                id=id
                aria-selected=move || (self.active.get() == at).to_string()
                // Before the line loses the focus.
                on:mousedown=move |event| {
                    event.prevent_default();
                    pick.run(at);
                }
            >
                {inside}
            </div>
        }
        .into_any()
    }
}

fn row(suggested: Suggested) -> AnyView {
    let name = suggested.title.clone();
    view! {
        {suggested.avatar.map(|shape| view! { <Avatar name shape size=AvatarSize::Small/> })}
        <span class="trunc">{suggested.title}</span>
        <span class="end xs faint trunc">{suggested.sub}</span>
    }
    .into_any()
}

fn notify(callback: Option<Callback<()>>) {
    if let Some(callback) = callback {
        callback.run(());
    }
}
