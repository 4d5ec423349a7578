//! What a new record starts with in a field.

use contract::{FieldDef, FieldKind, Value};
use leptos::prelude::*;

use super::Draft;
use crate::i18n::use_language;
use crate::records::DraftField;
use crate::records::inputs::BareInput;
use crate::t;
use crate::ui::{Checkbox, Field, Problems};

/// The default by the kind's own input. Nothing where a value cannot be the same for several records.
#[component]
pub fn DefaultPart(draft: Draft, problems: Problems, object: StoredValue<String>) -> impl IntoView {
    let is_offered = draft.memo(|field| may_start_as(field) && !field.unique);
    // The input is made anew when what it offers changes.
    let shape = draft.memo(|field| {
        let relation = field.relation.clone();
        (field.kind, relation, field.choices.clone())
    });
    move || {
        is_offered.get().then(|| {
            shape.with(|_| ());
            draft.filled.track();
            view! { <Input draft problems object/> }
        })
    }
}

fn may_start_as(field: &FieldDef) -> bool {
    let has_same = !matches!(field.kind, FieldKind::File | FieldKind::Relations);
    let is_pickable = match field.kind {
        FieldKind::Relation => field.relation.is_some(),
        kind if kind.has_choices() => field.choices.iter().any(|choice| !choice.key.is_empty()),
        _ => true,
    };
    field.derived.is_none() && !field.system && has_same && is_pickable
}

#[component]
fn Input(draft: Draft, problems: Problems, object: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let field = draft.field.get_untracked();
    let start = field.default.clone().unwrap_or_default();
    let is_me = RwSignal::new(field.kind == FieldKind::User && start.text() == Some("me"));
    let state = DraftField::new(if is_me.get_untracked() {
        Value::Empty
    } else {
        start
    });
    Effect::new(move |is_known: Option<()>| {
        let value = match is_me.get() {
            true => Value::from("me"),
            false => state.value.get(),
        };
        if is_known.is_some() {
            problems.clear("default");
            let default = (!value.is_empty()).then_some(value);
            draft.field.update(|field| field.default = default);
        }
    });
    let has_me = field.kind == FieldKind::User;
    let group = matches!(field.kind, FieldKind::Address | FieldKind::Rating);
    let plain = FieldDef {
        required: false,
        choices: field
            .choices
            .iter()
            .filter(|choice| !choice.key.is_empty())
            .cloned()
            .collect(),
        ..field
    };
    let input = move || {
        let field = plain.clone();
        (!is_me.get()).then(|| {
            view! { <BareInput field state id="field-default" object=object.get_value()/> }
        })
    };
    view! {
        <Field id="field-default" label=t!(language, describing.default) help=t!(language, describing.default_hint) error=problems.at("default") group>
            {input}
        </Field>
        {has_me.then(|| view! { <Checkbox checked=is_me label=t!(language, describing.default_me)/> })}
    }
}
