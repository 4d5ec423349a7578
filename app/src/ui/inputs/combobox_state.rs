//! What a combobox keeps while it is open, and how keys and answers change it.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::menu::place;
use super::super::{Avatar, AvatarSize, Icon, browser};
use super::suggestions::{Source, Suggested};
use crate::t;

/// What a combobox keeps while it is open.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) value: RwSignal<Option<Suggested>>,
    pub(super) words: RwSignal<String>,
    pub(super) found: RwSignal<Vec<Suggested>>,
    pub(super) active: RwSignal<usize>,
    pub(super) is_open: RwSignal<bool>,
    pub(super) is_busy: RwSignal<bool>,
    /// Counts the questions, so that a late answer does not overwrite a newer one.
    pub(super) asked: StoredValue<u32>,
}

impl State {
    pub(super) fn new(value: RwSignal<Option<Suggested>>) -> Self {
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

    pub(super) fn ask(self, source: &Source, words: String) {
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

    pub(super) fn show(self, line: NodeRef<html::Div>, panel: NodeRef<html::Div>) {
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

    pub(super) fn keys(
        self,
        event: &KeyboardEvent,
        open: &impl Fn(),
        pick: Callback<usize>,
        creates: bool,
    ) {
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

    pub(super) fn pick(
        self,
        at: usize,
        on_pick: Option<Callback<()>>,
        on_create: Option<Callback<String>>,
    ) {
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
    pub(super) fn leave(self) {
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

    pub(super) fn options(
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

pub(super) fn notify(callback: Option<Callback<()>>) {
    if let Some(callback) = callback {
        callback.run(());
    }
}
