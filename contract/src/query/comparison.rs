//! A filter read by the kind of its field: what browser and server compare with, in the same sense.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use uuid::Uuid;

use super::span;
use super::{Asker, Filter, Operator};
use crate::{FieldDef, FieldKind, Money, Problem};

/// The longest value of a filter, in characters; SQLite looks for no longer patterns.
const LONGEST: usize = 10_000;

/// What a filter asks of the value of one field.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub comparison: Comparison,
    /// It asks for what the comparison does not hold of.
    pub negated: bool,
}

/// What is compared, never with what is not: that is [`Asked::negated`]. An empty value fulfils none.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    Filled,
    /// Words folded by [`fold`], or for telephones by [`digits`]; the value has one of them.
    Text {
        how: Words,
        any: Vec<String>,
    },
    /// One of these keys of choices.
    Keys(Vec<String>),
    /// One of these records or users, or a user of the asker's team and those below.
    Ids {
        ids: Vec<Uuid>,
        my_team: bool,
    },
    /// Of several values one of these, or each.
    Several {
        values: Vec<String>,
        each: bool,
    },
    /// From one number to another, both included, as numbers are stored: whole, ten-thousandths of amounts,
    /// millionths of decimals.
    Number {
        from: Option<i64>,
        to: Option<i64>,
    },
    /// From a moment to before another.
    Time {
        from: Option<Edge>,
        to: Option<Edge>,
    },
    Yes,
}

/// How words compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    Equal,
    Contain,
    Start,
    End,
}

/// Where a span begins or ends: at the beginning of a day in the asker's zone, or at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Day(NaiveDate),
    Moment(DateTime<Utc>),
}

impl Asked {
    /// Reads a filter on a field. The filter's own field is not looked at, since a path may have led here.
    ///
    /// # Errors
    /// When the kind of the field does not compare so, or the value cannot be read.
    pub fn read(field: &FieldDef, filter: &Filter, asker: &Asker<'_>) -> Result<Self, Problem> {
        if !Operator::of_field(field).contains(&filter.operator) {
            return Err(Problem::WrongKind);
        }
        if filter.operator.takes_value() && filter.value.trim().is_empty() {
            return Err(Problem::Required);
        }
        if filter.value.chars().count() > LONGEST {
            return Err(Problem::TooLong {
                limit: u32::try_from(LONGEST).unwrap_or(u32::MAX),
            });
        }
        // PostgreSQL keeps no text with it.
        if filter.value.contains('\0') {
            return Err(Problem::WrongKind);
        }
        let denied = filter.denied(field.kind);
        let negated = denied.is_some();
        let comparison = compared(field, denied.as_ref().unwrap_or(filter), asker)?;
        Ok(Self {
            comparison,
            negated,
        })
    }
}

fn compared(field: &FieldDef, filter: &Filter, asker: &Asker<'_>) -> Result<Comparison, Problem> {
    if filter.operator == Operator::NotEmpty {
        return Ok(Comparison::Filled);
    }
    match field.kind {
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Email
        | FieldKind::Link
        | FieldKind::Phone
        | FieldKind::Address
        | FieldKind::File => text(field.kind, filter),
        FieldKind::Integer
        | FieldKind::Percent
        | FieldKind::Rating
        | FieldKind::Decimal
        | FieldKind::Money => number(field.kind, filter),
        FieldKind::Date | FieldKind::DateTime => time(field.kind, filter, asker),
        FieldKind::YesNo => Ok(Comparison::Yes),
        FieldKind::Choice => Ok(Comparison::Keys(trimmed(filter))),
        FieldKind::Tags | FieldKind::Choices => Ok(Comparison::Several {
            values: trimmed(filter),
            each: filter.operator == Operator::AllOf,
        }),
        FieldKind::Relations => {
            let ids: Option<Vec<Uuid>> = filter.values().map(id).collect();
            Ok(Comparison::Several {
                values: ids
                    .ok_or(Problem::WrongKind)?
                    .iter()
                    .map(Uuid::to_string)
                    .collect(),
                each: filter.operator == Operator::AllOf,
            })
        }
        FieldKind::User | FieldKind::Relation => ids(field.kind, filter, asker),
    }
}

fn trimmed(filter: &Filter) -> Vec<String> {
    filter
        .values()
        .map(|value| value.trim().to_owned())
        .collect()
}

fn id(text: &str) -> Option<Uuid> {
    text.trim().parse().ok()
}

fn ids(kind: FieldKind, filter: &Filter, asker: &Asker<'_>) -> Result<Comparison, Problem> {
    let (mut ids, mut my_team) = (Vec::new(), false);
    for value in filter.values() {
        match value.trim() {
            "my_team" if kind == FieldKind::User => my_team = true,
            "me" if kind == FieldKind::User => ids.extend(asker.me),
            text => ids.push(id(text).ok_or(Problem::WrongKind)?),
        }
    }
    Ok(Comparison::Ids { ids, my_team })
}

fn text(kind: FieldKind, filter: &Filter) -> Result<Comparison, Problem> {
    let how = match filter.operator {
        Operator::Is | Operator::AnyOf => Words::Equal,
        Operator::Contains => Words::Contain,
        Operator::StartsWith => Words::Start,
        Operator::EndsWith => Words::End,
        _ => return Err(Problem::WrongKind),
    };
    let any: Vec<String> = match kind {
        FieldKind::Phone => filter.values().map(digits).collect(),
        _ => filter.values().map(fold).collect(),
    };
    if any.iter().all(String::is_empty) {
        return Err(Problem::Required);
    }
    Ok(Comparison::Text { how, any })
}

/// Latin letters without regard to case, which is all that both databases agree on.
#[must_use]
pub fn fold(text: &str) -> String {
    text.to_ascii_lowercase()
}

/// What divides the digits of telephone numbers, and does not tell them apart.
pub const BETWEEN_DIGITS: [char; 7] = [' ', '-', '(', ')', '.', '/', '+'];

/// A telephone number without what stands between its digits.
#[must_use]
pub fn digits(text: &str) -> String {
    fold(text).replace(BETWEEN_DIGITS, "")
}

fn number(kind: FieldKind, filter: &Filter) -> Result<Comparison, Problem> {
    let wrong = match kind {
        FieldKind::Money => Problem::NotAnAmount,
        _ => Problem::NotANumber,
    };
    let read = |text: &str| stored(kind, text).ok_or_else(|| wrong.clone());
    let (from, to) = match filter.operator {
        Operator::Is => (Some(read(&filter.value)?), Some(read(&filter.value)?)),
        Operator::AtLeast => (Some(read(&filter.value)?), None),
        Operator::AtMost => (None, Some(read(&filter.value)?)),
        Operator::More => (
            Some(read(&filter.value)?.checked_add(1).ok_or(wrong)?),
            None,
        ),
        Operator::Less => (
            None,
            Some(read(&filter.value)?.checked_sub(1).ok_or(wrong)?),
        ),
        Operator::Between => between(filter, read)?,
        _ => return Err(Problem::WrongKind),
    };
    Ok(match (from, to) {
        (Some(from), Some(to)) if to < from => Comparison::Number {
            from: Some(to),
            to: Some(from),
        },
        _ => Comparison::Number { from, to },
    })
}

/// Both ends of what lies between, one of which may be left out.
fn between<T>(
    filter: &Filter,
    read: impl Fn(&str) -> Result<T, Problem>,
) -> Result<(Option<T>, Option<T>), Problem> {
    let (from, to) = filter.value.split_once('|').ok_or(Problem::Required)?;
    let end = |text: &str| match text.trim() {
        "" => Ok(None),
        text => read(text).map(Some),
    };
    match (end(from)?, end(to)?) {
        (None, None) => Err(Problem::Required),
        ends => Ok(ends),
    }
}

/// A typed number as it is stored.
fn stored(kind: FieldKind, text: &str) -> Option<i64> {
    let text = text.trim();
    match kind {
        FieldKind::Money => Money::from_decimal(text.parse().ok()?, "").map(|money| money.parts),
        FieldKind::Decimal => millionths(text.parse().ok()?),
        _ => text.parse().ok(),
    }
}

/// An exact number in millionths, rounded half to even; `None` when it is too large.
pub(super) fn millionths(number: Decimal) -> Option<i64> {
    number
        .checked_mul(Decimal::from(1_000_000))?
        .round()
        .to_i64()
}

fn time(kind: FieldKind, filter: &Filter, asker: &Asker<'_>) -> Result<Comparison, Problem> {
    let read = |text: &str| moments(kind, text.trim(), asker).ok_or(Problem::NotADate);
    if filter.operator == Operator::Between {
        let (first, second) = between(filter, read)?;
        let (mut from, mut to) = (
            first.and_then(|(from, _)| from),
            second.and_then(|(_, to)| to),
        );
        if let (Some((early, _)), Some((late, _))) = (first, second)
            && is_after(early, late)
        {
            from = late;
            to = first.and_then(|(_, to)| to);
        }
        return Ok(Comparison::Time { from, to });
    }
    let (from, to) = read(&filter.value)?;
    let (from, to) = match filter.operator {
        Operator::Is | Operator::Within => (from, to),
        Operator::Before => (None, Some(from.ok_or(Problem::NotADate)?)),
        Operator::After => (Some(to.ok_or(Problem::NotADate)?), None),
        Operator::AtLeast => (Some(from.ok_or(Problem::NotADate)?), None),
        Operator::AtMost => (None, to),
        _ => return Err(Problem::WrongKind),
    };
    Ok(Comparison::Time { from, to })
}

fn is_after(first: Option<Edge>, second: Option<Edge>) -> bool {
    match (first, second) {
        (Some(Edge::Day(first)), Some(Edge::Day(second))) => first > second,
        (Some(Edge::Moment(first)), Some(Edge::Moment(second))) => first > second,
        _ => false,
    }
}

/// From when to before when a day, a moment or a span lasts.
fn moments(kind: FieldKind, text: &str, asker: &Asker<'_>) -> Option<(Option<Edge>, Option<Edge>)> {
    if text == "overdue" {
        return Some((
            None,
            Some(match kind {
                FieldKind::Date => Edge::Day(asker.today()),
                _ => Edge::Moment(asker.now),
            }),
        ));
    }
    if let Some((from, to)) = span::days(text, asker.today()) {
        return Some((Some(Edge::Day(from)), Some(Edge::Day(to))));
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        // Years of five digits do not sort as text, as which SQLite keeps them.
        if !(1..=9_999).contains(&day.year()) {
            return None;
        }
        return Some((Some(Edge::Day(day)), Some(Edge::Day(day.succ_opt()?))));
    }
    if kind != FieldKind::DateTime {
        return None;
    }
    let at = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
    // The databases keep moments to the microsecond.
    let after = at.checked_add_signed(TimeDelta::microseconds(1))?;
    Some((Some(Edge::Moment(at)), Some(Edge::Moment(after))))
}
