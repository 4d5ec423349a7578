//! One filter while it is made: field, operator, and a value by the kind of the field.

use contract::{FieldDef, FieldKind, Filter, Link, ObjectDef, Operator, Problem, Value};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::words::{SPANS, operator_text, span_text};
use crate::i18n::{Language, use_language};
use crate::records::form::DraftField;
use crate::records::inputs::{RelationPicker, TagsInput};
use crate::shell::use_people;
use crate::t;
use crate::ui::{
    Button, Checkbox, DateInput, Field, Look, NumberInput, Press, Select, TextInput, browser,
    problem_text,
};

/// Asks for a filter; `on_done` gets it, or nothing when the form was given up.
#[component]
pub(super) fn FilterForm(
    object: ObjectDef,
    filter: Option<Filter>,
    #[prop(into)] on_done: Callback<Option<Filter>>,
) -> impl IntoView {
    let language = use_language();
    let fields: Vec<_> = object
        .fields
        .iter()
        .filter(|field| field.filterable)
        .cloned()
        .collect();
    let options: Vec<_> = fields
        .iter()
        .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
        .collect();
    let start = filter.or_else(|| fields.first().map(usual));
    let start = start.unwrap_or_else(|| Filter::new("", Operator::Is, ""));
    let key = RwSignal::new(start.field);
    let operator = RwSignal::new(start.operator.key().to_owned());
    let value = RwSignal::new(start.value);
    let fields = StoredValue::new(fields);
    let field = Memo::new(move |_| {
        key.with(|key| {
            fields.with_value(|fields| fields.iter().find(|field| field.key == *key).cloned())
        })
    });
    let other_field = move |()| {
        if let Some(usual) = field.get_untracked().as_ref().map(usual) {
            operator.set(usual.operator.key().to_owned());
            value.set(usual.value);
        }
    };
    let chosen = move || {
        Operator::ALL
            .into_iter()
            .find(|other| operator.with(|key| other.key() == key))
    };
    let operators = move || {
        let field = field.get();
        field
            .map(|field| operators_of(&field, language))
            .unwrap_or_default()
    };
    // Told at the value, until there is one.
    let is_missing = RwSignal::new(false);
    Effect::new(move |_| {
        if !value.with(String::is_empty) {
            is_missing.set(false);
        }
    });
    let apply = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(chosen) = untrack(chosen) else {
            return;
        };
        let typed = value.get_untracked();
        let typed = typed.trim();
        if chosen.takes_value() && typed.is_empty() {
            is_missing.set(true);
            return browser::focus_invalid();
        }
        let typed = if chosen.takes_value() { typed } else { "" };
        on_done.run(Some(Filter::new(&key.get_untracked(), chosen, typed)));
    };
    let value_input = move || match (field.get(), chosen()) {
        (Some(field), Some(chosen)) if chosen.takes_value() => {
            view! { <ValueInput field operator=chosen value is_missing object=object.key.clone()/> }
                .into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <form class="stack pad" novalidate on:submit=apply>
            <Field id="filter-field" label=t!(language, records.filter_field)>
                <Select value=key options on_change=other_field/>
            </Field>
            <Field id="filter-operator" label=t!(language, records.filter_operator)>
                <Select value=operator options=Signal::derive(operators) on_change=move |()| value.set(String::new())/>
            </Field>
            {value_input}
            <div class="flex between">
                <Button label=t!(language, common.cancel) look=Look::Ghost on_press=move |()| on_done.run(None)/>
                <Button label=t!(language, records.apply) look=Look::Primary press=Press::Submit/>
            </div>
        </form>
    }
}

/// What a new filter of a field starts with.
fn usual(field: &FieldDef) -> Filter {
    let operator = Operator::of(field.kind)
        .first()
        .copied()
        .unwrap_or(Operator::Is);
    let value = match field.kind {
        FieldKind::User => "me",
        FieldKind::Date | FieldKind::DateTime => SPANS[3],
        FieldKind::YesNo => "true",
        _ => "",
    };
    Filter::new(&field.key, operator, value)
}

/// The operators on offer. One relation at a time: several can be had by several filters.
fn operators_of(field: &FieldDef, language: Language) -> Vec<(String, String)> {
    Operator::of(field.kind)
        .iter()
        .filter(|operator| !(field.kind.is_relation() && **operator == Operator::AnyOf))
        .map(|operator| {
            let words = operator_text(*operator, field.kind, language);
            (operator.key().to_owned(), words.to_owned())
        })
        .collect()
}

#[component]
fn ValueInput(
    field: FieldDef,
    operator: Operator,
    value: RwSignal<String>,
    is_missing: RwSignal<bool>,
    object: String,
) -> impl IntoView {
    let language = use_language();
    let error = Signal::derive(move || {
        is_missing
            .get()
            .then(|| problem_text(language, &Problem::Required))
    });
    let several = operator == Operator::AnyOf;
    let group = several && !matches!(field.kind, FieldKind::Tags);
    // Made inside the field, which gives it its label.
    let input = move || match field.kind {
        FieldKind::Choice | FieldKind::Choices | FieldKind::User if several => {
            let options = options_of(&field, language);
            view! { <Several options value/> }.into_any()
        }
        FieldKind::Choice | FieldKind::User | FieldKind::YesNo => {
            let options = options_of(&field, language);
            view! { <Select value options empty=t!(language, records.choose)/> }.into_any()
        }
        FieldKind::Tags => view! { <TagsOf object field=field.key value/> }.into_any(),
        FieldKind::Relation | FieldKind::Relations => {
            view! { <RecordOf object=field.relation.unwrap_or_default() value/> }.into_any()
        }
        FieldKind::Date | FieldKind::DateTime
            if matches!(operator, Operator::Within | Operator::NotWithin) =>
        {
            let spans: Vec<_> = SPANS
                .iter()
                .map(|span| ((*span).to_owned(), span_text(span, language)))
                .collect();
            view! { <Select value options=spans empty=t!(language, records.choose)/> }.into_any()
        }
        FieldKind::Date | FieldKind::DateTime => view! { <DayOf value/> }.into_any(),
        FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Rating => {
            view! { <NumberInput value/> }.into_any()
        }
        _ => view! { <TextInput value/> }.into_any(),
    };
    view! { <Field id="filter-value" label=t!(language, records.filter_value) error group>{input()}</Field> }
}

fn options_of(field: &FieldDef, language: Language) -> Vec<(String, String)> {
    match field.kind {
        FieldKind::User => {
            let me = ("me".to_owned(), t!(language, records.me).to_owned());
            let people = use_people().get_untracked();
            let people = people
                .into_iter()
                .map(|person| (person.id.to_string(), person.name));
            std::iter::once(me).chain(people).collect()
        }
        FieldKind::YesNo => vec![
            ("true".to_owned(), t!(language, records.yes).to_owned()),
            ("false".to_owned(), t!(language, records.no).to_owned()),
        ],
        _ => field
            .choices
            .iter()
            .map(|choice| (choice.key.clone(), choice.label.get(language).to_owned()))
            .collect(),
    }
}

/// Boxes for any of some options; the value is their keys with `|` between.
#[component]
fn Several(options: Vec<(String, String)>, value: RwSignal<String>) -> impl IntoView {
    let boxes = options
        .into_iter()
        .map(|(key, words)| {
            let checked = RwSignal::new(
                value.with_untracked(|value| value.split('|').any(|other| other == key)),
            );
            let toggle = move |()| {
                let kept = value.get_untracked();
                let mut keys: Vec<_> = kept
                    .split('|')
                    .filter(|other| !other.is_empty() && *other != key)
                    .collect();
                if checked.get_untracked() {
                    keys.push(&key);
                }
                value.set(keys.join("|"));
            };
            view! { <Checkbox checked label=words on_change=toggle/> }
        })
        .collect_view();
    view! { <div class="stack records__boxes">{boxes}</div> }
}

#[component]
fn TagsOf(object: String, field: String, value: RwSignal<String>) -> impl IntoView {
    let tags = value.with_untracked(|value| {
        let tags = value.split('|').filter(|tag| !tag.is_empty());
        Value::Tags(tags.map(str::to_owned).collect())
    });
    let state = DraftField::new(tags);
    Effect::new(move |_| {
        if let Value::Tags(tags) = state.value.get() {
            value.set(tags.join("|"));
        }
    });
    view! { <TagsInput object field state id="filter-value"/> }
}

#[component]
fn RecordOf(object: String, value: RwSignal<String>) -> impl IntoView {
    let start = value.with_untracked(|value| match value.parse() {
        Ok(id) => Value::Link(Link::to(id)),
        Err(_) => Value::Empty,
    });
    let state = DraftField::new(start);
    Effect::new(move |_| {
        let id = state.value.with(Value::id);
        value.set(id.map(|id| id.to_string()).unwrap_or_default());
    });
    view! { <RelationPicker object state id="filter-value"/> }
}

#[component]
fn DayOf(value: RwSignal<String>) -> impl IntoView {
    let day = RwSignal::new(value.with_untracked(|value| value.parse::<chrono::NaiveDate>().ok()));
    let on_change = move |()| {
        value.set(
            day.get_untracked()
                .map(|day| day.to_string())
                .unwrap_or_default(),
        )
    };
    view! { <DateInput value=day on_change/> }
}
