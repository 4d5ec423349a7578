//! Asks how far a set is, less and less often, until it rests.

use std::time::Duration;

use contract::Refusal;
use contract::dto::import_sets::{ImportSet, PartChoice, SetPart};
use contract::dto::imports::ImportState;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::super::follow::is_moving;
use super::super::trouble::failure_words;
use crate::api::import_sets::{import_set, import_set_part};
use crate::api::{Answer, Failure};
use crate::i18n::use_language;

const FIRST_WAIT: Duration = Duration::from_millis(300);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// A set as it is now, and what is done with it.
#[derive(Clone, Copy)]
pub struct SetFollower {
    pub(super) set: RwSignal<ImportSet>,
    /// The server is not reached at present; the questions go on.
    pub(super) is_lost: RwSignal<bool>,
    /// The server refused to tell.
    pub(super) refusal: RwSignal<Option<Refusal>>,
    /// Something was asked of the server, which has not answered.
    pub(super) is_busy: RwSignal<bool>,
    /// Why what was asked was not done, in words.
    pub(super) trouble: RwSignal<Option<String>>,
    waiting: StoredValue<Option<TimeoutHandle>>,
    language: contract::Language,
}

impl SetFollower {
    /// Begins with what is known. Nothing is asked before [`SetFollower::follow`].
    pub(super) fn of(set: ImportSet) -> Self {
        let follower = Self {
            set: RwSignal::new(set),
            is_lost: RwSignal::new(false),
            refusal: RwSignal::new(None),
            is_busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            waiting: StoredValue::new(None),
            language: use_language(),
        };
        on_cleanup(move || {
            if let Some(handle) = follower.waiting.try_get_value().flatten() {
                handle.clear();
            }
        });
        follower
    }

    /// Asks until the set rests. Only in a browser.
    pub(super) fn follow(self) {
        let Some((id, state)) = self.set.try_with_untracked(|set| (set.id, set.state)) else {
            return;
        };
        if is_moving(state) {
            self.ask_after(id, FIRST_WAIT);
        }
    }

    pub(super) fn state(self) -> Memo<ImportState> {
        Memo::new(move |_| self.set.with(|set| set.state))
    }

    /// A part as it is now.
    pub(super) fn part(self, import: Uuid) -> Memo<Option<SetPart>> {
        let is_it = move |part: &&SetPart| part.import == import;
        Memo::new(move |_| self.set.with(|set| set.parts.iter().find(is_it).cloned()))
    }

    /// Chooses something for a part.
    pub(super) fn choose(self, import: Uuid, choice: PartChoice) {
        let id = self.set.with_untracked(|set| set.id);
        self.run(import_set_part(id, import, choice));
    }

    /// Asks something of the server that answers with the set; one thing at a time.
    pub(super) fn run(self, sent: impl Future<Output = Answer<ImportSet>> + 'static) {
        if self.is_busy.get_untracked() {
            // What was turned meanwhile shows again as it is.
            return self.set.update(|_| ());
        }
        self.is_busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let answer = sent.await;
            self.is_busy.try_set(false);
            match answer {
                Ok(set) => {
                    self.set.try_set(set);
                    self.follow();
                }
                Err(failure) => {
                    let words = failure_words(self.language, &failure, None);
                    self.trouble.try_set(Some(words));
                    // What was chosen and not taken shows again as it is.
                    self.set.try_update(|_| ());
                }
            }
        });
    }

    fn ask_after(self, id: Uuid, wait: Duration) {
        let asked = set_timeout_with_handle(
            move || spawn_local(async move { self.ask(id, wait).await }),
            wait,
        );
        // After the page is left there is nothing to keep the answer in.
        if self.waiting.try_get_value().is_some() {
            self.waiting.set_value(asked.ok());
        }
    }

    async fn ask(self, id: Uuid, wait: Duration) {
        let answer = import_set(id).await;
        let Some(before) = self.set.try_get_untracked() else {
            return;
        };
        let longer = (wait * 3 / 2).min(LONGEST_WAIT);
        match answer {
            Ok(now) => {
                self.is_lost.set(false);
                let is_moving = is_moving(now.state);
                if now != before {
                    self.set.set(now);
                }
                if is_moving {
                    self.ask_after(id, longer);
                }
            }
            Err(Failure::Unreached) => {
                self.is_lost.set(true);
                self.ask_after(id, longer);
            }
            Err(Failure::Refused(refusal)) => self.refusal.set(Some(refusal)),
        }
    }
}
