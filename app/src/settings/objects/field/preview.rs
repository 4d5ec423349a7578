//! How a field will look in a form and in a list.

use contract::dto::configuring::Preview;
use contract::{Derived, FieldDef, FieldKind, Link, ObjectDef, Record, Value};
use leptos::prelude::*;

use super::Draft;
use super::counted::example;
use crate::i18n::use_language;
use crate::records::{DraftField, FieldCell, FieldInput};
use crate::settings::objects::described::use_described;
use crate::shell::use_me;
use crate::t;
use crate::ui::use_clock;

/// The field as people will meet it. It can be tried out; nothing of it is kept.
#[component]
pub fn FieldPreview(
    draft: Draft,
    object: StoredValue<String>,
    /// What a formula comes to for a record.
    checked: Signal<Option<Preview>>,
) -> impl IntoView {
    let language = use_language();
    let state = DraftField::new(Value::Empty);
    let shown = Memo::new(move |_| draft.field.with(presented));
    // A value of another kind is none.
    Effect::new(move |before: Option<(FieldKind, Option<Value>)>| {
        let now = shown.with(|field| (field.kind, field.default.clone()));
        if before.as_ref() != Some(&now) {
            let start = now.1.clone().filter(|value| value.text() != Some("me"));
            state.fill(start.unwrap_or_default());
        }
        now
    });
    let input = move || {
        let field = shown.get();
        match field.derived {
            Some(_) => view! { <Told field draft checked/> }.into_any(),
            None => view! { <FieldInput field state prefix="preview" object=object.get_value()/> }
                .into_any(),
        }
    };
    view! {
        <div class="describing__preview" role="group" aria-label=t!(language, describing.preview)>
            <span class="label">{t!(language, describing.preview)}</span>
            <div class="two">
                <div class="card card--pad">{input}</div>
                <Listed draft shown state object checked/>
            </div>
        </div>
    }
}

/// The field with words where it has none yet.
fn presented(field: &FieldDef) -> FieldDef {
    let language = use_language();
    let mut field = field.clone();
    if field.label.get(language).trim().is_empty() {
        let other = format!("{}{}", field.label.en.trim(), field.label.zh.trim());
        let words = if other.is_empty() {
            t!(language, describing.new_field).to_owned()
        } else {
            other
        };
        field.label = contract::Label::same(&words);
    }
    field.help = field
        .help
        .filter(|help| !help.get(language).trim().is_empty());
    field.choices.retain(|choice| !choice.retired);
    for (at, choice) in field.choices.iter_mut().enumerate() {
        if choice.key.is_empty() {
            choice.key = format!("new-{at}");
        }
    }
    // Its id must not be that of the field that is edited.
    field.key = "field".to_owned();
    field
}

/// What a derived field holds in the preview.
fn outcome(field: &FieldDef, checked: Option<&Preview>, today: chrono::NaiveDate) -> Value {
    match &field.derived {
        Some(Derived::Counted { pattern }) => Value::Text(example(pattern, today)),
        _ => checked
            .map(|checked| checked.value.clone())
            .unwrap_or_default(),
    }
}

/// A field that nobody types into.
#[component]
fn Told(field: FieldDef, draft: Draft, checked: Signal<Option<Preview>>) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let label = field.label.get(language).to_owned();
    let text = move || {
        let value = checked.with(|checked| {
            draft
                .field
                .with(|field| outcome(field, checked.as_ref(), clock.today()))
        });
        match value.is_empty() {
            true => "–".to_owned(),
            false => crate::records::value_text(Some(&field), &value, clock),
        }
    };
    view! {
        <div class="field">
            <span class="field__label">{label}</span>
            <span>{text}</span>
        </div>
    }
}

/// The head and one cell of a list.
#[component]
fn Listed(
    draft: Draft,
    shown: Memo<FieldDef>,
    state: DraftField,
    object: StoredValue<String>,
    checked: Signal<Option<Preview>>,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let clock = use_clock();
    let me = use_me();
    let cell = move || {
        let field = shown.get();
        let is_derived = field.derived.is_some();
        let typed = state.value.get();
        let value = match (is_derived, typed.is_empty()) {
            (true, _) => checked.with(|checked| {
                draft
                    .field
                    .with(|field| outcome(field, checked.as_ref(), clock.today()))
            }),
            (false, true) => sample(&field, me.with_untracked(|me| me.name.clone())),
            (false, false) => typed,
        };
        let whole = object.with_value(|key| described.with(key, ObjectDef::clone));
        let record = Record {
            object: whole.key.clone(),
            values: [(field.key.clone(), value)].into(),
            ..Record::default()
        };
        view! { <FieldCell object=whole field record/> }
    };
    view! {
        <div class="card settings__clip" inert="">
            <table class="table">
                <thead><tr><th>{move || shown.with(|field| field.label.get(language).to_owned())}</th></tr></thead>
                <tbody><tr><td>{cell}</td></tr></tbody>
            </table>
        </div>
    }
}

/// A value to show in a list as long as nothing is typed.
fn sample(field: &FieldDef, me: String) -> Value {
    let first = || field.choices.first().map(|choice| choice.key.clone());
    match field.kind {
        FieldKind::Choice => first().map_or(Value::Empty, Value::Text),
        FieldKind::Choices => first().map_or(Value::Empty, |key| Value::Tags(vec![key])),
        FieldKind::Integer => Value::Integer(1_200),
        FieldKind::Percent => Value::Integer(60),
        FieldKind::Rating => Value::Integer(4),
        FieldKind::YesNo => Value::YesNo(true),
        FieldKind::User => Value::Link(Link { id: None, text: me }),
        _ => Value::Empty,
    }
}
