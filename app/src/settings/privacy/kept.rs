//! What the law asks to keep of somebody who is erased, and for how long.

use chrono::{Datelike, NaiveDate};
use contract::dto::privacy::{Kept, KeptYears, MOST_KEPT_YEARS};
use leptos::prelude::*;

use super::words::{KeptLines, object_words};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Field, NumberInput};

/// The documents that stay with the day until which, and for each kind the years, which can be changed.
#[component]
pub fn KeptFor(kept: Vec<Kept>, by_law: KeptYears, years: RwSignal<KeptYears>) -> impl IntoView {
    let language = use_language();
    let inputs = kept.iter().map(|kept| {
        let object = kept.object.clone();
        let first = by_law.get(&object).copied().unwrap_or_default();
        view! { <YearsInput object first years/> }
    });
    let inputs = inputs.collect_view();
    let lines = move || {
        let chosen = years.get();
        let kept = kept.iter().map(|kept| {
            let first = by_law.get(&kept.object).copied().unwrap_or_default();
            let years = chosen.get(&kept.object).copied().unwrap_or(first);
            moved(kept, i32::from(years) - i32::from(first))
        });
        let kept: Vec<Kept> = kept.collect();
        view! { <KeptLines kept/> }
    };
    view! {
        <p class="sm">{t!(language, privacy.kept_why)}</p>
        {lines}
        {inputs}
        <p class="sm muted">{t!(language, privacy.years_hint)}</p>
    }
}

/// The years of one kind. What cannot be asked for changes nothing.
#[component]
fn YearsInput(object: String, first: u8, years: RwSignal<KeptYears>) -> impl IntoView {
    let language = use_language();
    let typed = RwSignal::new(first.to_string());
    let what = object_words(language, &object, 2);
    let id = format!("erase-years-{object}");
    let change = move |()| {
        let asked = typed.with_untracked(|typed| typed.trim().parse::<u8>().ok());
        if let Some(asked) = asked.filter(|asked| *asked <= MOST_KEPT_YEARS) {
            years.update(|years| {
                years.insert(object.clone(), asked);
            });
        }
    };
    view! {
        <Field id label=t!(language, privacy.years_of, what)>
            <NumberInput value=typed on_input=change/>
        </Field>
    }
}

/// The same documents so many years later or earlier.
fn moved(kept: &Kept, years: i32) -> Kept {
    let until = NaiveDate::from_ymd_opt(kept.until.year() + years, 12, 31);
    Kept {
        until: until.unwrap_or(kept.until),
        ..kept.clone()
    }
}
