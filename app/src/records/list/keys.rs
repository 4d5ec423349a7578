//! Single keys that work in a list: J and K walk its rows, Enter opens one as any link does, digits pick a view.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;

use crate::ui::browser;

/// Whether a plain letter was pressed where nobody types and nothing modal is open, by somebody who wants such keys.
pub(crate) fn is_letter(event: &KeyboardEvent, letter: &str) -> bool {
    let is_plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
    is_plain
        && crate::shell::single_keys_are_on()
        && event.key().eq_ignore_ascii_case(letter)
        && !browser::is_typing(event)
        && !browser::has_modal()
}

/// Lets J and K move the focus from name to name and digits pick a view, as long as the calling component is drawn.
pub(super) fn walk_rows() {
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            if let Some(view) = digit(&event) {
                return pick_view(view);
            }
            let by = match () {
                () if is_letter(&event, "j") => 1,
                () if is_letter(&event, "k") => -1,
                () => return,
            };
            event.prevent_default();
            step(by);
        });
        on_cleanup(move || handle.remove());
    });
}

/// The place that a plain digit names, from 0.
fn digit(event: &KeyboardEvent) -> Option<usize> {
    let number: usize = event.key().parse().ok()?;
    let is_plain = is_letter(event, &event.key());
    (is_plain && number > 0).then(|| number - 1)
}

fn pick_view(place: usize) {
    let Some(body) = document().body() else {
        return;
    };
    if let Some(tab) = browser::all(&body, "#main .tabs .tab").get(place) {
        tab.click();
    }
}

fn step(by: isize) {
    let Some(body) = document().body() else {
        return;
    };
    let names = browser::all(&body, ".records__name");
    let focused = browser::focused();
    let here = names.iter().position(|name| {
        focused
            .as_ref()
            .is_some_and(|focused| name.is_same_node(Some(focused)))
    });
    let next = match here {
        Some(here) => here
            .saturating_add_signed(by)
            .min(names.len().saturating_sub(1)),
        None => 0,
    };
    if let Some(name) = names.get(next) {
        browser::focus(name);
    }
}
