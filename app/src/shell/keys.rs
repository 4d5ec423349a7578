//! The keys that work on every page. Single letters are off where somebody types, and for those who turned them off.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use contract::Catalogue;
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::context::{NewRecord, use_visitor};
use super::key_table::{Deed, GO, KEYS};
use super::rail::Rail;
use crate::shell::{use_catalogue, use_palette, use_quick_log};
use crate::ui::browser;

/// How long after `G` the second letter may come.
const PAUSE: Duration = Duration::from_millis(1_500);

// Asked while a key is pressed, where there is no context; set in the browser only, where there is one person.
static SINGLE_KEYS: AtomicBool = AtomicBool::new(true);

/// Whether single letters do something.
pub(crate) fn single_keys_are_on() -> bool {
    SINGLE_KEYS.load(Ordering::Relaxed)
}

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
    let catalogue = use_catalogue();
    let on_new = expect_context::<NewRecord>().on_new;
    let go = StoredValue::new(false);
    let navigate = use_navigate();
    let done = move |deed: Deed| -> bool {
        match deed {
            Deed::Search => palette.open(),
            Deed::Find => find(palette),
            Deed::Log => quick_log.open(None),
            Deed::Create => match on_new.get_untracked() {
                Some(make) => make.run(()),
                None => return false,
            },
            Deed::Go(object) => {
                let address = catalogue.with_untracked(|catalogue| address(catalogue, object));
                match address {
                    Some(address) => navigate(&address, Default::default()),
                    None => return false,
                }
            }
            Deed::Complete => return complete(),
            Deed::Fold => keys.rail.toggle(),
            Deed::List => keys.lists_keys.set(true),
            // Heard where it is done.
            Deed::OfPage => return false,
        }
        true
    };
    let pressed = move |event: KeyboardEvent| {
        let has_modifier = event.ctrl_key() || event.meta_key();
        let is_single = !has_modifier && !event.alt_key();
        let is_palette = has_modifier && event.key().eq_ignore_ascii_case("k");
        if !is_single && !is_palette {
            return;
        }
        let is_off = browser::is_typing(&event) || browser::has_modal() || !single_keys_are_on();
        if event.default_prevented() || is_single && is_off {
            return;
        }
        let was_go = go.get_value();
        go.set_value(false);
        let deed = meant(&event.key(), has_modifier, was_go);
        if deed.is_none() && !was_go && event.key().eq_ignore_ascii_case(GO) {
            go.set_value(true);
            browser::after(PAUSE, move || {
                go.try_set_value(false);
            });
            event.prevent_default();
        }
        if deed.is_some_and(&done) {
            event.prevent_default();
        }
    };
    let visitor = use_visitor();
    Effect::new(move |_| {
        let is_on = visitor.with(|visitor| visitor.preferences.single_keys);
        SINGLE_KEYS.store(is_on, Ordering::Relaxed);
    });
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, pressed.clone());
        on_cleanup(move || handle.remove());
        name_modifier();
    });
}

/// What a key means: alone, with Ctrl or ⌘, or after `G`.
pub(super) fn meant(key: &str, has_modifier: bool, after_go: bool) -> Option<Deed> {
    let is = |name: &str| name.eq_ignore_ascii_case(key);
    KEYS.iter()
        .find(|row| match row.keys {
            ["Ctrl", name] => has_modifier && is(name),
            [first, name] if *first == GO => after_go && !has_modifier && is(name),
            [name] => !after_go && !has_modifier && is(name),
            _ => false,
        })
        .map(|row| row.deed)
}

/// The list of an object, if the person sees such; today for none.
pub(super) fn address(catalogue: &Catalogue, object: &str) -> Option<String> {
    if object.is_empty() {
        return Some("/".to_owned());
    }
    let seen = catalogue.may(object, contract::Action::See);
    let object = catalogue.object(object).filter(|_| seen)?;
    Some(format!("/{}", object.path))
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

/// Ticks the next step of the row that has the focus, or of the record that is open.
fn complete() -> bool {
    let of_row = browser::focused()
        .and_then(|focused| focused.closest("li, tr").ok().flatten())
        .and_then(|row| browser::all(&row, ".check--round").into_iter().next());
    let of_record = || {
        let body = document().body()?;
        browser::all(&body, "#main .facts .check--round")
            .into_iter()
            .next()
    };
    match of_row.or_else(of_record) {
        Some(tick) => {
            tick.click();
            true
        }
        None => false,
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_key_means_one_thing() {
        let check = |key, has_modifier, after_go, expected| {
            assert_eq!(meant(key, has_modifier, after_go), expected, "{key}");
        };
        check("k", true, false, Some(Deed::Search));
        check("L", false, false, Some(Deed::Log));
        check("l", false, true, Some(Deed::Go("lead")));
        check("t", false, true, Some(Deed::Go("")));
        check("t", false, false, None);
        check("l", true, false, None);
        check("?", false, false, Some(Deed::List));
        let rows: HashSet<_> = KEYS.iter().map(|row| row.keys).collect();
        assert_eq!(rows.len(), KEYS.len());
    }
}
