//! Records by a value that both sides know: an external id, or a field whose values are unique.

use contract::value::Values;
use contract::{Action, FieldDef, FieldKind, Problem, Record, Refusal, Value};
use sea_orm::sea_query::{ExprTrait, Value as Bound};
use uuid::Uuid;

use super::{Deed, Expected, one};
use crate::access::Granted;
use crate::records::{EXTERNAL_ID, Origin, may_set};
use crate::{Desk, Error, Result};

/// Whether records can be named by the value of a field.
#[must_use]
pub fn is_key(field: &FieldDef) -> bool {
    let compares = field.kind == FieldKind::Integer
        || (field.kind.is_text() && field.kind != FieldKind::LongText);
    compares && (field.unique || field.key == EXTERNAL_ID)
}

/// The record that has a value in a key field; `None` when none has that the asker may see.
///
/// # Errors
/// [`Refusal::NotFound`] when there is no such object or key field, [`Refusal::Invalid`] at the field when several
/// records have the value.
pub async fn find(desk: &Desk, object: &str, field: &str, value: &Value) -> Result<Option<Uuid>> {
    Ok(look(desk, object, field, value)
        .await?
        .map(|found| found.id))
}

async fn look(desk: &Desk, object: &str, key: &str, value: &Value) -> Result<Option<Record>> {
    let described = desk.object(object)?;
    let field = described.field(key).filter(|field| is_key(field));
    let field = field.ok_or(Refusal::NotFound)?;
    let visible = desk.visible(object)?;
    let column = visible.column(&field.column().ok_or(Refusal::NotFound)?);
    let Some(bound) = bound(value) else {
        return Ok(None);
    };
    let mut found = visible.only(column.eq(bound)).first(2).records(&[]).await?;
    match found.len() {
        0 | 1 => Ok(found.pop()),
        _ => Err(Error::invalid(key, Problem::Taken)),
    }
}

fn bound(value: &Value) -> Option<Bound> {
    match value {
        Value::Text(text) => Some(text.trim().into()),
        Value::Integer(number) => Some((*number).into()),
        _ => None,
    }
}

/// Changes the record that has a value in a key field, or makes one with it under the new id.
///
/// # Errors
/// As [`find`], [`one::create`] and [`one::update`].
pub async fn upsert(
    desk: &Desk,
    object: &str,
    (field, value): (&str, Value),
    new: Uuid,
    mut values: Values,
) -> Result<(Record, Deed)> {
    match find(desk, object, field, &value).await? {
        Some(id) => {
            let record = one::update(desk, object, id, Expected::Any, values).await?;
            Ok((record, Deed::Updated))
        }
        None => {
            must_be_settable(desk, object, field)?;
            values.insert(field.to_owned(), value);
            let record = one::create(desk, object, new, values).await?;
            Ok((record, Deed::Created))
        }
    }
}

/// The record to change for an upsert inside a list; `None` when one has to be made.
pub(super) async fn target(
    desk: &Desk,
    object: &str,
    field: &str,
    value: &Value,
) -> Result<Option<Granted>> {
    match find(desk, object, field, value).await? {
        Some(id) => Ok(Some(desk.granted(object, id, Action::Edit).await?)),
        None => {
            must_be_settable(desk, object, field)?;
            Ok(None)
        }
    }
}

/// A number that the house counts names a record, but none can be made with it.
fn must_be_settable(desk: &Desk, object: &str, key: &str) -> Result<()> {
    let described = desk.object(object)?;
    let field = described.field(key).ok_or(Refusal::NotFound)?;
    if may_set(field, Origin::Program) {
        Ok(())
    } else {
        Err(Error::invalid(key, Problem::WrongKind))
    }
}
