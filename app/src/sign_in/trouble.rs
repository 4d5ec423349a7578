//! What keeps somebody outside.

use std::time::Duration;

use contract::Refusal;
use leptos::prelude::*;
use leptos::server_fn::error::ServerFnUrlError;

use crate::api::Failure;
use crate::ui::failure_text;

/// What keeps somebody from signing in.
#[derive(Clone, Copy)]
pub(super) struct Trouble {
    failure: RwSignal<Option<Failure>>,
    /// Seconds to wait after too many tries.
    pub(super) wait: RwSignal<u32>,
}

impl Trouble {
    pub(super) fn new(written: Option<String>) -> Self {
        let failure = written.map(|written| ServerFnUrlError::<Failure>::decode_err(&written));
        let trouble = Self {
            failure: RwSignal::new(failure.clone()),
            wait: RwSignal::new(seconds(failure.as_ref())),
        };
        trouble.count_down();
        trouble
    }

    pub(super) fn met(self, failure: Failure) {
        self.wait.set(seconds(Some(&failure)));
        self.failure.set(Some(failure));
    }

    /// Whether it is this failure.
    pub(super) fn is(self, failure: &Failure) -> bool {
        self.failure.with(|met| met.as_ref() == Some(failure))
    }

    /// Too many tries are not forgotten by typing.
    pub(super) fn forget(self) {
        if self.wait.get_untracked() == 0 && self.failure.with_untracked(Option::is_some) {
            self.failure.set(None);
        }
    }

    pub(super) fn words(self, language: contract::Language) -> Option<String> {
        match (self.failure.get()?, self.wait.get()) {
            (Failure::Refused(Refusal::TooMany { .. }), 0) => None,
            (Failure::Refused(Refusal::TooMany { .. }), seconds) => Some(failure_text(
                language,
                &Failure::Refused(Refusal::TooMany { seconds }),
            )),
            (failure, _) => Some(failure_text(language, &failure)),
        }
    }

    fn count_down(self) {
        Effect::new(move |_| {
            let tick = move || {
                self.wait.try_update(|wait| *wait = wait.saturating_sub(1));
            };
            if self
                .failure
                .get()
                .is_some_and(|failure| seconds(Some(&failure)) > 0)
                && let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1))
            {
                on_cleanup(move || handle.clear());
            }
        });
    }
}

fn seconds(failure: Option<&Failure>) -> u32 {
    match failure {
        Some(Failure::Refused(Refusal::TooMany { seconds })) => *seconds,
        _ => 0,
    }
}
