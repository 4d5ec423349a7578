//! Deeds on fields.

use contract::dto::defining::FieldChange;
use contract::{FieldDef, FieldProblem, ObjectDef, Problem, Refusal, Unsealable};

use super::keys::{is_reserved, word};
use super::merge::merge;
use super::objects::{filled, stored};
use super::pipelines::own_stages;
use super::store::Change;
use super::{check, usage};
use crate::{Desk, Result, derived};

/// The most fields an object has, its own and added ones together; SQLite takes 2,000 columns.
pub(super) const MOST: usize = 500;

/// Adds a field, or changes one that is there. Its kind and where it points stay for ever; a field of another kind is
/// another field.
///
/// # Errors
/// [`Refusal::Invalid`] with each problem, at the part of the field it belongs to; [`Refusal::Outdated`].
pub async fn save_field(desk: &Desk, asked: FieldChange) -> Result<ObjectDef> {
    let is_busy = desk.crm().is_being_sealed(&asked.object, &asked.field.key);
    let mut change = Change::begin(desk).await?;
    let merged = merge(&change.described)?;
    let object = merged
        .iter()
        .find(|object| object.key == asked.object && !object.retired)
        .ok_or(Refusal::NotFound)?;
    let before = object.field(&asked.field.key);
    let mut field = match before {
        Some(before) => changed(before, asked.field),
        None => added(object, asked.field),
    };
    own_stages(object, before, &mut field);
    let mut problems = check::problems(&merged, object, before, &field);
    let is_sealed = before.is_none_or(|before| before.sensitive);
    if is_busy && (field.unique || field.sensitive != is_sealed) {
        let busy = Problem::NotSensitive(Unsealable::Busy);
        problems.push(FieldProblem::new("sensitive", busy));
    }
    if problems.is_empty() && field.unique && !before.is_some_and(|before| before.unique) {
        problems.extend(usage::repeated(desk, object, &field).await?);
    }
    if problems.is_empty() {
        problems.extend(wrong_expression(desk, &merged, object, &field));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let (key, body) = (field.key.clone(), serde_json::to_string(&field)?);
    change
        .keep_field(&asked.object, &key, body, asked.version)
        .await?;
    if field.derived.is_some() && before.is_none_or(|before| before.derived != field.derived) {
        change.write_anew(&asked.object, &key).await?;
    }
    change.commit(&asked.object).await
}

/// Puts a field away: its values are kept and shown nowhere.
///
/// # Errors
/// [`Refusal::Forbidden`] for the field that names a record and for those the product needs, [`Refusal::Outdated`].
pub async fn put_field_away(
    desk: &Desk,
    object: &str,
    key: &str,
    version: i32,
) -> Result<ObjectDef> {
    retire(desk, object, key, version, true).await
}

/// Brings a field back with its values.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::Outdated`].
pub async fn bring_field_back(
    desk: &Desk,
    object: &str,
    key: &str,
    version: i32,
) -> Result<ObjectDef> {
    retire(desk, object, key, version, false).await
}

async fn retire(
    desk: &Desk,
    object: &str,
    key: &str,
    version: i32,
    retired: bool,
) -> Result<ObjectDef> {
    let mut change = Change::begin(desk).await?;
    let merged = merge(&change.described)?;
    let described = merged
        .iter()
        .find(|described| described.key == object)
        .ok_or(Refusal::NotFound)?;
    let mut field = described.field(key).ok_or(Refusal::NotFound)?.clone();
    let is_needed = field.system || field.required && !field.is_custom() || key == described.title;
    if is_needed || key == "owner" {
        return Err(Refusal::Forbidden.into());
    }
    field.retired = retired;
    change
        .keep_field(object, key, serde_json::to_string(&field)?, version)
        .await?;
    if field.derived.is_some() && !retired {
        change.write_anew(object, key).await?;
    }
    change.commit(object).await
}

/// What is wrong with a formula, a roll-up or a pattern.
fn wrong_expression(
    desk: &Desk,
    objects: &[ObjectDef],
    object: &ObjectDef,
    field: &FieldDef,
) -> Option<FieldProblem> {
    let troubles = derived::troubles(desk, objects, object, field);
    (!troubles.is_empty())
        .then(|| FieldProblem::new("derived", Problem::WrongExpression { troubles }))
}

/// What an administrator may not change stays as it was.
fn changed(before: &FieldDef, asked: FieldDef) -> FieldDef {
    FieldDef {
        key: before.key.clone(),
        kind: before.kind,
        relation: before.relation.clone(),
        stored: before.stored.clone(),
        system: before.system,
        retired: before.retired,
        within: if before.is_custom() {
            asked.within.clone()
        } else {
            before.within.clone()
        },
        synonyms: before.synonyms.clone(),
        label: filled(&asked.label),
        help: asked
            .help
            .filter(|help| !help.en.is_empty() || !help.zh.is_empty()),
        choices: with_keys(asked.choices),
        derived: before.derived.as_ref().and(asked.derived),
        ..asked
    }
}

fn added(object: &ObjectDef, asked: FieldDef) -> FieldDef {
    let label = filled(&asked.label);
    FieldDef {
        key: word(&label, "field", |key| {
            is_reserved(key) || object.field(key).is_some()
        }),
        stored: Some(stored("f")),
        system: false,
        retired: false,
        synonyms: Vec::new(),
        help: asked
            .help
            .filter(|help| !help.en.is_empty() || !help.zh.is_empty()),
        choices: with_keys(asked.choices),
        label,
        ..asked
    }
}

/// New choices get a key from their label; a key never changes, since records carry it.
fn with_keys(mut choices: Vec<contract::Choice>) -> Vec<contract::Choice> {
    for place in 0..choices.len() {
        if choices[place].key.is_empty() {
            let label = filled(&choices[place].label);
            let key = word(&label, "choice", |key| {
                choices.iter().any(|choice| choice.key == key)
            });
            choices[place].key = key;
        }
        choices[place].label = filled(&choices[place].label);
    }
    choices
}
