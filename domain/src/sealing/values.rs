//! Values that are written are sealed, values that are read are opened.

use contract::value::Values;
use contract::{FieldDef, ObjectDef, Problem, Sealed, Value};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::keys::Keys;
use super::mask::{DOTS, mask};
use super::seal::{MARK, Opened, Place};
use crate::import::Country;
use crate::{Error, Result};

/// Seals the texts of sensitive fields of one record, each for its place, and writes out what comes from a sensitive field
/// into another one. A mask that was sent back is left out: the value stays. Answers whether anything was sealed.
///
/// # Errors
/// [`Problem::KeyMissing`] at a field where there is no key to seal with, or where the key of a value that is to be
/// written elsewhere is missing.
pub(crate) fn seal_all(
    keys: &Keys,
    home: Country,
    object: &ObjectDef,
    record: Uuid,
    values: &mut Values,
) -> Result<bool> {
    values.retain(|key, value| !is_echo(object.field(key), value));
    let mut has_sealed = false;
    for (key, value) in values.iter_mut() {
        let Some(field) = object.field(key) else {
            continue;
        };
        let Some(plain) = plain_of(field, value)? else {
            continue;
        };
        if field.sensitive {
            *value = Value::Sealed(sealed(keys, home, object, field, record, plain)?);
            has_sealed = true;
        } else {
            *value = Value::Text(plain.to_string());
        }
    }
    Ok(has_sealed)
}

/// Whether a value is a mask that somebody sends back, as a form does, or as a text in a file.
pub(crate) fn is_echo(field: Option<&FieldDef>, value: &Value) -> bool {
    match value {
        Value::Sealed(sealed) => sealed.is_echo(),
        Value::Text(text) => text.starts_with(DOTS) && field.is_some_and(|field| field.sensitive),
        _ => false,
    }
}

/// What there is to seal or to write out.
fn plain_of(field: &FieldDef, value: &Value) -> Result<Option<Zeroizing<String>>> {
    match value {
        Value::Text(text) if field.sensitive && !text.is_empty() => {
            Ok(Some(Zeroizing::new(text.clone())))
        }
        Value::Sealed(sealed) => match (sealed.plain(), &sealed.missing_key) {
            (Some(plain), _) => Ok(Some(Zeroizing::new(plain.to_owned()))),
            (None, key) => Err(no_key(field, key.as_deref().unwrap_or_default())),
        },
        _ => Ok(None),
    }
}

/// A text as it is to be written.
pub(super) fn sealed(
    keys: &Keys,
    home: Country,
    object: &ObjectDef,
    field: &FieldDef,
    record: Uuid,
    plain: Zeroizing<String>,
) -> Result<Sealed> {
    let place = place(object, field, record);
    let stored = keys.seal(place, &plain)?.ok_or_else(|| no_key(field, ""))?;
    let blind = blind(keys, home, object, field, &plain);
    let mask = mask(field.kind, &plain);
    Ok(Sealed::opened(mask, plain, stored).with_blind(blind))
}

/// The blind index of a text of a field.
pub(crate) fn blind(
    keys: &Keys,
    home: Country,
    object: &ObjectDef,
    field: &FieldDef,
    plain: &str,
) -> Option<String> {
    keys.blind([&object.key, field.stem()], field.kind, plain, home)
}

fn no_key(field: &FieldDef, key: &str) -> Error {
    let key = key.to_owned();
    Error::invalid(&field.key, Problem::KeyMissing { key })
}

pub(super) fn place<'a>(object: &'a ObjectDef, field: &'a FieldDef, record: Uuid) -> Place<'a> {
    Place {
        object: &object.key,
        field: field.stem(),
        record,
    }
}

/// The value of a text column. While a field is on its way to become sensitive, or back, sealed and open texts stand side by
/// side: what is shown goes by the field, not by how the text is stored.
pub(crate) fn read_text(
    keys: &Keys,
    object: &ObjectDef,
    field: &FieldDef,
    record: Uuid,
    stored: String,
) -> Value {
    if !field.sensitive && !stored.starts_with(MARK) {
        return Value::Text(stored);
    }
    match keys.open(place(object, field, record), &stored) {
        Opened::NotSealed if field.sensitive => {
            masked(field, Zeroizing::new(stored), String::new())
        }
        Opened::Plain(plain) if field.sensitive => masked(field, plain, stored),
        Opened::Plain(plain) => Value::Text(plain.to_string()),
        Opened::Locked(key) if field.sensitive || !keys.has(&key) => {
            Value::Sealed(Sealed::locked(&key, stored))
        }
        // Somebody typed what looks like a sealed text.
        Opened::NotSealed | Opened::Locked(_) => Value::Text(stored),
    }
}

pub(super) fn masked(field: &FieldDef, plain: Zeroizing<String>, stored: String) -> Value {
    let mask = mask(field.kind, &plain);
    Value::Sealed(Sealed::opened(mask, plain, stored))
}
