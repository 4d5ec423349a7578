//! Records become one.

use contract::dto::merging::{Merge, Merged};
use contract::dto::records::EventAction;
use contract::objects::{USER, is_person};
use contract::value::Values;
use contract::{Action, FieldKind, ObjectDef, Refusal, Value};
use uuid::Uuid;

use super::journal::{self, Journal};
use super::propose::checked;
use crate::access::Granted;
use crate::records::{self, Origin};
use crate::{Desk, Result, activities, consents, sharing};

/// Makes several records one, in one transaction. Records that point to the others point to the one that stays.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker may change all of them and delete those that go, [`Refusal::Outdated`] when
/// one was changed since it was looked at, [`Refusal::Invalid`] at the fields of the chosen values.
pub async fn merge(desk: &Desk, asked: Merge) -> Result<Merged> {
    if let Some(row) = journal::load(desk, asked.id).await? {
        desk.granted(&row.object, row.into_id, Action::See).await?;
        return journal::told(&row, true);
    }
    let object = desk.object(&asked.object)?;
    if object.key == USER {
        return Err(Refusal::Forbidden.into());
    }
    let ids = std::iter::once(asked.into.0).chain(asked.others.iter().map(|(id, _)| *id));
    checked(ids.collect())?;
    let into = looked_at(desk, &asked.object, asked.into, Action::Edit).await?;
    let mut others = Vec::new();
    for other in &asked.others {
        desk.granted(&asked.object, other.0, Action::Edit).await?;
        others.push(looked_at(desk, &asked.object, *other, Action::Delete).await?);
    }
    let gone: Vec<Uuid> = others.iter().map(Granted::id).collect();
    let mut values = asked.values;
    said_by_others(&others, &mut values);
    leave_out_own(&object, &into, &gone, &mut values);
    // What belongs to a record that goes is free for the one that stays, so only the others can be in the way.
    let before = Some(into.record());
    let problems = records::prepare(desk, &object, before, &mut values, Origin::Many).await?;
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let may_follow = sharing::may_follow(desk, &asked.object, into.id()).await?;
    let of_merge = desk.clone().for_request(asked.id);
    let mut write = of_merge.write().await?;
    let mut journal = Journal {
        others: gone.clone(),
        ..Journal::default()
    };
    for granted in &others {
        write.merge_away(granted, into.id()).await?;
    }
    for (key, value) in &values {
        let before = write.for_journal(&object, into.id(), key, into.record().value(key))?;
        journal.before.insert(key.clone(), before);
        let after = write.for_journal(&object, into.id(), key, value)?;
        journal.after.insert(key.clone(), after);
    }
    write.update(&into, values, EventAction::Merged).await?;
    for other in desk.crm().descriptions().whole() {
        for field in other.relations_to(&object.key) {
            let moved = write.repoint(other, field, &gone, into.id()).await?;
            if !moved.is_empty() {
                journal
                    .moved
                    .push((other.key.clone(), field.key.clone(), moved));
            }
        }
    }
    let tx = write.transaction();
    journal.files = journal::move_files(tx, &object.key, &gone, into.id()).await?;
    journal.shares = sharing::bind(&write, &object.key, &gone, into.id()).await?;
    if may_follow {
        let followed = sharing::follow(&write, &object.key, &gone, into.id()).await?;
        journal.shares.extend(followed);
    }
    let row = journal::insert(tx, desk, asked.id, &object.key, into.id(), &journal).await?;
    activities::refresh(&write, &object.key, vec![into.id()]).await?;
    if is_person(&object.key) {
        let one = |id: &Uuid| (object.key.clone(), *id);
        let others: Vec<_> = gone.iter().map(one).collect();
        consents::join(&write, &one(&into.id()), &others, Some(asked.id)).await?;
    }
    write.commit().await?;
    journal::told(&row, true)
}

/// Of a sensitive value the page knows the mask alone: it means that of the first record that goes and shows the same.
fn said_by_others(others: &[Granted], values: &mut Values) {
    for (key, value) in values.iter_mut() {
        let Value::Sealed(_) = &*value else { continue };
        let mut theirs = others.iter().map(|granted| granted.record().value(key));
        if let Some(meant) = theirs.find(|theirs| theirs.same(value)) {
            *value = meant.clone();
        }
    }
}

/// What pointed to a record that becomes a part of it would point to itself.
fn leave_out_own(object: &ObjectDef, into: &Granted, gone: &[Uuid], values: &mut Values) {
    for field in object.relations_to(&object.key) {
        let wanted = values.get(&field.key);
        let held = wanted.unwrap_or_else(|| into.record().value(&field.key));
        let is_gone = held.id().is_some_and(|id| gone.contains(&id));
        if is_gone && field.kind == FieldKind::Relation {
            values.insert(field.key.clone(), Value::Empty);
        }
    }
}

/// The record, if it still is as it was looked at.
async fn looked_at(
    desk: &Desk,
    object: &str,
    (id, version): (Uuid, i32),
    action: Action,
) -> Result<Granted> {
    let granted = records::with_several(desk, desk.granted(object, id, action).await?).await?;
    if granted.record().version == version {
        return Ok(granted);
    }
    let last = granted.events(desk, None, 1).await?.pop();
    let changed_by = last.map(|event| event.actor).unwrap_or_default();
    Err(Refusal::Outdated { changed_by }.into())
}
