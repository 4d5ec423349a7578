//! Which alerts are shown: a form that works without scripts too.

use contract::dto::alerts::{AlertQuery, AlertRule, AlertState};
use leptos::prelude::*;

use super::words::{rule_words, state_words};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, Press, Select, SelectOption};

/// The page of the alerts.
pub(super) const PLACE: &str = "/settings/alerts";

/// The form.
#[component]
pub fn Asked(query: AlertQuery) -> impl IntoView {
    let language = use_language();
    let states: Vec<SelectOption> = AlertState::ALL
        .map(|state| {
            (
                state.word().to_owned(),
                state_words(language, state).0.to_owned(),
            )
        })
        .to_vec();
    let rules: Vec<SelectOption> = AlertRule::ALL
        .map(|rule| {
            (
                rule.word().to_owned(),
                rule_words(language, rule).to_owned(),
            )
        })
        .to_vec();
    let state = RwSignal::new(query.state.map(AlertState::word).unwrap_or_default().into());
    let rule = RwSignal::new(query.rule.map(AlertRule::word).unwrap_or_default().into());
    view! {
        <form class="bar" method="get" action=PLACE role="search" aria-label=t!(language, alerts.title)>
            <Select value=state options=Signal::stored(states) name="state"
                label=t!(language, alerts.state) empty=t!(language, alerts.any_state)/>
            <Select value=rule options=Signal::stored(rules) name="rule"
                label=t!(language, alerts.rule) empty=t!(language, alerts.any_rule)/>
            <Button label=t!(language, alerts.show) press=Press::Submit icon="filter"/>
        </form>
    }
}

/// The address of a question.
pub(super) fn address(query: &AlertQuery) -> String {
    let pairs = [
        ("state", query.state.map(|state| state.word().to_owned())),
        ("rule", query.rule.map(|rule| rule.word().to_owned())),
        ("after", query.after.as_ref().map(uuid::Uuid::to_string)),
    ];
    let words: Vec<String> = pairs
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key}={}", value?)))
        .collect();
    match words.is_empty() {
        true => PLACE.to_owned(),
        false => format!("{PLACE}?{}", words.join("&")),
    }
}
