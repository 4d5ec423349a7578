//! Problems of a form, each at its field.

use contract::{Language, Refusal};
use leptos::prelude::*;

use crate::api::Failure;
use crate::ui::{failure_text, problem_text};

/// What the last try to save brought: words per field, and words for the form as a whole.
#[derive(Clone, Copy)]
pub struct Problems {
    pub(crate) language: Language,
    fields: RwSignal<Vec<(String, String)>>,
    /// What belongs to no field.
    pub(crate) whole: RwSignal<Option<String>>,
}

impl Problems {
    pub(crate) fn new(language: Language) -> Self {
        Self {
            language,
            fields: RwSignal::new(Vec::new()),
            whole: RwSignal::new(None),
        }
    }

    /// The problem of a field, for the field.
    pub(crate) fn at(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let found = |fields: &Vec<(String, String)>| {
                fields
                    .iter()
                    .find(|(key, _)| key == field)
                    .map(|(_, words)| words.clone())
            };
            self.fields.with(found)
        })
    }

    /// Forgets the problem of a field, as when somebody types in it.
    pub(crate) fn clear(self, field: &'static str) {
        let is_there = self
            .fields
            .with_untracked(|fields| fields.iter().any(|(key, _)| key == field));
        if is_there {
            self.fields
                .update(|fields| fields.retain(|(key, _)| key != field));
        }
    }

    /// Forgets everything.
    pub(crate) fn clear_all(self) {
        self.fields.set(Vec::new());
        self.whole.set(None);
    }

    /// Says what is wrong with a field.
    pub(crate) fn put(self, field: &str, words: String) {
        // The page may be gone by now.
        self.fields
            .try_update(|fields| fields.push((field.to_owned(), words)));
    }

    /// Takes a failure apart. `known` are the fields of the form; what is wrong elsewhere is said for the whole.
    pub(crate) fn take(self, failure: &Failure, known: &[&str]) {
        // The page may be gone by now.
        if self.fields.try_get_untracked().is_none() {
            return;
        }
        if let Failure::Refused(Refusal::Invalid(problems)) = failure
            && problems
                .iter()
                .all(|problem| known.contains(&problem.field.as_str()))
        {
            let words = |problem: &contract::FieldProblem| {
                (
                    problem.field.clone(),
                    problem_text(self.language, &problem.problem),
                )
            };
            return self.fields.set(problems.iter().map(words).collect());
        }
        self.whole.set(Some(failure_text(self.language, failure)));
    }
}
