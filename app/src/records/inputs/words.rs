//! Text of one line or several.

use contract::{FieldDef, FieldKind};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::typed_text;
use crate::api::records::phone_problem;
use crate::records::form::DraftField;
use crate::records::typed::read;
use crate::ui::{TextArea, TextInput, TextKind};

/// Text, telephone, e-mail or link: the kind decides a phone's keyboard.
#[component]
pub(super) fn WordsInput(field: FieldDef, state: DraftField, autofocus: bool) -> impl IntoView {
    let kind = match field.kind {
        FieldKind::Phone => TextKind::Phone,
        FieldKind::Email => TextKind::Email,
        FieldKind::Link => TextKind::Link,
        _ => TextKind::Text,
    };
    let field = StoredValue::new(field);
    let value = typed_text(state);
    let on_input = move |()| {
        state.take(value.with_untracked(|text| field.with_value(|field| read(field, text))))
    };
    let on_blur = move |()| {
        if field.with_value(|field| state.check(field)) && kind == TextKind::Phone {
            check_plan(state);
        }
    };
    view! { <TextInput value kind autofocus on_input on_blur/> }
}

/// Asks the server, which knows the plans of all countries, whether a telephone number can exist.
fn check_plan(state: DraftField) {
    let asked = state.value.get_untracked();
    let Some(text) = asked.text().map(str::to_owned) else {
        return;
    };
    spawn_local(async move {
        // Without an answer the number is checked once more on saving.
        let problem = phone_problem(text).await.ok().flatten();
        if state.value.try_get_untracked() == Some(asked) && problem.is_some() {
            state.problem.set(problem);
        }
    });
}

/// Several lines.
#[component]
pub(super) fn LongTextInput(field: FieldDef, state: DraftField, autofocus: bool) -> impl IntoView {
    let field = StoredValue::new(field);
    let value = typed_text(state);
    let on_input = move |()| {
        state.take(value.with_untracked(|text| field.with_value(|field| read(field, text))))
    };
    let on_blur = move |()| {
        field.with_value(|field| state.check(field));
    };
    view! { <TextArea value autofocus on_input on_blur/> }
}
