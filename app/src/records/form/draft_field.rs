//! One field while it is filled in.

use contract::{FieldDef, Problem, Value, validation};
use leptos::prelude::*;

use crate::files::Upload;

/// One field while it is filled in.
#[derive(Clone, Copy)]
pub struct DraftField {
    /// The last value that could be read from what was typed.
    pub value: RwSignal<Value>,
    /// Why what is typed right now cannot be read.
    pub(crate) unread: RwSignal<Option<Problem>>,
    /// What is shown under the field.
    pub problem: RwSignal<Option<Problem>>,
    /// Counts the values set from outside, upon which an input shows the new value.
    pub(crate) filled: RwSignal<u32>,
    /// A file that was chosen and goes up when the form is saved.
    pub(crate) upload: RwSignal<Option<Upload>>,
    /// The keys of the choices that belong to the record's pipeline, in their order; `None` where all do.
    pub(crate) offered: Signal<Option<Vec<String>>>,
}

impl DraftField {
    /// A field that holds a value and has no problem.
    #[must_use]
    pub fn new(value: Value) -> Self {
        Self {
            value: RwSignal::new(value),
            unread: RwSignal::new(None),
            problem: RwSignal::new(None),
            filled: RwSignal::new(0),
            upload: RwSignal::new(None),
            offered: Signal::stored(None),
        }
    }

    /// Takes what was typed; the problem goes while typing and comes back on leaving the field.
    pub(crate) fn take(self, read: Result<Value, Problem>) {
        self.problem.set(None);
        match read {
            Ok(value) => {
                self.unread.set(None);
                self.value.set(value);
            }
            Err(problem) => self.unread.set(Some(problem)),
        }
    }

    /// Puts a value in from outside.
    pub fn fill(self, value: Value) {
        self.take(Ok(value));
        self.filled.update(|count| *count += 1);
    }

    /// Checks the field and shows its problem. Answers whether it is fine.
    pub(crate) fn check(self, field: &FieldDef) -> bool {
        let problem = self.find_problem(field);
        let fine = problem.is_none();
        self.problem.set(problem);
        fine
    }

    /// What is wrong with the field right now. A file that waits to go up is as good as one that is there.
    pub(super) fn find_problem(self, field: &FieldDef) -> Option<Problem> {
        if self.upload.with_untracked(Option::is_some) {
            return None;
        }
        self.unread.get_untracked().or_else(|| {
            self.value
                .with_untracked(|value| validation::check(field, value))
        })
    }

    /// Whether something is typed or chosen that [`DraftField::value`] does not hold yet.
    pub(super) fn is_pending(self) -> bool {
        self.unread.with(Option::is_some) || self.upload.with(Option::is_some)
    }
}
