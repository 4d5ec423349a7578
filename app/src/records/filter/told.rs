//! How the inputs of a condition are tied to what is wrong with it.

use contract::Problem;
use leptos::prelude::*;

use crate::ui::FieldState;

/// The condition around some inputs.
#[derive(Clone, Copy)]
pub struct Told {
    id: StoredValue<String>,
    problem: RwSignal<Option<Problem>>,
}

impl Told {
    pub(super) fn new(key: u32, problem: RwSignal<Option<Problem>>) -> Self {
        Self {
            id: StoredValue::new(format!("filter-{key}")),
            problem,
        }
    }

    /// The id of one of its inputs.
    pub(super) fn id(self, part: &str) -> String {
        self.id.with_value(|id| format!("{id}-{part}"))
    }

    /// What an input has to know of it.
    pub(super) fn input(self, part: &str) -> FieldState {
        let error = self.id("error");
        FieldState {
            id: StoredValue::new(self.id(part)),
            required: false,
            invalid: Signal::derive(move || self.is_wrong()),
            described_by: Signal::derive(move || self.is_wrong().then(|| error.clone())),
        }
    }

    fn is_wrong(self) -> bool {
        self.problem.with(Option::is_some)
    }
}
