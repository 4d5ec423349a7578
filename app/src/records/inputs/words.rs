//! Text of one line or several.

use contract::{FieldDef, FieldKind};
use leptos::prelude::*;

use super::typed_text;
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
        field.with_value(|field| state.check(field));
    };
    view! { <TextInput value kind autofocus on_input on_blur/> }
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
