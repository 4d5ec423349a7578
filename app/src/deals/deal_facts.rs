//! What stands at the head of a deal.

use chrono::NaiveDate;
use contract::Value;
use leptos::prelude::*;

use super::freshness::moment;
use crate::i18n::use_language;
use crate::records::{OpenRecord, RecordFacts, inside};
use crate::t;
use crate::ui::{Fact, format, use_clock};

/// The highlights of a deal: an amount says its chance, a day whether it has passed, the last contact its words.
#[component]
pub fn DealFacts() -> impl IntoView {
    view! { <RecordFacts own=own_fact/> }
}

fn own_fact(open: OpenRecord, key: &str) -> Option<AnyView> {
    Some(match key {
        "amount" => view! { <AmountFact open/> }.into_any(),
        "close_date" => view! { <CloseFact open/> }.into_any(),
        "last_contact_at" => view! { <ContactFact open/> }.into_any(),
        _ => return None,
    })
}

#[component]
fn AmountFact(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let label = move || match open.record().value("probability") {
        Value::Integer(percent) => t!(language, deals.amount_likely, percent),
        _ => field_label(open, "amount", language),
    };
    let value = move || match open.record().value("amount") {
        Value::Money(money) => format::money(money, language),
        _ => "–".to_owned(),
    };
    view! { <Fact label value=move || view! { <span class="num">{value}</span> }/> }
}

#[component]
fn CloseFact(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let day = move || match open.record().value("close_date") {
        Value::Date(day) => Some(*day),
        _ => None,
    };
    let closed = move || moment(&open.record(), "closed_at");
    let is_over = move |day: NaiveDate| closed().is_none() && day < clock.today();
    let label = move || match (closed(), day()) {
        (Some(_), _) => t!(language, deals.closed_on).to_owned(),
        (None, Some(day)) if is_over(day) => t!(language, deals.close_passed).to_owned(),
        (None, _) => field_label(open, "close_date", language),
    };
    let shown = move || match (closed(), day()) {
        (Some(at), _) => view! { <span>{clock.date(at)}</span> }.into_any(),
        (None, Some(day)) => {
            let look = if is_over(day) { "late" } else { "" };
            view! { <span class=look>{clock.full_day(day)}</span> }.into_any()
        }
        (None, None) => {
            view! { <span class="faint">{t!(language, deals.no_close_date)}</span> }.into_any()
        }
    };
    view! { <Fact label value=move || view! { {shown} }/> }
}

#[component]
fn ContactFact(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let label = move || match moment(&open.record(), "last_contact_at") {
        Some(at) => t!(
            language,
            deals.last_contact_ago,
            when = inside(&clock.ago(at))
        ),
        None => field_label(open, "last_contact_at", language),
    };
    let value = move || match open.record().text("last_contact") {
        "" if moment(&open.record(), "last_contact_at").is_none() => {
            t!(language, deals.never_contacted).to_owned()
        }
        "" => "–".to_owned(),
        words => t!(language, deals.quoted, words),
    };
    view! { <Fact label value=move || view! { <span>{value}</span> } class="fact--wide"/> }
}

/// The name of a field.
pub fn field_label(open: OpenRecord, key: &str, language: contract::Language) -> String {
    let object = open.object();
    object
        .field(key)
        .map_or_else(String::new, |field| field.label.get(language).to_owned())
}
