//! What the parts of the page share.

use std::time::Duration;

use contract::dto::retention::{Retention, RetentionRule, RuleShown};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Answer;
use crate::api::retention::retention;
use crate::i18n::{Language, use_language};
use crate::ui::{Toasts, failure_text, use_toasts};

/// How soon it is asked again while a run goes on.
const PAUSE: Duration = Duration::from_secs(1);

/// What is known, and what is being done.
#[derive(Clone, Copy)]
pub struct Standing {
    pub(super) shown: RwSignal<Retention>,
    /// The rule that is made or changed.
    pub(super) edited: RwSignal<Option<RetentionRule>>,
    /// The rule that is to erase now.
    pub(super) erasing: RwSignal<Option<RuleShown>>,
    is_followed: StoredValue<bool>,
    language: Language,
    toasts: Toasts,
}

impl Standing {
    pub(super) fn of(shown: Retention) -> Self {
        Self {
            shown: RwSignal::new(shown),
            edited: RwSignal::new(None),
            erasing: RwSignal::new(None),
            is_followed: StoredValue::new(false),
            language: use_language(),
            toasts: use_toasts(),
        }
    }

    /// Asks the server again.
    pub(super) fn again(self) {
        spawn_local(async move {
            if let Ok(now) = retention().await {
                self.shown.try_set(now);
            }
            self.follow();
        });
    }

    /// Asks again until nothing goes on any more. Only in a browser.
    pub(super) fn follow(self) {
        let goes_on = self
            .shown
            .try_with_untracked(|shown| shown.runs.iter().any(|run| run.state.is_moving()));
        let is_followed = self.is_followed.try_get_value() != Some(false);
        if goes_on != Some(true) || is_followed {
            return;
        }
        self.is_followed.set_value(true);
        let again = move || {
            if self.is_followed.try_get_value().is_some() {
                self.is_followed.set_value(false);
                self.again();
            }
        };
        set_timeout(again, PAUSE);
    }

    /// Does something, says what came of it and asks again.
    pub(super) fn act<T: 'static>(
        self,
        is_busy: RwSignal<bool>,
        deed: impl Future<Output = Answer<T>> + 'static,
        said: Option<String>,
    ) {
        let (language, toasts) = (self.language, self.toasts);
        is_busy.set(true);
        spawn_local(async move {
            let answer = deed.await;
            is_busy.try_set(false);
            match (answer, said) {
                (Ok(_), Some(said)) => toasts.say(said),
                (Ok(_), None) => {}
                (Err(failure), _) => toasts.fail(failure_text(language, &failure)),
            }
            self.again();
        });
    }
}
