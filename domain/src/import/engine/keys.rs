//! Which rows of a batch are there already by the key of the plan.

use std::collections::{BTreeSet, HashMap};

use contract::value::Values;
use contract::{FieldDef, FieldKind, ObjectDef, Value};
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use crate::likeness::{self, EMAIL, FIXED_LINE, PHONE};
use crate::{Desk, Result, access};

/// Values of one question.
const ASKED: usize = 10_000;

/// What a row carries in the key field, in a form that is equal for equal records.
pub(super) fn value(desk: &Desk, key: &FieldDef, values: &Values) -> Option<String> {
    let value = values.get(&key.key).filter(|value| !value.is_empty())?;
    Some(match (key.kind, value) {
        (FieldKind::Email | FieldKind::Phone, Value::Text(text)) => {
            likeness::of(key.kind, text, desk.crm().settings().country)?.value
        }
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Integer(number)) => number.to_string(),
        (_, Value::Link(link)) => link
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
    let (mut texts, mut numbers, mut ids) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for value in rows.iter().filter_map(|row| row.get(&key.key)) {
        match value {
            Value::Text(text) => drop(texts.insert(text.as_str())),
            Value::Integer(number) => drop(numbers.insert(*number)),
            Value::Link(link) => match link.id {
                Some(id) => drop(ids.insert(id)),
                None => drop(texts.insert(link.text.as_str())),
            },
            _ => {}
        }
    }
    let visible = desk.visible(&object.key)?;
    let column = visible.column(&key.column().unwrap_or_default());
    let reference = key.reference_column().map(|name| visible.column(&name));
    let text_column = reference.unwrap_or_else(|| column.clone());
    let (texts, numbers, ids): (Vec<&str>, Vec<i64>, Vec<Uuid>) = (
        texts.into_iter().collect(),
        numbers.into_iter().collect(),
        ids.into_iter().collect(),
    );
    let mut conditions: Vec<Condition> = Vec::new();
    conditions.extend(
        texts
            .chunks(ASKED)
            .map(|some| Condition::all().add(text_column.clone().is_in(some.iter().copied()))),
    );
    conditions.extend(
        numbers
            .chunks(ASKED)
            .map(|some| Condition::all().add(column.clone().is_in(some.to_vec()))),
    );
    conditions.extend(
        ids.chunks(ASKED)
            .map(|some| Condition::all().add(column.clone().is_in(some.to_vec()))),
    );
    let mut found = HashMap::new();
    for condition in conditions {
        for record in visible.clone().only(condition).records(&[key]).await? {
            if let Some(value) = value(desk, key, &record.values) {
                found.entry(value).or_insert(record.id);
            }
        }
    }
    Ok(found)
}
