//! What opens over a page and stands in its address, so that the back key closes it.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::records::Params;

/// A drawer or dialog over the present page: open while its name stands in the address.
#[derive(Clone, Copy)]
pub struct Overlay {
    is_open: Memo<bool>,
    /// Whether the page was seen without it before, so that going back closes it.
    was_closed: StoredValue<bool>,
    go: Callback<bool>,
}

impl Overlay {
    /// The overlay `?name=1` of the present page.
    #[must_use]
    pub fn named(name: &'static str) -> Self {
        let location = use_location();
        let (path, search) = (location.pathname, location.search);
        let is_open =
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
        let was_closed = StoredValue::new(false);
        Effect::new(move |before: Option<bool>| {
            let now = is_open.get();
            was_closed.set_value(now && before == Some(false));
            now
        });
        Self {
            is_open,
            was_closed,
            go,
        }
    }

    /// Whether it is open, tracked.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.is_open.get()
    }

    pub fn open(self) {
        if !self.is_open.get_untracked() {
            self.go.run(true);
        }
    }

    /// Closes it and leaves no second entry of the page in the history.
    pub fn close(self) {
        if !self.is_open.get_untracked() {
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
