//! One of a field's choices, and yes or no.

use contract::{FieldDef, Value};
use leptos::prelude::*;

use super::moments::mirrored;
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::t;
use crate::ui::Select;

/// A choice by its key.
#[component]
pub(super) fn ChoiceInput(field: FieldDef, state: DraftField) -> impl IntoView {
    let language = use_language();
    let value = mirrored(state, super::super::typed::plain);
    let options: Vec<_> = field
        .choices
        .iter()
        .filter(|choice| !choice.retired || value.with_untracked(|held| *held == choice.key))
        .map(|choice| (choice.key.clone(), choice.label.get(language).to_owned()))
        .collect();
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
