//! After how long a session ends, whatever is done in it.

use contract::dto::session::IDLE_DAYS;
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{Field, NumberInput, Problems, Select};

const HOURS: &str = "hours";
const DAYS: &str = "days";
const DAY: u32 = 24;

/// A number and its unit, as they are typed.
#[derive(Clone, Copy)]
pub(super) struct Longest {
    number: RwSignal<String>,
    unit: RwSignal<String>,
}

impl Longest {
    pub(super) fn new(hours: u32) -> Self {
        let (number, unit) = in_words(hours);
        Self {
            number: RwSignal::new(number.to_string()),
            unit: RwSignal::new(unit.to_owned()),
        }
    }

    /// In hours; what is no number is out of every range.
    pub(super) fn hours(self) -> u32 {
        let unit = match self.unit.get_untracked().as_str() {
            DAYS => DAY,
            _ => 1,
        };
        let number: u32 = self.number.get_untracked().trim().parse().unwrap_or(0);
        number.saturating_mul(unit)
    }
}

/// Whole days as days, everything else as hours.
fn in_words(hours: u32) -> (u32, &'static str) {
    match hours.is_multiple_of(DAY) {
        true => (hours / DAY, DAYS),
        false => (hours, HOURS),
    }
}

/// The two inputs.
#[component]
pub(super) fn LongestInputs(longest: Longest, problems: Problems) -> impl IntoView {
    let language = use_language();
    let units = vec![
        (HOURS.to_owned(), t!(language, settings.hours).to_owned()),
        (DAYS.to_owned(), t!(language, settings.days).to_owned()),
    ];
    let clear = move |()| problems.clear("session_hours");
    view! {
        <Field
            id="rules-longest"
            label=t!(language, settings.longest_session)
            help=t!(language, settings.longest_session_hint, days = IDLE_DAYS)
            error=problems.at("session_hours")
            group=true
        >
            <div class="flex">
                <NumberInput value=longest.number label=t!(language, settings.longest_session) on_input=clear/>
                <Select value=longest.unit options=units label=t!(language, settings.longest_unit) on_change=clear/>
            </div>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::{DAYS, HOURS, in_words};

    #[test]
    fn whole_days_are_told_as_days() {
        for (hours, told) in [
            (720, (30, DAYS)),
            (24, (1, DAYS)),
            (36, (36, HOURS)),
            (8, (8, HOURS)),
        ] {
            assert_eq!(in_words(hours), told);
        }
    }
}
