//! What opens over a page and stands in its address, so that the back key closes it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::records::Params;

/// A drawer or dialog over the present page: open while its name stands in the address.
#[derive(Clone, Copy)]
pub struct Overlay {
    is_asked: Memo<bool>,
    is_open: Memo<bool>,
    /// Whether something in it would be lost: then it stays when the back key takes it from the address.
    is_held: RwSignal<bool>,
    /// Counts how often it stayed.
    stayed: RwSignal<u32>,
    /// Whether the page was seen without it before, so that going back closes it.
    was_closed: StoredValue<bool>,
    go: Callback<bool>,
}

impl Overlay {
    /// The overlay `?name=1` of the present page; a word in the place of the 1 is for the page to read.
    #[must_use]
    pub fn named(name: &'static str) -> Self {
        let location = use_location();
        let (path, search) = (location.pathname, location.search);
        let is_asked =
            Memo::new(move |_| search.with(|search| Params::read(search).get(name).is_some()));
        let navigate = use_navigate();
        let go = Callback::new(move |open: bool| {
            let params = search.with_untracked(|search| Params::read(search).without(name));
            let params = if open { params.with(name, "1") } else { params };
            let options = NavigateOptions {
                replace: !open,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&params.on(&path.get_untracked()), options);
        });
        let is_held = RwSignal::new(false);
        let overlay = Self {
            is_asked,
            is_open: Memo::new(move |_| is_asked.get() || is_held.get()),
            is_held,
            stayed: RwSignal::new(0),
            was_closed: StoredValue::new(false),
            go,
        };
        let home = path.get_untracked();
        Effect::new(move |before: Option<bool>| {
            let now = is_asked.get();
            overlay.was_closed.set_value(now && before == Some(false));
            let is_home = path.with_untracked(|path| *path == home);
            if !now && is_home && overlay.is_held.get_untracked() {
                overlay.stayed.update(|count| *count += 1);
                go.run(true);
            }
            now
        });
        overlay
    }

    /// Whether it is open, tracked.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.is_open.get()
    }

    /// How often the back key could not close it, tracked.
    #[must_use]
    pub fn stayed(self) -> u32 {
        self.stayed.get()
    }

    /// Says whether something in it would be lost now.
    pub fn hold(self, holds: bool) {
        // The page may be gone together with it.
        if self
            .is_held
            .try_get_untracked()
            .is_some_and(|held| held != holds)
        {
            self.is_held.set(holds);
        }
    }

    pub fn open(self) {
        if !self.is_asked.get_untracked() {
            self.go.run(true);
        }
    }

    /// Closes it and leaves no second entry of the page in the history.
    pub fn close(self) {
        self.hold(false);
        if !self.is_asked.get_untracked() {
            return;
        }
        let went_back = self.was_closed.get_value()
            && window()
                .history()
                .is_ok_and(|history| history.back().is_ok());
        if !went_back {
            self.go.run(false);
        }
    }
}
