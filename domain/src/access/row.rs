//! Rows to values and values to columns, by the description.

use chrono::{DateTime, NaiveDate, Utc};
use contract::value::Values;
use contract::{Address, FieldDef, FieldKind, Link, Money, ObjectDef, Record, Rights, Value};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sea_orm::sea_query::Value as Bound;
use sea_orm::sqlx::{Row, ValueRef};
use sea_orm::{DbErr, QueryResult, TryGetable};
use uuid::Uuid;

use crate::Crm;
use crate::sealing::{self, Keys};

/// Reads a whole record. Tags and the titles of relations are filled in by who asked.
///
/// # Errors
/// When a column holds what its kind does not allow.
pub(crate) fn read_record(
    keys: &Keys,
    object: &ObjectDef,
    fields: &[&FieldDef],
    row: &QueryResult,
) -> Result<Record, DbErr> {
    let mut values = Values::new();
    for field in fields {
        let value = read_value(keys, object, field, row)?;
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

/// Reads the value of one field. A text that is sealed is opened, with what may be shown of it.
///
/// # Errors
/// When the column holds what the kind does not allow.
pub(crate) fn read_value(
    keys: &Keys,
    object: &ObjectDef,
    field: &FieldDef,
    row: &QueryResult,
) -> Result<Value, DbErr> {
    let Some(column) = field.column() else {
        return Ok(Value::Empty);
    };
    let value = match field.kind {
        FieldKind::Decimal => read::<i64>(row, &column)?
            .map(|parts| Value::Decimal(Decimal::new(parts, DECIMAL_PLACES).normalize())),
        FieldKind::Address => read_address(field, &column, row)?,
        FieldKind::Integer => read::<i64>(row, &column)?.map(Value::Integer),
        FieldKind::Percent | FieldKind::Rating => {
            read::<i32>(row, &column)?.map(|percent| Value::Integer(percent.into()))
        }
        FieldKind::Money => read_money(field, &column, row)?,
        FieldKind::Date => read::<NaiveDate>(row, &column)?.map(Value::Date),
        FieldKind::DateTime => read::<DateTime<Utc>>(row, &column)?.map(Value::DateTime),
        FieldKind::YesNo => read::<bool>(row, &column)?.map(Value::YesNo),
        FieldKind::User | FieldKind::Relation | FieldKind::File => read_link(field, &column, row)?,
        kind => match read::<String>(row, &column)? {
            Some(text) if kind.may_be_sensitive() => {
                let id = row.try_get("", "id")?;
                Some(sealing::read_text(keys, object, field, id, text))
            }
            text => text.map(Value::Text),
        },
    };
    Ok(value.unwrap_or_default())
}

/// What a column says; `None` for nothing, which the library tells by an error whose words cost more than a value.
fn read<T: TryGetable>(row: &QueryResult, column: &str) -> Result<Option<T>, DbErr> {
    let is_null = if let Some(row) = row.try_as_sqlite_row() {
        row.try_get_raw(column).is_ok_and(|value| value.is_null())
    } else if let Some(row) = row.try_as_pg_row() {
        row.try_get_raw(column).is_ok_and(|value| value.is_null())
    } else {
        false
    };
    match is_null {
        true => Ok(None),
        false => row.try_get("", column),
    }
}

fn read_money(field: &FieldDef, column: &str, row: &QueryResult) -> Result<Option<Value>, DbErr> {
    let parts = read::<i64>(row, column)?;
    let currency = match field.currency_column() {
        Some(column) => read::<String>(row, &column)?,
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
    let id = read::<Uuid>(row, column)?;
    let text = match field.reference_column() {
        Some(column) if id.is_none() || field.kind == FieldKind::File => {
            read::<String>(row, &column)?.unwrap_or_default()
        }
        _ => String::new(),
    };
    Ok((id.is_some() || !text.is_empty()).then_some(Value::Link(Link { id, text })))
}

fn read_address(field: &FieldDef, column: &str, row: &QueryResult) -> Result<Option<Value>, DbErr> {
    let mut address = Address {
        street: read::<String>(row, column)?.unwrap_or_default(),
        ..Address::default()
    };
    for (place, column) in Address::PLACES.iter().zip(field.place_columns()) {
        *address.part_mut(place) = read::<String>(row, &column)?.unwrap_or_default();
    }
    Ok((!address.is_empty()).then_some(Value::Address(address)))
}

/// Decimals stand in the database as whole numbers of millionths, which sort and add up exactly on both databases.
const DECIMAL_PLACES: u32 = 6;

/// A decimal in millionths, rounded half to even; `None` when it is too large.
pub(crate) fn millionths(number: Decimal) -> Option<i64> {
    number
        .checked_mul(Decimal::from(1_000_000))?
        .round()
        .to_i64()
}

/// The names of the columns of a field.
pub(crate) fn columns(field: &FieldDef) -> impl Iterator<Item = String> {
    field
        .column()
        .into_iter()
        .chain(field.reference_column())
        .chain(field.currency_column())
        .chain(field.place_columns())
        .chain(field.blind_column())
}

/// What stands in the columns of a field for a value, in the order of [`columns`]. Texts of sensitive fields have been
/// sealed by then: an open one is never written.
pub(crate) fn bind(field: &FieldDef, value: &Value) -> Vec<Bound> {
    if field.sensitive {
        return bind_sealed(value);
    }
    match field.kind {
        FieldKind::Tags | FieldKind::Choices | FieldKind::Relations => Vec::new(),
        FieldKind::Integer => vec![integer(value).into()],
        FieldKind::Decimal => {
            let parts = if let Value::Decimal(number) = value {
                millionths(*number)
            } else {
                None
            };
            vec![parts.into()]
        }
        FieldKind::Address => bind_address(value),
        FieldKind::File => {
            let name = if let Value::Link(link) = value {
                Some(link.text.clone())
            } else {
                None
            };
            vec![value.id().into(), name.into()]
        }
        FieldKind::Percent | FieldKind::Rating => {
            vec![integer(value).and_then(|n| i32::try_from(n).ok()).into()]
        }
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

fn bind_sealed(value: &Value) -> Vec<Bound> {
    match value {
        Value::Sealed(sealed) => vec![
            Some(sealed.stored().to_owned()).into(),
            sealed.blind().map(str::to_owned).into(),
        ],
        _ => vec![Option::<String>::None.into(), Option::<String>::None.into()],
    }
}

/// The column by which equal values of a field are found, and what stands in it for a value.
pub(crate) fn compared(
    crm: &Crm,
    object: &ObjectDef,
    field: &FieldDef,
    value: &Value,
) -> Option<(String, Bound)> {
    let Some(column) = field.blind_column() else {
        let bound = bind(field, value).into_iter().next()?;
        return Some((field.column()?, bound));
    };
    let (keys, home) = (crm.keys(), crm.settings().country);
    let blind = sealing::blind(&keys, home, object, field, value.said()?)?;
    Some((column, blind.into()))
}

fn bind_address(value: &Value) -> Vec<Bound> {
    let part = |name: &str| match value {
        Value::Address(address) => Some(address.part(name)).filter(|text| !text.is_empty()),
        _ => None,
    };
    std::iter::once("street")
        .chain(Address::PLACES)
        .map(|name| part(name).map(str::to_owned).into())
        .collect()
}

fn integer(value: &Value) -> Option<i64> {
    if let Value::Integer(n) = value {
        Some(*n)
    } else {
        None
    }
}
