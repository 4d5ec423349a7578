//! The address of a list, read and changed.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::records::address::ListAddress;

/// What the list of the present page shows.
#[must_use]
pub fn use_list_address() -> Memo<ListAddress> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|search| ListAddress::read(search)))
}

/// Lets the present page show something else. Without a new entry in the history while one is typing.
#[derive(Clone, Copy)]
pub(crate) struct Showing {
    address: Memo<ListAddress>,
    path: Memo<String>,
    go: Callback<(String, bool)>,
}

impl Showing {
    pub(crate) fn here() -> Self {
        let navigate = use_navigate();
        let go = Callback::new(move |(to, replace): (String, bool)| {
            let options = NavigateOptions {
                replace,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&to, options);
        });
        Self {
            address: use_list_address(),
            path: use_location().pathname,
            go,
        }
    }

    /// What is shown, tracked.
    pub(crate) fn address(self) -> ListAddress {
        self.address.get()
    }

    /// What is shown, as a signal.
    pub(crate) fn signal(self) -> Memo<ListAddress> {
        self.address
    }

    /// The page, without its search.
    pub(crate) fn path(self) -> String {
        self.path.get_untracked()
    }

    /// Shows something else.
    pub(crate) fn show(self, change: impl FnOnce(&ListAddress) -> ListAddress) {
        self.go_to(change, false);
    }

    /// Shows something else in the place of what is shown.
    pub(crate) fn replace(self, change: impl FnOnce(&ListAddress) -> ListAddress) {
        self.go_to(change, true);
    }

    fn go_to(self, change: impl FnOnce(&ListAddress) -> ListAddress, replace: bool) {
        let changed = self.address.with_untracked(change);
        if self.address.with_untracked(|address| *address != changed) {
            self.go.run((changed.on(&self.path()), replace));
        }
    }
}
