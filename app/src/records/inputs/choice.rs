//! One of a field's choices, and yes or no.

use contract::{Choice, FieldDef, Language, Value};
use leptos::prelude::*;

use super::moments::mirrored;
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::Select;

/// A choice by its key.
#[component]
pub(super) fn ChoiceInput(field: FieldDef, state: DraftField, object: String) -> impl IntoView {
    let language = use_language();
    let value = mirrored(state, super::super::typed::plain);
    let names = names(&field, &object, language);
    let choices = StoredValue::new(field.choices.clone());
    let options = Signal::derive(move || {
        let offered = state.offered.get();
        let names = names.iter();
        choices.with_value(|choices| {
            let all = choices.iter().zip(names).filter(|(choice, _)| {
                !choice.retired || value.with_untracked(|held| *held == choice.key)
            });
            let name = |(choice, told): (&Choice, &String)| match offered {
                Some(_) => choice.label.get(language).to_owned(),
                None => told.clone(),
            };
            let is_offered = |choice: &Choice| {
                offered.as_ref().is_none_or(|offered| {
                    offered.contains(&choice.key)
                        || value.with_untracked(|held| *held == choice.key)
                })
            };
            all.filter(|(choice, _)| is_offered(choice))
                .map(|(choice, told)| (choice.key.clone(), name((choice, told))))
                .collect::<Vec<_>>()
        })
    });
    // A required choice that is set cannot be taken back.
    let is_fixed = field.required && !value.get_untracked().is_empty();
    let empty = (!is_fixed).then(|| t!(language, records.blank).to_owned());
    let on_change = move |()| {
        let key = value.get_untracked();
        state.take(Ok(if key.is_empty() {
            Value::Empty
        } else {
            Value::Text(key)
        }));
        state.check(&field);
    };
    view! { <Select value options empty on_change/> }
}

/// The choices by their names; of several pipelines with that of theirs.
fn names(field: &FieldDef, object: &str, language: Language) -> Vec<String> {
    use_catalogue().with_untracked(|catalogue| {
        let object = catalogue.object(object);
        let pipelines = object.and_then(|object| object.pipelines(&field.key));
        let name = |choice: &Choice| match pipelines {
            Some(pipelines) => pipelines
                .stages
                .choice(&choice.key)
                .map(|own| pipelines.told(own, language))
                .unwrap_or_default(),
            None => choice.label.get(language).to_owned(),
        };
        field.choices.iter().map(name).collect()
    })
}

/// Yes, no, or not known.
#[component]
pub(super) fn YesNoInput(field: FieldDef, state: DraftField) -> impl IntoView {
    let language = use_language();
    let value = mirrored(state, super::super::typed::plain);
    let options = vec![
        ("true".to_owned(), t!(language, records.yes).to_owned()),
        ("false".to_owned(), t!(language, records.no).to_owned()),
    ];
    let on_change = move |()| {
        state.take(value.with_untracked(|key| super::super::typed::read(&field, key)));
        state.check(&field);
    };
    view! { <Select value options empty=t!(language, records.blank) on_change/> }
}
