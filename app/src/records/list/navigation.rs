//! The address of a list, read and changed.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::records::Params;
use crate::records::address::ListAddress;
use crate::records::views::Views;

/// What the list of the present page shows: its address, over the view that it names where the page has views.
#[must_use]
pub fn use_list_address() -> Memo<ListAddress> {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let home = path.get_untracked();
    let views = use_context::<Views>();
    Memo::new(move |before: Option<&ListAddress>| {
        // While the address leads to another page already, this one stays as it was.
        let has_left = path.with(|path| *path != home);
        if let Some(before) = before.filter(|_| has_left) {
            return before.clone();
        }
        search.with(|search| match views {
            Some(views) => views.read(search),
            None => ListAddress::read(search),
        })
    })
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

    /// The address of a view as it was saved; of the one that the list opens with for no word.
    pub(crate) fn address_of(self, view: Option<&str>) -> String {
        let params = Params::default();
        match view {
            Some(view) => params.and("view", view).on(&self.path()),
            None => self.path(),
        }
    }

    /// Shows a view as it was saved.
    pub(crate) fn go(self, view: Option<&str>) {
        self.go.run((self.address_of(view), false));
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
