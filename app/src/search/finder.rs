//! What the palette keeps while it is open, and how it asks the server.

use contract::dto::search::{Hit, Shelf};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::commands::{commands, pages};
use super::item::Item;
use super::known::Known;
use crate::api::search::{search, shelf, sounds};
use crate::shell::Palette;

/// What the palette keeps while it is open.
#[derive(Clone, Copy)]
pub(super) struct Finder {
    pub(super) words: RwSignal<String>,
    /// The words that `hits` answer.
    pub(super) answered: RwSignal<String>,
    pub(super) hits: RwSignal<Vec<Hit>>,
    pub(super) shelf: RwSignal<Shelf>,
    /// The record that is acted on, and the words that stood there before.
    pub(super) acting: RwSignal<Option<(Hit, String)>>,
    pub(super) active: RwSignal<usize>,
    pub(super) is_busy: RwSignal<bool>,
    pub(super) has_failed: RwSignal<bool>,
    /// Counts the questions, so that a late answer does not overwrite a newer one.
    asked: StoredValue<u32>,
}

impl Finder {
    pub(super) fn new() -> Self {
        Self {
            words: RwSignal::new(String::new()),
            answered: RwSignal::new(String::new()),
            hits: RwSignal::new(Vec::new()),
            shelf: RwSignal::new(Shelf::default()),
            acting: RwSignal::new(None),
            active: RwSignal::new(0),
            is_busy: RwSignal::new(false),
            has_failed: RwSignal::new(false),
            asked: StoredValue::new(0),
        }
    }

    /// Asks for what the words find; nothing for commands and for what can be done with a record.
    pub(super) fn ask(self, words: String) {
        self.asked.update_value(|count| *count += 1);
        let number = self.asked.get_value();
        let asked = words.trim().to_owned();
        let is_acting = self.acting.with_untracked(Option::is_some);
        if asked.is_empty() || asked.starts_with('>') || is_acting {
            self.is_busy.set(false);
            return;
        }
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = search(asked).await;
            if self.asked.try_get_value() == Some(number) {
                self.is_busy.set(false);
                self.has_failed.set(answer.is_err());
                self.hits.set(answer.unwrap_or_default());
                self.answered.set(words);
                self.active.set(0);
            }
        });
    }

    /// Asks for what is at hand.
    pub(super) fn ask_shelf(self) {
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = shelf().await;
            if self.asked.try_get_value() == Some(0) {
                self.is_busy.set(false);
                self.has_failed.set(answer.is_err());
            }
            self.shelf.try_set(answer.unwrap_or_default());
        });
    }

    /// Lists what can be done with a record.
    pub(super) fn act_on(self, hit: Hit) {
        let words = self.words.get_untracked();
        self.acting.set(Some((hit, words)));
        self.type_in(String::new());
    }

    /// Goes back from a record to what was found; `false` where there is nothing to go back from.
    pub(super) fn back(self) -> bool {
        let before = self.acting.get_untracked();
        let Some((_, words)) = before else {
            return false;
        };
        self.acting.set(None);
        self.type_in(words);
        true
    }

    fn type_in(self, words: String) {
        self.active.set(0);
        self.words.set(words);
    }
}

/// Asks how Chinese names of commands and pages sound, once for as long as the app is open.
pub(super) fn hear(palette: Palette, known: &Known) {
    if !palette.sounds.with_untracked(|sounds| sounds.is_empty()) {
        return;
    }
    let items = commands(known).into_iter().chain(pages(known));
    let texts: Vec<String> = items
        .filter_map(|item| match item {
            Item::Command { text, .. } if !text.is_ascii() => Some(text),
            _ => None,
        })
        .collect();
    if texts.is_empty() {
        return;
    }
    spawn_local(async move {
        // Without an answer commands are found by their letters only.
        if let Ok(heard) = sounds(texts.clone()).await {
            let heard = texts.into_iter().zip(heard);
            palette.sounds.try_set(heard.collect());
        }
    });
}
