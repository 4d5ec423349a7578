//! Days and spans of a condition.

use chrono::NaiveDate;
use contract::Language;
use contract::query::span::{Counted, Unit};
use leptos::context::Provider;
use leptos::prelude::*;

use super::days::SPANS;
use super::told::Told;
use super::words::span_text;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{DateInput, NumberInput, Select, SelectOption};

/// The option of a day of one's own, and those of spans that are counted from today.
const DAY: &str = "day";
const LAST: &str = "last";
const NEXT: &str = "next";
/// What a counted span begins with.
const USUAL: u32 = 14;

/// A day, or a span by its name.
#[component]
pub fn When(told: Told, value: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    let is_named = |value: &str| SPANS.contains(&value) || Counted::read(value).is_some();
    let which = RwSignal::new(value.with_untracked(|value| {
        if is_named(value) {
            value.clone()
        } else {
            DAY.to_owned()
        }
    }));
    let options = move || {
        let day = (DAY.to_owned(), t!(language, filters.a_day).to_owned());
        // A span that is counted is kept where a saved filter has it.
        let own = value.with_untracked(|value| Counted::read(value).map(|one| one.word()));
        let counted = own.into_iter().map(|word| {
            let text = span_text(&word, language);
            (word, text)
        });
        let named = spans(language)
            .into_iter()
            .filter(|(key, _)| key != "overdue");
        std::iter::once(day)
            .chain(counted)
            .chain(named)
            .collect::<Vec<_>>()
    };
    let picked = move |()| {
        let which = which.get_untracked();
        value.set(if which == DAY { String::new() } else { which });
    };
    view! {
        <div class="filter__pair">
            <Provider value=told.input("value")>
                <Select value=which options=Signal::derive(options) label=t!(language, filters.span) class="input--sm" on_change=picked/>
            </Provider>
            {move || which.with(|which| which == DAY).then(|| view! {
                <Day told part="day" value label=t!(language, filters.day)/>
            })}
        </div>
    }
}

fn spans(language: Language) -> Vec<SelectOption> {
    SPANS
        .iter()
        .map(|span| ((*span).to_owned(), span_text(span, language)))
        .collect()
}

/// A calendar day that stands in a value.
#[component]
fn Day(
    told: Told,
    part: &'static str,
    value: RwSignal<String>,
    label: &'static str,
) -> impl IntoView {
    let day = RwSignal::new(value.with_untracked(|value| value.parse::<NaiveDate>().ok()));
    let on_change = move |()| {
        let day = day.get_untracked();
        value.set(day.map(|day| day.to_string()).unwrap_or_default());
    };
    view! { <Provider value=told.input(part)><DateInput value=day label class="input--sm" on_change/></Provider> }
}

/// A span by its name, or so many days, weeks, months or years back from today or on from it.
#[component]
pub fn Span(told: Told, value: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    let which = RwSignal::new(value.with_untracked(|value| match Counted::read(value) {
        Some(counted) if counted.back => LAST.to_owned(),
        Some(_) => NEXT.to_owned(),
        None if SPANS.contains(&value.as_str()) => value.clone(),
        None => DAY.to_owned(),
    }));
    let options = move || {
        let mut options = vec![
            (
                LAST.to_owned(),
                t!(language, filters.last_counted).to_owned(),
            ),
            (
                NEXT.to_owned(),
                t!(language, filters.next_counted).to_owned(),
            ),
        ];
        options.extend(spans(language));
        options.push((DAY.to_owned(), t!(language, filters.a_day).to_owned()));
        options
    };
    let picked = move |()| {
        let which = which.get_untracked();
        value.set(match which.as_str() {
            DAY => String::new(),
            LAST | NEXT => Counted {
                back: which == LAST,
                number: USUAL,
                unit: Unit::Days,
            }
            .word(),
            _ => which,
        });
    };
    let more = move || match which.get().as_str() {
        LAST | NEXT => view! { <Distance told value/> }.into_any(),
        DAY => view! { <Day told part="day" value label=t!(language, filters.day)/> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        <div class="filter__pair">
            <Provider value=told.input("value")>
                <Select value=which options=Signal::derive(options) label=t!(language, filters.span) class="input--sm" on_change=picked/>
            </Provider>
            {more}
        </div>
    }
}

/// How many days, weeks, months or years; the value says in which direction.
#[component]
pub fn Distance(told: Told, value: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    let start = value.with_untracked(|value| Counted::read(value));
    let back = start.is_none_or(|start| start.back);
    let number = RwSignal::new(start.map_or(USUAL, |start| start.number).to_string());
    let unit = RwSignal::new(
        start
            .map_or(Unit::Days, |start| start.unit)
            .word()
            .to_owned(),
    );
    let keep = move |()| {
        let unit = unit
            .with_untracked(|unit| Unit::from_word(unit))
            .unwrap_or(Unit::Days);
        let typed = number.with_untracked(|number| number.trim().parse().ok());
        // What cannot be read is no span, and said to be none.
        value.set(typed.map_or_else(
            || number.get_untracked(),
            |number| Counted { back, number, unit }.word(),
        ));
    };
    let units =
        Unit::ALL.map(|unit| (unit.word().to_owned(), unit_text(unit, language).to_owned()));
    view! {
        <div class="filter__pair">
            <Provider value=told.input("number")>
                <NumberInput value=number label=t!(language, filters.number) class="input--sm" on_input=keep/>
            </Provider>
            <Provider value=told.input("unit")>
                <Select value=unit options=units.to_vec() label=t!(language, filters.unit) class="input--sm" on_change=keep/>
            </Provider>
        </div>
    }
}

fn unit_text(unit: Unit, language: Language) -> &'static str {
    match unit {
        Unit::Days => t!(language, filters.unit_days),
        Unit::Weeks => t!(language, filters.unit_weeks),
        Unit::Months => t!(language, filters.unit_months),
        Unit::Years => t!(language, filters.unit_years),
    }
}

/// From one day to another.
#[component]
pub fn Days(told: Told, value: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    let (from, to) = halves(value);
    view! {
        <div class="filter__pair">
            <Day told part="value" value=from label=t!(language, filters.from_value)/>
            <Day told part="to" value=to label=t!(language, filters.to_value)/>
        </div>
    }
}

/// Both sides of a value, each kept where it stands.
pub(super) fn halves(value: RwSignal<String>) -> (RwSignal<String>, RwSignal<String>) {
    let (from, to) = value.with_untracked(|value| {
        let (from, to) = value.split_once('|').unwrap_or((value, ""));
        (from.to_owned(), to.to_owned())
    });
    let (from, to) = (RwSignal::new(from), RwSignal::new(to));
    Effect::new(move |is_known: Option<()>| {
        let joined = format!("{}|{}", from.get(), to.get());
        if is_known.is_some() {
            value.set(joined);
        }
    });
    (from, to)
}
