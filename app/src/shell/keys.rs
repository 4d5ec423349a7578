//! The keys that work on every page. Single letters are off where somebody types.

use std::time::Duration;

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::context::NewRecord;
use super::rail::Rail;
use crate::shell::{use_palette, use_quick_log};
use crate::ui::browser;

/// How long after `G` the second letter may come.
const PAUSE: Duration = Duration::from_millis(1_500);

/// What the keys of the frame change.
#[derive(Clone, Copy)]
pub(super) struct Keys {
    pub(super) rail: Rail,
    pub(super) lists_keys: RwSignal<bool>,
}

/// Listens as long as the frame is drawn.
pub(super) fn listen(keys: Keys) {
    let palette = use_palette();
    let quick_log = use_quick_log();
    let on_new = expect_context::<NewRecord>().on_new;
    let go = StoredValue::new(false);
    let navigate = use_navigate();
    let pressed = move |event: KeyboardEvent| {
        let key = event.key();
        if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            return palette.open();
        }
        let is_plain = !event.ctrl_key()
            && !event.meta_key()
            && !event.alt_key()
            && !event.default_prevented();
        if !is_plain || browser::is_typing(&event) || browser::has_modal() {
            return;
        }
        if go.get_value() {
            go.set_value(false);
            if let Some(address) = destination(&key) {
                event.prevent_default();
                navigate(address, Default::default());
            }
            return;
        }
        match key.as_str() {
            "g" | "G" => {
                go.set_value(true);
                browser::after(PAUSE, move || {
                    go.try_set_value(false);
                });
            }
            "l" | "L" => quick_log.open(None),
            "c" | "C" => match on_new.get_untracked() {
                Some(make) => make.run(()),
                None => return,
            },
            "/" => find(palette),
            "?" => keys.lists_keys.set(true),
            "[" => keys.rail.toggle(),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, pressed.clone());
        on_cleanup(move || handle.remove());
        name_modifier();
    });
}

/// Where the letter after `G` leads.
fn destination(key: &str) -> Option<&'static str> {
    match key {
        "t" | "T" => Some("/"),
        "c" | "C" => Some("/accounts"),
        "p" | "P" => Some("/contacts"),
        "l" | "L" => Some("/leads"),
        "d" | "D" => Some("/deals"),
        "a" | "A" => Some("/activities"),
        _ => None,
    }
}

/// The page's own search line, or else the search over everything.
fn find(palette: crate::shell::Palette) {
    let in_page = document()
        .body()
        .is_some_and(|body| browser::focus_first(&body, "#main [data-find] input"));
    if !in_page {
        palette.open();
    }
}

/// On a Mac the keys marked `data-mod` show ⌘.
fn name_modifier() {
    let is_mac = window()
        .navigator()
        .user_agent()
        .is_ok_and(|agent| agent.contains("Mac OS"));
    if let Some(html) = document().document_element().filter(|_| is_mac) {
        // Fails only for names that no attribute may have.
        let _ = html.set_attribute("data-mac", "");
    }
}
