//! Filters in words: operators, spans of time, and values as people call them.

use contract::dto::session::Person;
use contract::{FieldDef, FieldKind, Filter, Language, Operator};

use crate::t;

/// The spans that are offered for dates, the usual one first.
pub(crate) const SPANS: [&str; 14] = [
    "today",
    "yesterday",
    "tomorrow",
    "this_week",
    "next_week",
    "this_month",
    "next_month",
    "this_quarter",
    "this_year",
    "overdue",
    "last_7",
    "last_14",
    "last_30",
    "next_7",
];

/// What an operator is called with that kind of field.
pub(crate) fn operator_text(
    operator: Operator,
    kind: FieldKind,
    language: Language,
) -> &'static str {
    match operator {
        Operator::Is => t!(language, records.is),
        Operator::IsNot => t!(language, records.is_not),
        Operator::AnyOf => t!(language, records.any_of),
        Operator::Contains => t!(language, records.contains),
        Operator::StartsWith => t!(language, records.starts_with),
        Operator::Less => t!(language, records.less),
        Operator::More => t!(language, records.more),
        Operator::Before => t!(language, records.before),
        Operator::After => t!(language, records.after),
        Operator::Within => t!(language, records.within),
        Operator::NotWithin => t!(language, records.not_within),
        Operator::Empty if kind == FieldKind::User => t!(language, records.nobody),
        Operator::Empty => t!(language, records.empty),
        Operator::NotEmpty => t!(language, records.filled),
    }
}

/// The operator of a filter that is set. What is overdue or on one day is so, and not in it.
pub(crate) fn comparison(filter: &Filter, kind: FieldKind, language: Language) -> &'static str {
    let is_state = match language {
        Language::English => matches!(
            filter.value.as_str(),
            "overdue" | "today" | "yesterday" | "tomorrow"
        ),
        Language::Chinese => filter.value == "overdue",
    };
    match filter.operator {
        Operator::Within if is_state => t!(language, records.is),
        Operator::NotWithin if is_state => t!(language, records.is_not),
        operator => operator_text(operator, kind, language),
    }
}

/// A span of time by its key; the key itself where it is none.
pub(crate) fn span_text(span: &str, language: Language) -> String {
    let days = |prefix: &str| {
        span.strip_prefix(prefix)
            .and_then(|n| n.parse::<u32>().ok())
    };
    match span {
        "today" => t!(language, records.today).to_owned(),
        "yesterday" => t!(language, records.yesterday).to_owned(),
        "tomorrow" => t!(language, records.tomorrow).to_owned(),
        "this_week" => t!(language, records.this_week).to_owned(),
        "next_week" => t!(language, records.next_week).to_owned(),
        "this_month" => t!(language, records.this_month).to_owned(),
        "next_month" => t!(language, records.next_month).to_owned(),
        "this_quarter" => t!(language, records.this_quarter).to_owned(),
        "this_year" => t!(language, records.this_year).to_owned(),
        "overdue" => t!(language, records.overdue).to_owned(),
        _ => match (days("last_"), days("next_")) {
            (Some(count), _) => t!(language, records.last_days, count),
            (_, Some(count)) => t!(language, records.next_days, count),
            _ => span.to_owned(),
        },
    }
}

/// The value of a filter in words. Empty for a relation, whose name only the server knows.
pub(crate) fn value_text(
    field: &FieldDef,
    filter: &Filter,
    people: &[Person],
    language: Language,
) -> String {
    if !filter.operator.takes_value() {
        return String::new();
    }
    let join = match language {
        Language::Chinese => "、",
        Language::English => ", ",
    };
    let each = |word: fn(&FieldDef, &str, Language) -> String| {
        let words: Vec<_> = filter
            .value
            .split('|')
            .map(|value| word(field, value, language))
            .collect();
        words.join(join)
    };
    match field.kind {
        FieldKind::Choice => each(choice_text),
        FieldKind::Date | FieldKind::DateTime => span_text(&filter.value, language),
        FieldKind::YesNo if filter.value == "true" => t!(language, records.yes).to_owned(),
        FieldKind::YesNo => t!(language, records.no).to_owned(),
        FieldKind::Tags => filter.value.replace('|', join),
        FieldKind::User => {
            let names = filter
                .value
                .split('|')
                .map(|id| person_text(id, people, language));
            names.collect::<Vec<_>>().join(join)
        }
        FieldKind::Relation => String::new(),
        FieldKind::Percent => format!("{}%", filter.value),
        _ => filter.value.clone(),
    }
}

fn choice_text(field: &FieldDef, key: &str, language: Language) -> String {
    match field.choice(key) {
        Some(choice) => choice.label.get(language).to_owned(),
        None => key.to_owned(),
    }
}

fn person_text(id: &str, people: &[Person], language: Language) -> String {
    if id == "me" {
        return t!(language, records.me).to_owned();
    }
    let person = people.iter().find(|person| person.id.to_string() == id);
    person.map_or_else(|| id.to_owned(), |person| person.name.clone())
}

#[cfg(test)]
mod tests {
    use super::value_text;
    use contract::{Filter, Language, ObjectDef, Operator, objects};

    fn account() -> ObjectDef {
        objects::all().remove(0)
    }

    #[test]
    fn the_value_of_a_filter_is_said_in_words() {
        let account = account();
        let check = |field: &str, operator, value: &str, expected: &str| {
            let Some(def) = account.field(field) else {
                panic!("no field {field}")
            };
            let filter = Filter::new(field, operator, value);
            assert_eq!(value_text(def, &filter, &[], Language::English), expected);
        };
        check("owner", Operator::Is, "me", "me");
        check("level", Operator::AnyOf, "a|b", "A, B");
        check(
            "last_contact_at",
            Operator::Within,
            "last_14",
            "last 14 days",
        );
        check(
            "last_contact_at",
            Operator::Before,
            "2026-01-31",
            "2026-01-31",
        );
        check("name", Operator::Contains, "精密", "精密");
        check("name", Operator::Empty, "", "");
    }
}
