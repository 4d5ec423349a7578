//! Formulas of records that are there already.

use std::collections::BTreeSet;

use contract::value::Values;
use contract::{FieldDef, ObjectDef, Record, Value};
use uuid::Uuid;

use super::formula::Formula;
use crate::Result;
use crate::access::Write;

/// Records read at once.
const CHUNK: usize = 1_000;

/// Reckons anew, for some records, the formulas that follow from fields `keys`; answers the keys with those of all
/// these formulas.
///
/// # Errors
/// When the database fails.
pub(super) async fn follow_up(
    write: &Write<'_>,
    object: &str,
    keys: BTreeSet<String>,
    ids: &BTreeSet<Uuid>,
) -> Result<BTreeSet<String>> {
    let descriptions = write.desk().crm().descriptions();
    let (Some(object), Some(plan)) = (descriptions.object(object), descriptions.plan(object))
    else {
        return Ok(keys);
    };
    let formulas = plan.following(keys.clone());
    if formulas.is_empty() {
        return Ok(keys);
    }
    let fields = needed(&object, &formulas);
    let all: Vec<Uuid> = ids.iter().copied().collect();
    for ids in all.chunks(CHUNK) {
        let records = write.standing(&object, &fields, ids).await?;
        reckon(write, &object, &formulas, &records).await?;
    }
    let followed = formulas.iter().map(|formula| formula.field().key.clone());
    Ok(keys.into_iter().chain(followed).collect())
}

/// The fields that some formulas read and write.
pub(super) fn needed<'o>(object: &'o ObjectDef, formulas: &[&Formula]) -> Vec<&'o FieldDef> {
    let is_needed = |field: &&FieldDef| {
        let mut formulas = formulas.iter();
        formulas.any(|formula| {
            formula.fields().contains(&field.key) || formula.field().key == field.key
        })
    };
    object.fields.iter().filter(is_needed).collect()
}

/// Reckons formulas, each behind those it reads, and keeps the results that are other ones.
///
/// # Errors
/// When the database fails.
pub(super) async fn reckon(
    write: &Write<'_>,
    object: &ObjectDef,
    formulas: &[&Formula],
    records: &[Record],
) -> Result<()> {
    let mut rows: Vec<(Uuid, Values)> = Vec::new();
    for record in records {
        let mut values = Values::new();
        let mut is_other = false;
        for formula in formulas {
            let key = &formula.field().key;
            let value = formula
                .value(object, Some(record), &values)
                .unwrap_or(Value::Empty);
            is_other |= !record.value(key).same(&value);
            values.insert(key.clone(), value);
        }
        if is_other {
            rows.push((record.id, values));
        }
    }
    let fields: Vec<&FieldDef> = formulas.iter().map(|formula| formula.field()).collect();
    write.keep_derived(object, &fields, &rows).await
}
