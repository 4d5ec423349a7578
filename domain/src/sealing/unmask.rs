//! One value shown to one person.

use std::collections::{BTreeMap, HashSet};

use contract::dto::records::EventAction;
use contract::{Action, FieldDef, FieldRight, ObjectDef, Problem, Record, Refusal, Value};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::access::Granted;
use crate::{Desk, Error, Result};

/// Shows the value of a sensitive field of one record to whoever may change it, and notes in the log that it was shown,
/// before it is. Empty where there is no value.
///
/// # Errors
/// [`Refusal::NotFound`] for what is no sensitive field or no record the asker sees, [`Refusal::Forbidden`],
/// [`Problem::KeyMissing`] where the key is not there.
pub async fn unmask(desk: &Desk, object: &str, id: Uuid, field: &str) -> Result<Zeroizing<String>> {
    let described = desk.object(object)?;
    let field = sensitive(&described, field)?;
    may_unmask(desk)?;
    if !is_seen(desk, &described, field) {
        return Err(Refusal::Forbidden.into());
    }
    let granted = desk.granted(object, id, Action::Edit).await?;
    let plain = plain(field, granted.record().value(&field.key))?;
    if plain.is_empty() {
        return Ok(plain);
    }
    note(desk, &[(granted, vec![field.key.clone()])]).await?;
    Ok(plain)
}

/// Shows the values of sensitive fields in records that are handed out as a whole, as in a file: of those
/// that the asker may change. The others stay masked. Each record is noted in the log, before anything is handed out.
///
/// # Errors
/// [`Refusal::Forbidden`] for a program that asks by a key; when the database fails.
pub async fn unmask_all(
    desk: &Desk,
    object: &ObjectDef,
    fields: &[&FieldDef],
    records: &mut [Record],
) -> Result<()> {
    let is_shown = |field: &&&FieldDef| field.sensitive && is_seen(desk, object, field);
    let fields: Vec<&&FieldDef> = fields.iter().filter(is_shown).collect();
    may_unmask(desk)?;
    let has_one = |record: &Record, key: &str| record.value(key).said().is_some();
    let ids: Vec<Uuid> = records
        .iter()
        .filter(|record| fields.iter().any(|field| has_one(record, &field.key)))
        .map(|record| record.id)
        .collect();
    let granted = desk.granted_among(&object.key, &ids, Action::Edit).await?;
    let allowed: HashSet<Uuid> = granted.iter().map(Granted::id).collect();
    let shown = |granted: Granted| {
        let keys = fields.iter().map(|field| field.key.clone());
        let keys = keys.filter(|key| has_one(granted.record(), key)).collect();
        (granted, keys)
    };
    let shown: Vec<(Granted, Vec<String>)> = granted.into_iter().map(shown).collect();
    note(desk, &shown).await?;
    let allowed = records
        .iter_mut()
        .filter(|record| allowed.contains(&record.id));
    for record in allowed {
        for field in &fields {
            if let Some(value) = record.values.get_mut(&field.key)
                && let Some(plain) = value.said().map(str::to_owned)
            {
                *value = Value::Text(plain);
            }
        }
    }
    Ok(())
}

fn sensitive<'o>(object: &'o ObjectDef, key: &str) -> Result<&'o FieldDef> {
    let field = object.field(key).filter(|field| field.sensitive);
    Ok(field.ok_or(Refusal::NotFound)?)
}

/// Whether the roles of the asker show more of a field than its mask.
fn is_seen(desk: &Desk, object: &ObjectDef, field: &FieldDef) -> bool {
    desk.field_right(&object.key, &field.key) >= FieldRight::See
}

/// A key lets no program see what is masked, whosever it is.
fn may_unmask(desk: &Desk) -> Result<()> {
    desk.must_be_themselves()?;
    match desk.actor().is_limited() {
        true => Err(Refusal::Forbidden.into()),
        false => Ok(()),
    }
}

fn plain(field: &FieldDef, value: &Value) -> Result<Zeroizing<String>> {
    if let Value::Sealed(sealed) = value
        && let Some(key) = &sealed.missing_key
    {
        let key = key.clone();
        return Err(Error::invalid(&field.key, Problem::KeyMissing { key }));
    }
    Ok(Zeroizing::new(value.said().unwrap_or_default().to_owned()))
}

/// Which fields of which records were shown: not what they say.
async fn note(desk: &Desk, shown: &[(Granted, Vec<String>)]) -> Result<()> {
    let mut write = desk.write().await?;
    for (granted, keys) in shown {
        let changes: BTreeMap<String, [Value; 2]> = keys
            .iter()
            .map(|key| (key.clone(), [Value::Empty, Value::Empty]))
            .collect();
        write.note(granted, EventAction::Seen, changes);
    }
    write.commit().await
}
