//! Conditions in words: operators, spans of time, and values as people call them.

use contract::dto::session::Person;
use contract::query::span::{Counted, Unit};
use contract::{FieldDef, FieldKind, Filter, Language, Operator};

use super::days::day_text;
use crate::t;
use crate::ui::format;

/// What an operator is called with that kind of field.
pub(crate) fn operator_text(
    operator: Operator,
    kind: FieldKind,
    language: Language,
) -> &'static str {
    match kind {
        FieldKind::Date | FieldKind::DateTime => time_text(operator, language),
        kind if kind.is_several() => several_text(operator, language),
        _ => usual_text(operator, kind, language),
    }
}

fn usual_text(operator: Operator, kind: FieldKind, language: Language) -> &'static str {
    match operator {
        Operator::Is | Operator::Within => t!(language, filters.is),
        Operator::IsNot | Operator::NotWithin => t!(language, filters.is_not),
        Operator::AnyOf => t!(language, filters.any_of),
        Operator::NoneOf => t!(language, filters.none_of),
        Operator::AllOf => t!(language, filters.has_all),
        Operator::Contains => t!(language, filters.contains),
        Operator::NotContains => t!(language, filters.lacks),
        Operator::StartsWith => t!(language, filters.starts),
        Operator::EndsWith => t!(language, filters.ends),
        Operator::Less | Operator::Before => t!(language, filters.less),
        Operator::More | Operator::After => t!(language, filters.more),
        Operator::AtLeast => t!(language, filters.at_least),
        Operator::AtMost => t!(language, filters.at_most),
        Operator::Between => t!(language, filters.between),
        Operator::Empty => match kind {
            FieldKind::User => t!(language, filters.nobody),
            FieldKind::YesNo => t!(language, filters.never_said),
            FieldKind::File => t!(language, filters.missing),
            _ => t!(language, filters.empty),
        },
        Operator::NotEmpty => match kind {
            FieldKind::User => t!(language, filters.somebody),
            FieldKind::YesNo => t!(language, filters.was_said),
            FieldKind::File => t!(language, filters.there),
            _ => t!(language, filters.filled),
        },
    }
}

fn several_text(operator: Operator, language: Language) -> &'static str {
    match operator {
        Operator::Is | Operator::AnyOf => t!(language, filters.has_any),
        Operator::IsNot | Operator::NoneOf => t!(language, filters.has_none),
        other => usual_text(other, FieldKind::Tags, language),
    }
}

fn time_text(operator: Operator, language: Language) -> &'static str {
    match operator {
        Operator::Is => t!(language, filters.on),
        Operator::Within => t!(language, filters.within),
        Operator::NotWithin => t!(language, filters.not_within),
        Operator::Before => t!(language, filters.before),
        Operator::After => t!(language, filters.after),
        Operator::AtLeast => t!(language, filters.from),
        Operator::AtMost => t!(language, filters.until),
        other => usual_text(other, FieldKind::Date, language),
    }
}

/// The operator of a condition that is set. What is overdue or on one day is so, and not in it; one value is that
/// value, and not one of several.
pub(crate) fn comparison(filter: &Filter, kind: FieldKind, language: Language) -> &'static str {
    let is_time = matches!(kind, FieldKind::Date | FieldKind::DateTime);
    let counted = Counted::read(&filter.value).filter(|_| is_time);
    let is_state = match language {
        Language::English => matches!(
            filter.value.as_str(),
            "overdue" | "today" | "yesterday" | "tomorrow"
        ),
        Language::Chinese => filter.value == "overdue",
    };
    let is_one = !filter.value.contains('|') && !kind.is_several();
    match (filter.operator, counted) {
        (Operator::Before, Some(Counted { back: true, .. })) => t!(language, filters.more_ago),
        (Operator::After, Some(Counted { back: false, .. })) => t!(language, filters.more_ahead),
        (Operator::Is | Operator::Within, _) if is_time && is_state => t!(language, filters.is),
        (Operator::NotWithin, _) if is_state => t!(language, filters.is_not),
        (Operator::Is, _) if is_time && filter.value.contains('_') => {
            t!(language, filters.within)
        }
        (Operator::AnyOf, _) if is_one => t!(language, filters.is),
        (Operator::NoneOf, _) if is_one => t!(language, filters.is_not),
        (operator, _) => operator_text(operator, kind, language),
    }
}

/// A span of time, or a day, in words.
pub(crate) fn span_text(span: &str, language: Language) -> String {
    if let Some(counted) = Counted::read(span) {
        return counted_text(counted, language);
    }
    match span {
        "today" => t!(language, filters.today),
        "yesterday" => t!(language, filters.yesterday),
        "tomorrow" => t!(language, filters.tomorrow),
        "this_week" => t!(language, filters.this_week),
        "last_week" => t!(language, filters.last_week),
        "next_week" => t!(language, filters.next_week),
        "this_month" => t!(language, filters.this_month),
        "last_month" => t!(language, filters.last_month),
        "next_month" => t!(language, filters.next_month),
        "this_quarter" => t!(language, filters.this_quarter),
        "last_quarter" => t!(language, filters.last_quarter),
        "next_quarter" => t!(language, filters.next_quarter),
        "this_year" => t!(language, filters.this_year),
        "last_year" => t!(language, filters.last_year),
        "next_year" => t!(language, filters.next_year),
        "overdue" => t!(language, filters.overdue),
        day => return day_text(day, language),
    }
    .to_owned()
}

fn counted_text(counted: Counted, language: Language) -> String {
    let count = counted.number;
    match (counted.back, counted.unit) {
        (true, Unit::Days) => t!(language, filters.last_days, count),
        (true, Unit::Weeks) => t!(language, filters.last_weeks, count),
        (true, Unit::Months) => t!(language, filters.last_months, count),
        (true, Unit::Years) => t!(language, filters.last_years, count),
        (false, Unit::Days) => t!(language, filters.next_days, count),
        (false, Unit::Weeks) => t!(language, filters.next_weeks, count),
        (false, Unit::Months) => t!(language, filters.next_months, count),
        (false, Unit::Years) => t!(language, filters.next_years, count),
    }
}

/// How far from today: "14 days ago", or "7 days" where the operator says that they are to come.
fn distance_text(counted: Counted, language: Language) -> String {
    let count = counted.number;
    match (counted.back, counted.unit) {
        (true, Unit::Days) => t!(language, filters.days_ago, count),
        (true, Unit::Weeks) => t!(language, filters.weeks_ago, count),
        (true, Unit::Months) => t!(language, filters.months_ago, count),
        (true, Unit::Years) => t!(language, filters.years_ago, count),
        (false, Unit::Days) => t!(language, filters.days_ahead, count),
        (false, Unit::Weeks) => t!(language, filters.weeks_ahead, count),
        (false, Unit::Months) => t!(language, filters.months_ahead, count),
        (false, Unit::Years) => t!(language, filters.years_ahead, count),
    }
}

/// The value of a condition in words. Empty for a relation, whose name only the server knows.
pub(crate) fn value_text(
    field: &FieldDef,
    filter: &Filter,
    people: &[Person],
    language: Language,
) -> String {
    if !filter.operator.takes_value() {
        return String::new();
    }
    let one = |value: &str| one_text(field, filter.operator, value.trim(), people, language);
    if filter.operator == Operator::Between {
        let ends: Vec<_> = filter.values().map(one).collect();
        return ends.join(" – ");
    }
    let words: Vec<_> = match field.kind.is_relation() {
        true => Vec::new(),
        false => filter.values().map(one).collect(),
    };
    words.join(between(language))
}

/// What stands between the words of a list.
pub(super) fn between(language: Language) -> &'static str {
    match language {
        Language::Chinese => "、",
        Language::English => ", ",
    }
}

fn one_text(
    field: &FieldDef,
    operator: Operator,
    value: &str,
    people: &[Person],
    language: Language,
) -> String {
    match field.kind {
        FieldKind::Choice | FieldKind::Choices => match field.choice(value) {
            Some(choice) => choice.label.get(language).to_owned(),
            None => value.to_owned(),
        },
        FieldKind::Date | FieldKind::DateTime => match (operator, Counted::read(value)) {
            (Operator::Before, Some(counted)) if counted.back => distance_text(counted, language),
            (Operator::After, Some(counted)) if !counted.back => distance_text(counted, language),
            _ => span_text(value, language),
        },
        FieldKind::YesNo if matches!(value, "true" | "yes" | "1") => {
            t!(language, filters.yes).to_owned()
        }
        FieldKind::YesNo => t!(language, filters.no).to_owned(),
        FieldKind::User => person_text(value, people, language),
        FieldKind::Integer | FieldKind::Money => {
            value.parse().map_or(value.to_owned(), format::number)
        }
        FieldKind::Percent => format!("{value}%"),
        _ => value.to_owned(),
    }
}

/// A user of a condition in words.
pub(super) fn person_text(id: &str, people: &[Person], language: Language) -> String {
    match id {
        "me" => t!(language, filters.me).to_owned(),
        "my_team" => t!(language, filters.my_team).to_owned(),
        id => {
            let person = people.iter().find(|person| person.id.to_string() == id);
            person.map_or_else(|| id.to_owned(), |person| person.name.clone())
        }
    }
}

#[cfg(test)]
mod tests;
