//! The pattern of a number that each record gets.

use chrono::{Datelike, NaiveDate};
use contract::dto::configuring::Preview;
use contract::{Derived, FieldDef};
use leptos::prelude::*;

use super::Draft;
use crate::i18n::use_language;
use crate::settings::objects::formula::troubles_text;
use crate::t;
use crate::ui::{Chip, Field, TextInput, use_clock};

/// The parts that a pattern may have.
const PARTS: [&str; 5] = ["{0000}", "{YYYY}", "{YY}", "{MM}", "{DD}"];

/// The pattern with an example of today.
#[component]
pub fn CountedPart(
    draft: Draft,
    /// What the server says of it.
    checked: Signal<Option<Preview>>,
) -> impl IntoView {
    let language = use_language();
    let pattern = draft.part(pattern_of, |field, text| {
        if let Some(Derived::Counted { pattern }) = &mut field.derived {
            *pattern = text;
        }
    });
    let clock = use_clock();
    let help = Signal::derive(move || {
        let example = pattern.with(|pattern| example(pattern, clock.today()));
        t!(language, describing.counted_hint, example)
    });
    let error = Signal::derive(move || {
        let troubles =
            checked.with(|checked| checked.as_ref().map(|checked| checked.troubles.clone()));
        troubles_text(&troubles.unwrap_or_default(), &pattern.get(), language)
    });
    let chip = move |part: &'static str| {
        let add = move |()| pattern.update(|pattern| pattern.push_str(part));
        view! { <Chip label=part on_press=add/> }
    };
    view! {
        <Field id="field-pattern" label=t!(language, describing.pattern) help error required=true>
            <TextInput value=pattern max_chars=64/>
        </Field>
        <div class="chips" role="group" aria-label=t!(language, describing.pattern_parts)>{PARTS.map(chip).collect_view()}</div>
    }
}

fn pattern_of(field: &FieldDef) -> String {
    match &field.derived {
        Some(Derived::Counted { pattern }) => pattern.clone(),
        _ => String::new(),
    }
}

/// The seventh number of a day, as the pattern writes it. What it does not know stays as it stands.
pub(super) fn example(pattern: &str, day: NaiveDate) -> String {
    let mut written = pattern
        .replace("{YYYY}", &format!("{:04}", day.year()))
        .replace("{YY}", &format!("{:02}", day.year().rem_euclid(100)))
        .replace("{MM}", &format!("{:02}", day.month()))
        .replace("{DD}", &format!("{:02}", day.day()));
    let digits = (1..=12)
        .rev()
        .find(|digits| written.contains(&format!("{{{}}}", "0".repeat(*digits))));
    if let Some(digits) = digits {
        written = written.replacen(
            &format!("{{{}}}", "0".repeat(digits)),
            &format!("{:0digits$}", 7),
            1,
        );
    }
    written
}

#[cfg(test)]
mod tests {
    use super::example;

    #[test]
    fn an_example_is_written_as_the_pattern_says() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 9).unwrap_or_default();
        let check = |pattern: &str, expected: &str| assert_eq!(example(pattern, day), expected);
        check("EQ-{YYYY}-{0000}", "EQ-2026-0007");
        check("{YY}{MM}{DD}/{0}", "260309/7");
        check("{0000", "{0000");
        check("设备{000000}", "设备000007");
    }
}
