//! What a section, a field or a roll-up asks of a record: a short list of conditions, all of which must hold.

use contract::dto::session::Person;
use contract::{FieldDef, FieldKind, Filter, Language, Operator};
use leptos::context::Provider;
use leptos::prelude::*;

use super::conditions_value::ConditionValue;
use crate::i18n::use_language;
use crate::records::list::{comparison, filter_text, operator_text};
use crate::t;
use crate::ui::{Button, ButtonSize, FieldState, IconButton, Look, Select};

/// What may be asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asking {
    /// Of the record as it is now, by whoever looks at it.
    #[default]
    Now,
    /// Only what is the same for everybody and on every day.
    Lasting,
}

impl Asking {
    /// The operators that a short row has an input for. What asks for several texts or records at once is asked by
    /// several conditions.
    fn operators(self, kind: FieldKind) -> impl Iterator<Item = Operator> {
        let has_list = kind.has_choices() || matches!(kind, FieldKind::User | FieldKind::Tags);
        let is_offered = move |operator: &Operator| match operator {
            Operator::Within | Operator::NotWithin => self == Self::Now,
            Operator::Between => false,
            Operator::Is | Operator::IsNot => kind != FieldKind::Tags,
            operator => has_list || !operator.takes_several(),
        };
        Operator::of(kind).iter().copied().filter(is_offered)
    }
}

/// A list of conditions on the fields of an object. Those that are not complete yet do not count.
#[component]
pub fn Conditions(
    /// Makes the ids of the inputs the only ones of the page.
    #[prop(into)]
    id: String,
    /// Key of the object.
    #[prop(into)]
    object: String,
    fields: Signal<Vec<FieldDef>>,
    value: RwSignal<Vec<Filter>>,
    /// What holds while there is no condition.
    #[prop(into)]
    none: String,
    #[prop(optional)] asking: Asking,
) -> impl IntoView {
    let language = use_language();
    let rows = RwSignal::new(numbered(value.get_untracked(), 0));
    let last = StoredValue::new(value.with_untracked(Vec::len));
    Effect::new(move |is_known: Option<()>| {
        let complete = rows.with(|rows| complete(rows));
        if is_known.is_some() && value.with_untracked(|value| *value != complete) {
            value.set(complete);
        }
    });
    // What was changed from outside, as by an undo, is shown.
    Effect::new(move |_| {
        let given = value.get();
        if rows.with_untracked(|rows| complete(rows) != given) {
            let count = given.len();
            rows.set(numbered(given, last.get_value()));
            last.update_value(|last| *last += count);
        }
    });
    let add = move |()| {
        let first = fields.with_untracked(|fields| {
            let mut asked = fields.iter().filter(|field| is_asked(field));
            asked.next().map(|field| usual(field, asking))
        });
        let Some(filter) = first else { return };
        last.update_value(|last| *last += 1);
        rows.update(|rows| rows.push((last.get_value(), filter)));
    };
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let numbers = Memo::new(move |_| {
        rows.with(|rows| rows.iter().map(|(number, _)| *number).collect::<Vec<_>>())
    });
    let (id, object) = (StoredValue::new(id), StoredValue::new(object));
    view! {
        <div class="stack describing__conditions">
            {move || is_empty.get().then(|| view! { <span class="faint sm">{none.clone()}</span> })}
            <For each=move || numbers.get() key=|number| *number let:number>
                <Condition id object fields rows number asking/>
            </For>
            <div>
                <Button
                    label=t!(language, describing.add_condition)
                    look=Look::Ghost
                    size=ButtonSize::Small
                    icon="plus"
                    on_press=add
                />
            </div>
        </div>
    }
}

type Rows = RwSignal<Vec<(usize, Filter)>>;

fn numbered(filters: Vec<Filter>, from: usize) -> Vec<(usize, Filter)> {
    filters
        .into_iter()
        .enumerate()
        .map(|(at, filter)| (from + at + 1, filter))
        .collect()
}

fn complete(rows: &[(usize, Filter)]) -> Vec<Filter> {
    let is_complete =
        |filter: &&Filter| !filter.operator.takes_value() || !filter.value.trim().is_empty();
    rows.iter()
        .map(|(_, filter)| filter)
        .filter(is_complete)
        .cloned()
        .collect()
}

/// Whether conditions can ask for a field.
pub(super) fn is_asked(field: &FieldDef) -> bool {
    !field.retired && field.kind != FieldKind::File && !field.sensitive
}

/// What a new condition on a field starts with.
fn usual(field: &FieldDef, asking: Asking) -> Filter {
    let operator = match field.kind {
        FieldKind::Choice => Operator::Is,
        kind => asking.operators(kind).next().unwrap_or(Operator::NotEmpty),
    };
    let value = if field.kind == FieldKind::YesNo {
        "true"
    } else {
        ""
    };
    Filter::new(&field.key, operator, value)
}

/// One condition: field, operator, value.
#[component]
fn Condition(
    id: StoredValue<String>,
    object: StoredValue<String>,
    fields: Signal<Vec<FieldDef>>,
    rows: Rows,
    number: usize,
    asking: Asking,
) -> impl IntoView {
    let language = use_language();
    let start = rows.with_untracked(|rows| {
        let found = rows.iter().find(|(own, _)| *own == number);
        found.map_or_else(
            || Filter::new("", Operator::Is, ""),
            |(_, filter)| filter.clone(),
        )
    });
    let key = RwSignal::new(start.field);
    let operator = RwSignal::new(start.operator.key().to_owned());
    let value = RwSignal::new(start.value);
    let field = Memo::new(move |_| {
        let key = key.get();
        fields.with(|fields| fields.iter().find(|field| field.key == key).cloned())
    });
    let chosen = Memo::new(move |_| {
        let word = operator.get();
        Operator::ALL
            .into_iter()
            .find(|other| other.key() == word)
            .unwrap_or(Operator::Is)
    });
    keep(rows, number, move || {
        Filter::new(&key.get(), chosen.get(), value.get().trim())
    });
    let other_field = move |()| {
        if let Some(usual) = field.get_untracked().map(|field| usual(&field, asking)) {
            operator.set(usual.operator.key().to_owned());
            value.set(usual.value);
        }
    };
    let other_operator = move |()| value.set(String::new());
    let options = Signal::derive(move || fields.with(|fields| options_of(fields, language)));
    let operators = Signal::derive(move || {
        field
            .get()
            .map(|field| operators_of(&field, asking, language))
            .unwrap_or_default()
    });
    let value_input = move || {
        let chosen = chosen.get();
        let field = field.get().filter(|_| chosen.takes_value())?;
        let id = format!("{}-{number}-value", id.get_value());
        Some(view! {
            <Provider value=input_state(id.clone())>
                <ConditionValue id field operator=chosen value object=object.get_value() asking/>
            </Provider>
        })
    };
    let remove = move |()| rows.update(|rows| rows.retain(|(own, _)| *own != number));
    view! {
        <div class="describing__condition" role="group" aria-label=t!(language, describing.condition)>
            <Provider value=input_state(format!("{}-{number}-field", id.get_value()))>
                <Select value=key options label=t!(language, describing.field) class="input--sm" on_change=other_field/>
            </Provider>
            <Provider value=input_state(format!("{}-{number}-operator", id.get_value()))>
                <Select value=operator options=operators label=t!(language, records.filter_operator) class="input--sm" on_change=other_operator/>
            </Provider>
            <div class="describing__value">{value_input}</div>
            <IconButton label=t!(language, describing.remove_condition) icon="x" size=ButtonSize::Small on_press=remove/>
        </div>
    }
}

/// What is written goes into the list.
fn keep(rows: Rows, number: usize, written: impl Fn() -> Filter + Send + Sync + 'static) {
    Effect::new(move |is_known: Option<()>| {
        let filter = written();
        if is_known.is_some() {
            rows.update(|rows| {
                if let Some((_, own)) = rows.iter_mut().find(|(own, _)| *own == number) {
                    *own = filter;
                }
            });
        }
    });
}

fn options_of(fields: &[FieldDef], language: Language) -> Vec<(String, String)> {
    let asked = fields.iter().filter(|field| is_asked(field));
    asked
        .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
        .collect()
}

/// An input with a label and an id of its own, whatever field stands around it.
fn input_state(id: String) -> FieldState {
    FieldState {
        id: StoredValue::new(id),
        required: false,
        invalid: Signal::stored(false),
        described_by: Signal::stored(None),
    }
}

fn operators_of(field: &FieldDef, asking: Asking, language: Language) -> Vec<(String, String)> {
    asking
        .operators(field.kind)
        .map(|operator| {
            let words = operator_text(operator, field.kind, language);
            (operator.key().to_owned(), words.to_owned())
        })
        .collect()
}

/// Conditions in words: "Status is Won, Amount more than 500".
pub(super) fn words(
    filters: &[Filter],
    fields: &[FieldDef],
    people: &[Person],
    language: Language,
) -> String {
    let one = |filter: &Filter| {
        let field = fields.iter().find(|field| field.key == filter.field)?;
        let operator = comparison(filter, field.kind, language);
        let value = filter_text(field, filter, people, language);
        let label = field.label.get(language);
        Some(format!("{label} {operator} {value}").trim_end().to_owned())
    };
    let all: Vec<_> = filters.iter().filter_map(one).collect();
    all.join(match language {
        Language::Chinese => "，",
        Language::English => ", ",
    })
}

#[cfg(test)]
mod tests {
    use super::{complete, numbered, words};
    use contract::{Filter, Language, Operator, objects};

    #[test]
    fn what_is_not_complete_does_not_count() {
        let filters = vec![
            Filter::new("level", Operator::Is, "a"),
            Filter::new("phone", Operator::Is, " "),
            Filter::new("phone", Operator::Empty, ""),
        ];
        let complete = complete(&numbered(filters.clone(), 0));
        assert_eq!(complete, [filters[0].clone(), filters[2].clone()]);
        let account = objects::all().remove(0);
        let text = words(&complete, &account.fields, &[], Language::English);
        assert_eq!(text, "Level is A, Phone is empty");
    }
}
