//! Text of a sensitive field. What stands there is not shown: what is typed takes its place, and a form that is saved
//! untouched leaves it alone.

use contract::{FieldDef, FieldKind, Value};
use leptos::prelude::*;

use super::typed_text;
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::records::typed::read;
use crate::t;
use crate::ui::{Button, ButtonSize, Look, TextArea, TextInput, TextKind};

#[component]
pub(super) fn SealedInput(field: FieldDef, state: DraftField, autofocus: bool) -> impl IntoView {
    let language = use_language();
    // What stands there by now, also after somebody else changed it.
    let kept = RwSignal::new(state.value.get_untracked());
    Effect::new(move || {
        state.filled.track();
        let value = state.value.get_untracked();
        if matches!(value, Value::Sealed(_)) {
            kept.set(value);
        }
    });
    let is_kept = move || kept.with(|kept| matches!(kept, Value::Sealed(_)));
    let placeholder = Signal::derive(move || {
        let mask = kept.with(|kept| match kept {
            Value::Sealed(sealed) => Some(sealed.mask.clone()),
            _ => None,
        });
        state.value.with(|value| match value {
            Value::Sealed(_) => mask,
            _ => None,
        })
    });
    let kind = match field.kind {
        FieldKind::Phone => TextKind::Phone,
        FieldKind::Email => TextKind::Email,
        FieldKind::Link => TextKind::Link,
        _ => TextKind::Text,
    };
    let is_long = field.kind == FieldKind::LongText;
    let field = StoredValue::new(field);
    let text = typed_text(state);
    // Nothing typed is no wish to lose what is there: that has a button of its own.
    let on_input = move |()| {
        let typed = text.with_untracked(|text| field.with_value(|field| read(field, text)));
        state.take(match typed {
            Ok(Value::Empty) => Ok(kept.get_untracked()),
            typed => typed,
        });
    };
    let on_blur = move |()| {
        field.with_value(|field| state.check(field));
    };
    let is_removed = move || state.value.with(Value::is_empty);
    let label = Signal::derive(move || match is_removed() {
        true => t!(language, records.keep_value).to_owned(),
        false => t!(language, records.remove_value).to_owned(),
    });
    let press = move |()| match untrack(is_removed) {
        true => state.fill(kept.get_untracked()),
        false => state.fill(Value::Empty),
    };
    view! {
        {match is_long {
            true => view! { <TextArea value=text placeholder autofocus on_input on_blur/> }.into_any(),
            false => view! { <TextInput value=text kind placeholder autofocus on_input on_blur/> }.into_any(),
        }}
        {move || is_kept().then(|| view! {
            <Button label look=Look::Ghost size=ButtonSize::Small on_press=press/>
        })}
    }
}
