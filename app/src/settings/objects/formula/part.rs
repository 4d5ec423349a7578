//! The formula of a field: the kind of its result, and the expression.

use contract::dto::configuring::Preview;
use contract::{Derived, FieldDef, FieldKind};
use leptos::prelude::*;

use super::ExpressionEditor;
use super::editor::Outcome;
use crate::i18n::use_language;
use crate::settings::objects::described::use_described;
use crate::settings::objects::field::Draft;
use crate::settings::objects::nature::Nature;
use crate::t;
use crate::ui::{Field, Problems, Select};

/// The kinds that a formula may result in.
const RESULTS: [FieldKind; 11] = [
    FieldKind::Decimal,
    FieldKind::Integer,
    FieldKind::Money,
    FieldKind::Percent,
    FieldKind::Text,
    FieldKind::LongText,
    FieldKind::Date,
    FieldKind::DateTime,
    FieldKind::YesNo,
    FieldKind::Link,
    FieldKind::Email,
];

/// The editor of a formula.
#[component]
pub fn FormulaPart(
    draft: Draft,
    problems: Problems,
    object: StoredValue<String>,
    /// What the server says of it.
    checked: Signal<Option<Preview>>,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let expression = draft.part(expression_of, |field, text| {
        field.derived = Some(Derived::Formula { expression: text });
    });
    let kind = draft.part(
        |field| field.kind.word().to_owned(),
        |field, word| {
            let found = FieldKind::ALL.into_iter().find(|kind| kind.word() == word);
            field.kind = found.unwrap_or(FieldKind::Decimal);
        },
    );
    let options = RESULTS.map(|kind| {
        let words = Nature::Kind(kind).words(language).to_owned();
        (kind.word().to_owned(), words)
    });
    let whole = untrack(|| object.with_value(|key| described.object(key)));
    let own = draft.field.with_untracked(|field| field.key.clone());
    let error = Signal::derive(move || {
        let is_told = checked.with(|checked| {
            checked
                .as_ref()
                .is_some_and(|checked| !checked.troubles.is_empty())
        });
        problems
            .at("derived")
            .get()
            .filter(|_| !is_told || expression.with(String::is_empty))
    });
    let is_new = draft.is_new;
    view! {
        {is_new.then(|| view! {
            <Field id="field-result" label=t!(language, describing.result) help=t!(language, describing.result_hint) error=problems.at("kind")>
                <Select value=kind options=Signal::stored(options.to_vec()) on_change=move |()| problems.clear("kind")/>
            </Field>
        })}
        {whole.map(|info| view! {
            <ExpressionEditor
                id="field-formula"
                label=t!(language, describing.formula)
                help=t!(language, describing.formula_hint)
                value=expression
                object=info.object
                own
                checked
                error
            />
        })}
        <Outcome checked field=draft.field.into()/>
    }
}

fn expression_of(field: &FieldDef) -> String {
    match &field.derived {
        Some(Derived::Formula { expression }) => expression.clone(),
        _ => String::new(),
    }
}
