//! Rows to values and values to columns, by the description.

use chrono::{DateTime, NaiveDate, Utc};
use contract::value::Values;
use contract::{FieldDef, FieldKind, Link, Money, ObjectDef, Record, Rights, Value};
use sea_orm::sea_query::Value as Bound;
use sea_orm::{DbErr, QueryResult};
use uuid::Uuid;

/// Reads a whole record. Tags and the titles of relations are filled in by who asked.
///
/// # Errors
/// When a column holds what its kind does not allow.
pub fn read_record(
    object: &ObjectDef,
    fields: &[&FieldDef],
    row: &QueryResult,
) -> Result<Record, DbErr> {
    let mut values = Values::new();
    for field in fields {
        let value = read_value(field, row)?;
        if !value.is_empty() {
            values.insert(field.key.clone(), value);
        }
    }
    Ok(Record {
        object: object.key.clone(),
        id: row.try_get("", "id")?,
        version: row.try_get("", "version")?,
        values,
        rights: Rights::default(),
    })
}

/// Reads the value of one field.
///
/// # Errors
/// When the column holds what the kind does not allow.
pub fn read_value(field: &FieldDef, row: &QueryResult) -> Result<Value, DbErr> {
    let Some(column) = field.column() else {
        return Ok(Value::Empty);
    };
    let value = match field.kind {
        FieldKind::Integer => row.try_get::<Option<i64>>("", &column)?.map(Value::Integer),
        FieldKind::Percent => row
            .try_get::<Option<i32>>("", &column)?
            .map(|percent| Value::Integer(percent.into())),
        FieldKind::Money => read_money(field, &column, row)?,
        FieldKind::Date => row
            .try_get::<Option<NaiveDate>>("", &column)?
            .map(Value::Date),
        FieldKind::DateTime => row
            .try_get::<Option<DateTime<Utc>>>("", &column)?
            .map(Value::DateTime),
        FieldKind::YesNo => row.try_get::<Option<bool>>("", &column)?.map(Value::YesNo),
        FieldKind::User | FieldKind::Relation => read_link(field, &column, row)?,
        _ => row.try_get::<Option<String>>("", &column)?.map(Value::Text),
    };
    Ok(value.unwrap_or_default())
}

fn read_money(field: &FieldDef, column: &str, row: &QueryResult) -> Result<Option<Value>, DbErr> {
    let parts = row.try_get::<Option<i64>>("", column)?;
    let currency = match field.currency_column() {
        Some(column) => row.try_get::<Option<String>>("", &column)?,
        None => None,
    };
    Ok(parts.map(|parts| {
        Value::Money(Money {
            parts,
            currency: currency.unwrap_or_default(),
        })
    }))
}

fn read_link(field: &FieldDef, column: &str, row: &QueryResult) -> Result<Option<Value>, DbErr> {
    let id = row.try_get::<Option<Uuid>>("", column)?;
    let text = match field.reference_column() {
        Some(column) if id.is_none() => row
            .try_get::<Option<String>>("", &column)?
            .unwrap_or_default(),
        _ => String::new(),
    };
    Ok((id.is_some() || !text.is_empty()).then_some(Value::Link(Link { id, text })))
}

/// The names of the columns of a field.
pub(super) fn columns(field: &FieldDef) -> impl Iterator<Item = String> {
    field
        .column()
        .into_iter()
        .chain(field.reference_column())
        .chain(field.currency_column())
}

/// What stands in the columns of a field for a value, in the order of [`columns`].
pub(super) fn bind(field: &FieldDef, value: &Value) -> Vec<Bound> {
    match field.kind {
        FieldKind::Tags => Vec::new(),
        FieldKind::Integer => vec![integer(value).into()],
        FieldKind::Percent => vec![integer(value).and_then(|n| i32::try_from(n).ok()).into()],
        FieldKind::Money => {
            let money = if let Value::Money(money) = value {
                Some(money)
            } else {
                None
            };
            vec![
                money.map(|money| money.parts).into(),
                money.map(|money| money.currency.clone()).into(),
            ]
        }
        FieldKind::Date => vec![
            if let Value::Date(day) = value {
                Some(*day)
            } else {
                None
            }
            .into(),
        ],
        FieldKind::DateTime => vec![
            if let Value::DateTime(at) = value {
                Some(*at)
            } else {
                None
            }
            .into(),
        ],
        FieldKind::YesNo => vec![
            if let Value::YesNo(yes) = value {
                Some(*yes)
            } else {
                None
            }
            .into(),
        ],
        FieldKind::User => vec![value.id().into()],
        FieldKind::Relation => {
            let reference = match value {
                Value::Link(link) if link.id.is_none() && !link.text.is_empty() => {
                    Some(link.text.clone())
                }
                _ => None,
            };
            vec![value.id().into(), reference.into()]
        }
        _ => vec![
            value
                .text()
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
                .into(),
        ],
    }
}

fn integer(value: &Value) -> Option<i64> {
    if let Value::Integer(n) = value {
        Some(*n)
    } else {
        None
    }
}
