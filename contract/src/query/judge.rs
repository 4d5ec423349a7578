//! Whether values fulfil a test, without asking the database: in the browser for layouts and live lists, and on the
//! server wherever one record is at hand. The database gives the same answers; a test compares them.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::comparison::{digits, fold, millionths};
use super::path::part_of;
use super::{Asked, Comparison, Edge, Filter, Test, Words, consent};
use crate::value::Values;
use crate::{Address, FieldDef, FieldKind, ObjectDef, Value};

/// Who asks, when and where: what `me`, `my_team` and `today` mean.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    pub me: Option<Uuid>,
    /// The users of the asker's team and the teams below, the asker among them.
    pub team: &'a [Uuid],
    pub now: DateTime<Utc>,
    /// The day of a moment in the asker's zone.
    pub day_of: &'a dyn Fn(DateTime<Utc>) -> NaiveDate,
}

impl Asker<'_> {
    /// The day it is in the asker's zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        (self.day_of)(self.now)
    }
}

impl Test {
    /// Whether a record with these values fulfils it. What is asked of other records cannot be seen from here and
    /// does not hold; see [`Test::judge`].
    #[must_use]
    pub fn holds(&self, object: &ObjectDef, values: &Values, asker: &Asker<'_>) -> bool {
        self.judge(object, values, asker).unwrap_or_default()
    }

    /// Whether a record with these values fulfils it; `None` where that hangs on other records. A condition that
    /// makes no sense, as on a field that is gone, does not hold.
    #[must_use]
    pub fn judge(&self, object: &ObjectDef, values: &Values, asker: &Asker<'_>) -> Option<bool> {
        match self {
            Self::One(filter) => one(object, values, filter, asker),
            Self::All(parts) => {
                let verdicts = parts.iter().map(|part| part.judge(object, values, asker));
                decided(verdicts, false).or_not(parts)
            }
            Self::Any(parts) => {
                let verdicts = parts.iter().map(|part| part.judge(object, values, asker));
                decided(verdicts, true).or_not(parts)
            }
            Self::Has { .. } => None,
        }
    }
}

/// What a group comes to: one verdict that decides it, else doubt, else the contrary.
struct Group {
    decisive: bool,
    decided: bool,
    in_doubt: bool,
}

fn decided(verdicts: impl Iterator<Item = Option<bool>>, decisive: bool) -> Group {
    let mut group = Group {
        decisive,
        decided: false,
        in_doubt: false,
    };
    for verdict in verdicts {
        match verdict {
            Some(verdict) => group.decided |= verdict == decisive,
            None => group.in_doubt = true,
        }
    }
    group
}

impl Group {
    /// A group of nothing asks nothing.
    fn or_not(self, parts: &[Test]) -> Option<bool> {
        if parts.is_empty() {
            return Some(true);
        }
        match (self.decided, self.in_doubt) {
            (true, _) => Some(self.decisive),
            (false, true) => None,
            (false, false) => Some(!self.decisive),
        }
    }
}

fn one(object: &ObjectDef, values: &Values, filter: &Filter, asker: &Asker<'_>) -> Option<bool> {
    // What somebody said stands beside the record.
    if consent::is_asked(&object.key, filter) {
        return None;
    }
    let asked = |field: &FieldDef, value: &Value| match Asked::read(field, filter, asker) {
        Ok(asked) => asked.holds(field.kind, value, asker),
        Err(_) => false,
    };
    let value_of = |key: &str| values.get(key).unwrap_or(&Value::Empty);
    let Some((step, rest)) = filter.field.split_once('.') else {
        let field = object.field(&filter.field);
        return Some(field.is_some_and(|field| asked(field, value_of(&field.key))));
    };
    let Some(field) = object.field(step) else {
        return Some(false);
    };
    part_of(field, rest).map(|part| asked(&part, &part_value(value_of(step), rest)))
}

/// A part of an address, or the currency of an amount.
fn part_value(value: &Value, part: &str) -> Value {
    let text = match value {
        Value::Address(address) => address.part(part),
        Value::Money(money) => money.currency.as_str(),
        _ => "",
    };
    if text.is_empty() {
        Value::Empty
    } else {
        Value::from(text)
    }
}

impl Asked {
    /// Whether a value of that kind is as asked.
    #[must_use]
    pub fn holds(&self, kind: FieldKind, value: &Value, asker: &Asker<'_>) -> bool {
        self.comparison.holds(kind, value, asker) != self.negated
    }
}

impl Comparison {
    fn holds(&self, kind: FieldKind, value: &Value, asker: &Asker<'_>) -> bool {
        match self {
            Self::Filled => is_filled(value),
            Self::Text { how, any } => texts(value).into_iter().any(|text| {
                let text = match kind {
                    FieldKind::Phone => digits(text),
                    _ => fold(text),
                };
                any.iter().any(|word| how.compare(&text, word))
            }),
            Self::Keys(keys) => value
                .text()
                .is_some_and(|text| keys.iter().any(|key| key == text)),
            Self::Ids { ids, my_team } => value
                .id()
                .is_some_and(|id| ids.contains(&id) || *my_team && asker.team.contains(&id)),
            Self::Several { values, each } => {
                let held = several(value);
                let mut has = values.iter().map(|wanted| held.contains(wanted));
                if *each {
                    has.all(|has| has)
                } else {
                    has.any(|has| has)
                }
            }
            Self::Number { from, to } => number(value).is_some_and(|number| {
                from.is_none_or(|from| number >= from) && to.is_none_or(|to| number <= to)
            }),
            Self::Time { from, to } => {
                let reached = |edge| reaches(value, edge, asker);
                is_filled(value) && from.is_none_or(&reached) && to.is_none_or(|to| !reached(to))
            }
            Self::Yes => *value == Value::YesNo(true),
        }
    }
}

impl Words {
    fn compare(self, text: &str, word: &str) -> bool {
        match self {
            Self::Equal => text == word,
            Self::Contain => text.contains(word),
            Self::Start => text.starts_with(word),
            Self::End => text.ends_with(word),
        }
    }
}

/// A link that names what is not there yet points nowhere.
fn is_filled(value: &Value) -> bool {
    match value {
        Value::Link(link) => link.id.is_some(),
        Value::Links(links) => links.iter().any(|link| link.id.is_some()),
        value => !value.is_empty(),
    }
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(text) => vec![text],
        Value::Link(link) => vec![&link.text],
        Value::Address(address) => std::iter::once("street")
            .chain(Address::PLACES)
            .map(|part| address.part(part))
            .filter(|part| !part.is_empty())
            .collect(),
        _ => Vec::new(),
    }
}

fn several(value: &Value) -> Vec<String> {
    match value {
        Value::Tags(tags) => tags.clone(),
        Value::Links(links) => links
            .iter()
            .filter_map(|link| link.id)
            .map(|id| id.to_string())
            .collect(),
        _ => Vec::new(),
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Decimal(number) => millionths(*number),
        Value::Money(money) => Some(money.parts),
        _ => None,
    }
}

/// Whether the value is at an edge or after it.
fn reaches(value: &Value, edge: Edge, asker: &Asker<'_>) -> bool {
    match (value, edge) {
        (Value::Date(day), Edge::Day(edge)) => *day >= edge,
        (Value::DateTime(at), Edge::Day(edge)) => (asker.day_of)(*at) >= edge,
        (Value::DateTime(at), Edge::Moment(edge)) => *at >= edge,
        (Value::Date(day), Edge::Moment(edge)) => *day >= (asker.day_of)(edge),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
