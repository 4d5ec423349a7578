//! A set of files as it is now, and what is done with it.

use contract::Refusal;
use contract::dto::import_sets::{ImportSet, PartChoice, SetPart};
use contract::dto::imports::ImportState;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::super::follow::Following;
use super::super::trouble::failure_words;
use crate::api::Answer;
use crate::api::import_sets::import_set_part;
use crate::i18n::use_language;

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
    following: Following<ImportSet>,
    language: contract::Language,
}

impl SetFollower {
    /// Begins with what is known. Nothing is asked before [`SetFollower::follow`].
    pub(super) fn of(set: ImportSet) -> Self {
        let following = Following::of(set);
        Self {
            set: following.status,
            is_lost: following.is_lost,
            refusal: following.refusal,
            is_busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            following,
            language: use_language(),
        }
    }

    /// Asks until the set rests. Only in a browser.
    pub(super) fn follow(self) {
        self.following.follow();
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
}
