//! Changing preferences.

use contract::dto::session::Preferences;
use leptos::prelude::*;

use crate::shell::look::saver;
use crate::shell::use_visitor;

/// The preferences as they are, and what changes them at once and keeps them.
#[derive(Clone, Copy)]
pub struct Saver {
    pub(super) preferences: Memo<Preferences>,
    save: Callback<(Preferences, bool)>,
}

impl Saver {
    /// Changes one of them.
    pub(super) fn set(self, change: impl FnOnce(&mut Preferences)) {
        self.save.run((self.changed(change), false));
    }

    /// Changes what the whole page was drawn with, and loads it anew.
    pub(super) fn set_and_reload(self, change: impl FnOnce(&mut Preferences)) {
        self.save.run((self.changed(change), true));
    }

    fn changed(self, change: impl FnOnce(&mut Preferences)) -> Preferences {
        let mut preferences = self.preferences.get_untracked();
        change(&mut preferences);
        preferences
    }
}

/// The saver of the person who is signed in.
pub(super) fn use_saver() -> Saver {
    let visitor = use_visitor();
    let preferences = Memo::new(move |_| visitor.with(|visitor| visitor.preferences.clone()));
    Saver {
        preferences,
        save: saver(),
    }
}
