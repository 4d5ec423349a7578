//! Asks again while a backup is made, or until the server is back from a restore.

use std::time::Duration;

use contract::Refusal;
use contract::dto::backups::Backups;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Failure;
use crate::api::backups::backups;
use crate::ui::browser::load;

const PAUSE: Duration = Duration::from_secs(1);

/// The page as it is now.
#[derive(Clone, Copy)]
pub struct Watching {
    pub(super) shown: RwSignal<Backups>,
    /// A restore was begun here: the server may be away for a while, and everybody signs in anew when it is back.
    pub(super) is_restoring: RwSignal<bool>,
    /// The backup of which is asked whether to go back to it; the list may be renewed meanwhile.
    pub(super) asked: RwSignal<Option<String>>,
    is_asking: StoredValue<bool>,
}

impl Watching {
    pub(super) fn of(shown: Backups) -> Self {
        Self {
            is_restoring: RwSignal::new(shown.is_restoring),
            asked: RwSignal::new(None),
            shown: RwSignal::new(shown),
            is_asking: StoredValue::new(false),
        }
    }

    /// Asks once, and again until nothing goes on any more. Only in a browser.
    pub(super) fn follow(self) {
        if self.is_asking.try_get_value() == Some(false) {
            self.is_asking.set_value(true);
            spawn_local(self.ask());
        }
    }

    fn again(self) {
        self.is_asking.try_set_value(false);
        set_timeout(move || self.follow(), PAUSE);
    }

    async fn ask(self) {
        let answer = backups().await;
        if self.shown.is_disposed() {
            return;
        }
        match answer {
            Ok(now) => {
                let goes_on = now.run.is_some() || now.is_restoring;
                self.is_restoring.set(now.is_restoring);
                self.shown.set(now);
                if goes_on {
                    self.again();
                } else {
                    self.is_asking.set_value(false);
                }
            }
            // Everybody signs in anew.
            Err(Failure::Refused(Refusal::SignIn)) if self.is_restoring.get_untracked() => {
                load("/sign-in");
            }
            Err(_) => self.again(),
        }
    }
}
