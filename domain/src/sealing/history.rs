//! Values of sensitive fields in the log of changes.
#![expect(
    clippy::disallowed_methods,
    reason = "reads a table of the house: the log"
)]

use std::collections::BTreeMap;

use contract::{FieldDef, ObjectDef, Sealed, Value};
use entity::event::{Column, Entity, Model as Event};
use entity::sealing::Model;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::journal;
use super::keys::Keys;
use super::values::{masked, read_text};
use crate::access::Write;
use crate::{Desk, Result, audit};

/// Events of one batch.
const BATCH: u64 = 500;

/// Why content of the log is destroyed, as the log itself says it.
const REASON: &str = "a field became sensitive";

/// The changes of an event with what the asker may see of them: sealed values are opened and masked, and what was written
/// before its field became sensitive is masked too.
///
/// # Errors
/// When it is no event that this version can read.
pub(crate) fn from_log(
    desk: &Desk,
    object: &ObjectDef,
    event: &Event,
) -> Result<BTreeMap<String, [Value; 2]>> {
    let mut changes: BTreeMap<String, [Value; 2]> = serde_json::from_str(&event.changes)?;
    let keys = desk.crm().keys();
    for (key, values) in &mut changes {
        let Some(field) = object.field(key) else {
            // Of a field that is gone nobody knows how sensitive it was.
            values.iter_mut().for_each(hide);
            continue;
        };
        for value in values {
            open(&keys, object, field, event.record_id, value);
        }
    }
    Ok(changes)
}

fn hide(value: &mut Value) {
    if let Value::Sealed(_) = value {
        *value = Value::Sealed(Sealed::default());
    }
}

/// A value that stood in a journal beside its record, opened.
pub(crate) fn from_journal(
    desk: &Desk,
    object: &ObjectDef,
    record: Uuid,
    key: &str,
    value: &mut Value,
) {
    if let Some(field) = object.field(key) {
        open(&desk.crm().keys(), object, field, record, value);
    }
}

fn open(keys: &Keys, object: &ObjectDef, field: &FieldDef, record: Uuid, value: &mut Value) {
    match value {
        Value::Sealed(sealed) => {
            let stored = std::mem::take(&mut sealed.mask);
            *value = read_text(keys, object, field, record, stored);
        }
        Value::Text(text) if field.sensitive => {
            let plain = Zeroizing::new(std::mem::take(text));
            *value = masked(field, plain, String::new());
        }
        _ => {}
    }
}

/// Destroys what the next events say of a field that has become sensitive, as when a person is forgotten: the log lets nothing
/// else be done with what stands in it, and its chain knows that. That something was changed, when and by whom, stays.
///
/// # Errors
/// When the database fails.
pub(super) async fn batch(write: Write<'_>, row: Model, field: &FieldDef) -> Result<()> {
    let events = Entity::find()
        .filter(Column::Object.eq(row.object.as_str()))
        .filter(Column::Seq.gt(row.seq.unwrap_or_default()))
        .filter(Column::Changes.contains(format!("\"{}\"", field.key)))
        .order_by_asc(Column::Seq)
        .limit(BATCH)
        .all(write.transaction())
        .await?;
    let Some(last) = events.last().map(|event| event.seq) else {
        journal::end(&write, &row).await?;
        return write.commit().await;
    };
    let mut open = Vec::new();
    for event in &events {
        if is_open(field, event)? {
            open.push(event.seq);
        }
    }
    audit::erase(&write, &open, REASON).await?;
    let row = Model {
        seq: Some(last),
        ..row
    };
    journal::move_on(&write, row).await?;
    write.commit().await
}

/// Whether an event says what stands in a field.
fn is_open(field: &FieldDef, event: &Event) -> Result<bool> {
    let changes: BTreeMap<String, [Value; 2]> = serde_json::from_str(&event.changes)?;
    let mut values = changes.get(&field.key).into_iter().flatten();
    Ok(values.any(|value| matches!(value, Value::Text(text) if !text.is_empty())))
}

/// How many events of the log hold something that is sealed with a key.
///
/// # Errors
/// When the database fails.
pub(super) async fn count(desk: &Desk, key: &str) -> Result<u64> {
    use sea_orm::PaginatorTrait;
    let sealed = format!("{}{key}.", super::seal::MARK);
    let found = Entity::find().filter(Column::Changes.contains(sealed));
    Ok(found.count(desk.crm().door().house().read()).await?)
}
