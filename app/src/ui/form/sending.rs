//! Sending a form.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Problems;
use crate::api::{Answer, Failure};
use crate::i18n::Language;

/// Sends what a form holds, and takes a refusal apart.
#[derive(Clone, Copy)]
pub struct Sending {
    pub(crate) problems: Problems,
    pub(crate) is_busy: RwSignal<bool>,
    /// The fields of the form by the names under which the server refuses them.
    fields: StoredValue<Vec<&'static str>>,
}

impl Sending {
    pub(crate) fn new(language: Language, fields: impl Into<Vec<&'static str>>) -> Self {
        Self {
            problems: Problems::new(language),
            is_busy: RwSignal::new(false),
            fields: StoredValue::new(fields.into()),
        }
    }

    /// Asks the server, unless it is being asked; `taken` gets what it answers.
    pub(crate) fn send<T>(
        self,
        answer: impl Future<Output = Answer<T>> + 'static,
        taken: impl FnOnce(T) + 'static,
    ) {
        self.send_or(answer, taken, move |failure| self.refused(failure));
    }

    /// Like [`Sending::send`], where a failure is told in words of its own.
    pub(crate) fn send_or<T>(
        self,
        answer: impl Future<Output = Answer<T>> + 'static,
        taken: impl FnOnce(T) + 'static,
        failed: impl FnOnce(&Failure) + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.problems.clear_all();
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            self.is_busy.try_set(false);
            match answer {
                Ok(answer) => taken(answer),
                Err(failure) => failed(&failure),
            }
        });
    }

    /// Takes a failure apart.
    pub(crate) fn refused(self, failure: &Failure) {
        let fields = self.fields.try_get_value().unwrap_or_default();
        self.problems.take(failure, &fields);
    }
}
