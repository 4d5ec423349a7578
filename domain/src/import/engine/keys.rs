//! Which rows of a batch are there already by the key of the plan.

use std::collections::{BTreeSet, HashMap};

use contract::value::Values;
use contract::{FieldDef, FieldKind, ObjectDef, Value};
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::links::called;
use crate::likeness::{self, EMAIL, FIXED_LINE, PHONE};
use crate::{Desk, Result, access};

/// Values of one question.
const ASKED: usize = 10_000;

/// What a row carries in the key field, in a form that is equal for equal records.
pub(super) fn value(desk: &Desk, key: &FieldDef, values: &Values) -> Option<String> {
    let value = values.get(&key.key).filter(|value| !value.is_empty())?;
    match (key.kind, value) {
        (FieldKind::Email | FieldKind::Phone, value) if value.said().is_some() => {
            let of = likeness::of_field(
                &desk.crm().keys(),
                key,
                value.said()?,
                desk.crm().settings().country,
            )?;
            Some(of.value)
        }
        (_, value) => written(value),
    }
}

/// A value in a form that is equal for equal values, where it is of one word.
pub(super) fn written(value: &Value) -> Option<String> {
    Some(match value {
        Value::Text(_) | Value::Sealed(_) => value.said()?.to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Money(money) => format!("{} {}", money.parts, money.currency),
        Value::Date(day) => day.to_string(),
        Value::DateTime(at) => at.timestamp_micros().to_string(),
        Value::Link(link) => link
            .id
            .map_or_else(|| link.text.clone(), |id| id.to_string()),
        _ => return None,
    })
}

/// The records that carry some values in the key field.
///
/// # Errors
/// When the database fails.
pub(super) async fn existing(
    desk: &Desk,
    object: &ObjectDef,
    key: &FieldDef,
    rows: &[&Values],
) -> Result<HashMap<String, Uuid>> {
    match key.kind {
        FieldKind::Email | FieldKind::Phone if object.duplicates.contains(&key.key) => {
            let values: Vec<String> = rows
                .iter()
                .filter_map(|row| value(desk, key, row))
                .collect();
            let mut found = HashMap::new();
            let kinds: &[&str] = if key.kind == FieldKind::Email {
                &[EMAIL]
            } else {
                &[FIXED_LINE, PHONE]
            };
            for kind in kinds {
                found.extend(access::first_alike(desk, &object.key, kind, values.clone()).await?);
            }
            Ok(found)
        }
        _ => by_column(desk, object, key, rows).await,
    }
}

async fn by_column(
    desk: &Desk,
    object: &ObjectDef,
    key: &FieldDef,
    rows: &[&Values],
) -> Result<HashMap<String, Uuid>> {
    let (mut plain, mut references) = (HashMap::new(), BTreeSet::new());
    for held in rows.iter().filter_map(|row| row.get(&key.key)) {
        match held {
            Value::Link(link) if link.id.is_none() => drop(references.insert(link.text.as_str())),
            Value::Text(text) if key.kind == FieldKind::Email => {
                // As it was written, and as most are kept.
                for text in [text.clone(), text.to_lowercase()] {
                    plain.insert(text.clone(), Value::Text(text));
                }
            }
            held => plain.extend(written(held).map(|word| (word, held.clone()))),
        }
    }
    let visible = desk.visible(&object.key)?;
    let mut conditions: Vec<Condition> = Vec::new();
    let plain: Vec<Value> = plain.into_values().collect();
    for some in plain.chunks(ASKED) {
        let condition = if key.key == object.title {
            let texts: Vec<&str> = some.iter().filter_map(Value::text).collect();
            Some(called(desk, &visible, &texts))
        } else {
            visible.has_one_of(desk.crm(), key, some)
        };
        conditions.extend(condition.map(|condition| Condition::all().add(condition)));
    }
    if let Some(reference) = key.reference_column() {
        let references: Vec<&str> = references.into_iter().collect();
        conditions.extend(references.chunks(ASKED).map(|some| {
            let column = visible.column(&reference);
            Condition::all().add(column.is_in(some.iter().copied()))
        }));
    }
    let mut found = HashMap::new();
    for condition in conditions {
        let records = visible
            .clone()
            .only(condition)
            .order("id", access::Order::Up);
        for record in records.records(&[key]).await? {
            if let Some(value) = value(desk, key, &record.values) {
                found.entry(value).or_insert(record.id);
            }
        }
    }
    Ok(found)
}
