//! The one condition on people that asks for no field: whether they gave consent to a purpose by a channel.

use contract::dto::consents::{Channel, Purpose};
use contract::query::consent;
use contract::{Language, ObjectDef, Operator, Problem};
use leptos::context::Provider;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::builder::Building;
use super::draft::Rule;
use super::told::Told;
use crate::api::consents::purposes;
use crate::consents::words::channel_words;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Select, Suggested, failure_text, use_toasts};

/// The ways it compares, the usual one first.
pub(super) const WAYS: [Operator; 2] = [Operator::Is, Operator::IsNot];

/// What the picker shows for it, where the records of an object are people.
pub(super) fn offered(object: &ObjectDef, language: Language) -> Option<Suggested> {
    consent::is_one_of(&object.key, consent::CONSENT).then(|| Suggested {
        key: consent::CONSENT.to_owned(),
        title: t!(language, consents.filter).to_owned(),
        ..Suggested::default()
    })
}

/// What an operator is called with it.
pub(super) fn way_text(operator: Operator, language: Language) -> &'static str {
    match operator {
        Operator::Is => t!(language, consents.filter_given),
        _ => t!(language, consents.filter_not_given),
    }
}

/// A purpose and a channel in words.
pub(super) fn value_text(purpose: &str, channel: Channel, language: Language) -> String {
    format!("{purpose} · {}", channel_words(language, channel))
}

/// What is wrong with a value.
pub(super) fn problem(value: &str) -> Option<Problem> {
    match (value.is_empty(), consent::asked(value)) {
        (true, _) => Some(Problem::Required),
        (false, None) => Some(Problem::Unknown),
        (false, Some(_)) => None,
    }
}

/// Given, or not given.
#[component]
pub fn ConsentWay(rule: Rule) -> impl IntoView {
    let language = use_language();
    let options = WAYS.map(|way| (way.key().to_owned(), way_text(way, language).to_owned()));
    view! {
        <Select
            value=rule.way
            options=options.to_vec()
            label=t!(language, filters.comparison)
            class="input--sm"
        />
    }
}

/// To what, and by which channel.
#[component]
pub fn ConsentValue(told: Told, rule: Rule, building: Building) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let known = RwSignal::new(Vec::<Purpose>::new());
    Effect::new(move |_| {
        spawn_local(async move {
            match purposes().await {
                Ok(all) => {
                    for purpose in &all {
                        let name = purpose.name.get(language);
                        building.names.keep(&purpose.id.to_string(), name);
                    }
                    known.try_set(all);
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    let options = move || {
        let mut options = known.with(|all| options_of(all, language));
        // A saved filter may ask for what is not offered any more.
        let own = rule.value.get();
        if let Some((purpose, channel)) = consent::asked(&own)
            && !options.iter().any(|(key, _)| *key == own)
        {
            let name = building.names.of(&purpose.to_string());
            options.push((own, value_text(&name, channel, language)));
        }
        options
    };
    view! {
        <Provider value=told.input("value")>
            <Select
                value=rule.value
                options=Signal::derive(options)
                empty=t!(language, consents.filter_pick)
                label=t!(language, filters.value)
                class="input--sm"
            />
        </Provider>
    }
}

/// Each purpose that is in use, by each of its channels.
fn options_of(all: &[Purpose], language: Language) -> Vec<(String, String)> {
    let used = all.iter().filter(|purpose| !purpose.is_retired);
    let by_channel = used.flat_map(|purpose| {
        let name = purpose.name.get(language);
        purpose.channels.iter().map(move |channel| {
            let value = consent::value(purpose.id, *channel);
            (value, value_text(name, *channel, language))
        })
    });
    by_channel.collect()
}
