//! With what a condition compares, by the kind of its field.

use contract::{FieldDef, FieldKind, Link, Operator, Value};
use leptos::prelude::*;

use super::conditions::Asking;
use crate::i18n::{Language, use_language};
use crate::records::list::span_text;
use crate::records::{DraftField, RelationPicker, TagsInput};
use crate::shell::use_people;
use crate::t;
use crate::ui::{Chip, DateInput, NumberInput, Select, SelectOption, TextInput};

/// Spans that browser and server judge alike.
const SPANS: [&str; 8] = [
    "today",
    "yesterday",
    "tomorrow",
    "overdue",
    "last_7",
    "last_14",
    "last_30",
    "next_7",
];

/// The input of the value of a condition.
#[component]
pub fn ConditionValue(
    /// Must be the only one of the page; ids of parts are made from it.
    id: String,
    field: FieldDef,
    operator: Operator,
    value: RwSignal<String>,
    object: String,
    asking: Asking,
) -> impl IntoView {
    let language = use_language();
    let label = t!(language, records.filter_value);
    let several = operator.takes_several();
    match field.kind {
        FieldKind::Choice | FieldKind::Choices | FieldKind::User if several => {
            let options = options_of(&field, asking, language);
            view! { <Several options value label/> }.into_any()
        }
        FieldKind::Choice | FieldKind::Choices | FieldKind::User | FieldKind::YesNo => {
            let options = options_of(&field, asking, language);
            view! { <Select value options empty=t!(language, records.choose) label class="input--sm"/> }.into_any()
        }
        FieldKind::Tags => view! { <TagsOf id object field=field.key value/> }.into_any(),
        FieldKind::Relation | FieldKind::Relations => {
            view! { <RecordOf id object=field.relation.unwrap_or_default() value/> }.into_any()
        }
        FieldKind::Date | FieldKind::DateTime
            if matches!(operator, Operator::Within | Operator::NotWithin) =>
        {
            let spans: Vec<_> = SPANS
                .iter()
                .map(|span| ((*span).to_owned(), span_text(span, language)))
                .collect();
            view! { <Select value options=spans empty=t!(language, records.choose) label class="input--sm"/> }.into_any()
        }
        FieldKind::Date | FieldKind::DateTime => view! { <DayOf value label/> }.into_any(),
        kind if kind.is_numeric() || kind == FieldKind::Rating => {
            view! { <NumberInput value label class="input--sm"/> }.into_any()
        }
        _ => view! { <TextInput value label class="input--sm"/> }.into_any(),
    }
}

fn options_of(field: &FieldDef, asking: Asking, language: Language) -> Vec<SelectOption> {
    match field.kind {
        FieldKind::User => {
            let me = ("me".to_owned(), t!(language, records.me).to_owned());
            let people = use_people().get_untracked().into_iter();
            let people = people.map(|person| (person.id.to_string(), person.name));
            let me = (asking == Asking::Now).then_some(me);
            me.into_iter().chain(people).collect()
        }
        FieldKind::YesNo => vec![
            ("true".to_owned(), t!(language, records.yes).to_owned()),
            ("false".to_owned(), t!(language, records.no).to_owned()),
        ],
        _ => field
            .choices
            .iter()
            .filter(|choice| !choice.key.is_empty())
            .map(|choice| (choice.key.clone(), choice.label.get(language).to_owned()))
            .collect(),
    }
}

/// Chips for any of some options; the value is their keys with `|` between.
#[component]
fn Several(
    options: Vec<SelectOption>,
    value: RwSignal<String>,
    label: &'static str,
) -> impl IntoView {
    let chip = move |(key, words): SelectOption| {
        let key = StoredValue::new(key);
        let has =
            move |value: &String| key.with_value(|key| value.split('|').any(|other| other == key));
        let pressed = Signal::derive(move || value.with(has));
        let toggle = move |()| {
            let kept = value.get_untracked();
            let own = key.get_value();
            let mut keys: Vec<_> = kept
                .split('|')
                .filter(|other| !other.is_empty() && *other != own)
                .collect();
            if !has(&kept) {
                keys.push(&own);
            }
            value.set(keys.join("|"));
        };
        view! { <Chip label=words pressed on_press=toggle/> }
    };
    view! { <div class="chips" role="group" aria-label=label>{options.into_iter().map(chip).collect_view()}</div> }
}

#[component]
fn TagsOf(id: String, object: String, field: String, value: RwSignal<String>) -> impl IntoView {
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
    view! { <TagsInput object field state id/> }
}

#[component]
fn RecordOf(id: String, object: String, value: RwSignal<String>) -> impl IntoView {
    let language = use_language();
    let start = value.with_untracked(|value| match value.parse() {
        Ok(id) => Value::Link(Link::to(id)),
        Err(_) => Value::Empty,
    });
    let state = DraftField::new(start);
    Effect::new(move |_| {
        let id = state.value.with(Value::id);
        value.set(id.map(|id| id.to_string()).unwrap_or_default());
    });
    view! { <RelationPicker object state id label=t!(language, records.filter_value)/> }
}

#[component]
fn DayOf(value: RwSignal<String>, label: &'static str) -> impl IntoView {
    let day = RwSignal::new(value.with_untracked(|value| value.parse::<chrono::NaiveDate>().ok()));
    let on_change = move |()| {
        let day = day.get_untracked();
        value.set(day.map(|day| day.to_string()).unwrap_or_default());
    };
    view! { <DateInput value=day label on_change class="input--sm"/> }
}
