//! Stored values sealed, opened or sealed anew: in batches, each of which is one transaction with the place it came to.

use std::sync::Arc;

use contract::dto::sealing::{Progress, Sealing};
use contract::{FieldDef, ObjectDef};
use entity::sealing::Model;
use zeroize::Zeroizing;

use super::journal::{self, Deed};
use super::seal::{Opened, key_of};
use super::values::{blind, place};
use super::{counts, history, inventory, rotate, secrets};
use crate::access::{Stored, Write};
use crate::{Crm, Desk, Result, rounds};

/// Records of one batch.
const BATCH: u64 = 500;

/// Looks for such work now and again for as long as somebody holds the CRM, and reads anew what keys there are.
///
/// # Errors
/// What the first round fails with.
pub async fn keep_on(crm: &Arc<Crm>) -> Result<()> {
    rounds::keep(crm, "sealing", |crm| async move {
        crm.keyring().read_again();
        catch_up(&crm).await?;
        secrets::settle(&crm).await?;
        rotate::settle(&crm.system_desk("sealing")).await
    })
    .await
}

/// Does everything that is ordered.
///
/// # Errors
/// When the database fails; the next call goes on from where it stood.
pub async fn catch_up(crm: &Arc<Crm>) -> Result<()> {
    let desk = crm.system_desk("sealing");
    let mut has_worked = false;
    while step(&desk).await? {
        has_worked = true;
        tokio::task::yield_now().await;
    }
    match has_worked {
        true => crm.refresh().await,
        false => Ok(()),
    }
}

/// What is going on with the fields of an object.
///
/// # Errors
/// When the database fails.
pub async fn progress(desk: &Desk, object: &str) -> Result<Vec<Progress>> {
    let rows = journal::pending(desk.crm().door().house()).await?;
    let of_object = rows.into_iter().filter(|row| row.object == object);
    Ok(of_object
        .map(|row| Progress {
            what: match Deed::of(&row) {
                Deed::Seal => Sealing::Seals,
                Deed::Open => Sealing::Opens,
                Deed::Again => Sealing::SealsAgain,
            },
            done: u64::try_from(row.done).unwrap_or_default(),
            field: row.field,
        })
        .collect())
}

/// One batch; `false` when nothing is ordered that can be done.
async fn step(desk: &Desk) -> Result<bool> {
    let rows = journal::pending(desk.crm().door().house()).await?;
    for row in rows {
        let Some((object, field)) = described(desk, &row) else {
            let write = desk.write().await?;
            journal::end(&write, &row).await?;
            write.commit().await?;
            return Ok(true);
        };
        // Without a key it waits until there is one again.
        if Deed::of(&row) != Deed::Open && desk.crm().keys().active().is_none() {
            continue;
        }
        batch(desk, row, &object, &field).await?;
        return Ok(true);
    }
    Ok(false)
}

/// The field as it is described, also one that was put away.
fn described(desk: &Desk, row: &Model) -> Option<(Arc<ObjectDef>, FieldDef)> {
    let descriptions = desk.crm().descriptions();
    let is_object = |object: &&Arc<ObjectDef>| object.key == row.object;
    let object = descriptions.whole().iter().find(is_object)?;
    let field = object.field(&row.field)?.clone();
    let is_meant = field.sensitive != (Deed::of(row) == Deed::Open);
    is_meant.then(|| (Arc::clone(object), field))
}

async fn batch(desk: &Desk, row: Model, object: &ObjectDef, field: &FieldDef) -> Result<()> {
    let mut write = desk.write().await?;
    if !journal::still(&write, &row).await? {
        return Ok(());
    }
    if row.seq.is_some() {
        return history::batch(write, row, field).await;
    }
    let found = write.stored_after(object, field, row.after, BATCH).await?;
    let Some(last) = found.last().map(|stored| stored.id) else {
        return after_records(write, row, object, field).await;
    };
    let count = i64::try_from(found.len()).unwrap_or_default();
    let changed = changed(&write, Deed::of(&row), object, field, found)?;
    write.store(object, field, &changed).await?;
    if object.duplicates.contains(&field.key) {
        let ids: Vec<_> = changed.iter().map(|stored| stored.id).collect();
        write.liken_anew(object, &ids).await?;
    }
    if Deed::of(&row) != Deed::Open {
        inventory::note_key(&write).await?;
    }
    let row = Model {
        after: Some(last),
        done: row.done + count,
        ..row
    };
    journal::move_on(&write, row).await?;
    write.silence();
    write.commit().await
}

/// Texts as they are to be stored, of those that are stored otherwise. What cannot be opened stays as it is.
fn changed(
    write: &Write<'_>,
    deed: Deed,
    object: &ObjectDef,
    field: &FieldDef,
    found: Vec<Stored>,
) -> Result<Vec<Stored>> {
    let crm = write.desk().crm();
    let (keys, home) = (crm.keys(), crm.settings().country);
    let mut changed = Vec::new();
    for Stored { id, text, .. } in found {
        let place = place(object, field, id);
        let key = key_of(&text);
        let plain = match keys.open(place, &text) {
            Opened::Plain(plain) => plain,
            Opened::NotSealed => Zeroizing::new(text.clone()),
            Opened::Locked(_) => continue,
        };
        if deed == Deed::Open {
            if key.is_some() {
                let text = plain.to_string();
                changed.push(Stored {
                    id,
                    text,
                    blind: None,
                });
            }
        } else if (key.is_none() || key != keys.active())
            && let Some(text) = keys.seal(place, &plain)?
        {
            let blind = blind(&keys, home, object, field, &plain);
            changed.push(Stored { id, text, blind });
        }
    }
    Ok(changed)
}

/// What another process wrote meanwhile, which did not know of it yet, is looked for once more; then comes the log.
async fn after_records(
    write: Write<'_>,
    row: Model,
    object: &ObjectDef,
    field: &FieldDef,
) -> Result<()> {
    let desk = write.desk().clone();
    let left = counts::left(&desk, Deed::of(&row), object, field).await?;
    // What does not get fewer cannot be opened.
    let goes_on = left > 0 && row.left_over.is_none_or(|before| left < before);
    match Deed::of(&row) {
        _ if goes_on => {
            let again = Model {
                after: None,
                done: 0,
                left_over: Some(left),
                ..row
            };
            journal::move_on(&write, again).await?;
        }
        Deed::Seal => {
            journal::move_on(
                &write,
                Model {
                    seq: Some(0),
                    ..row
                },
            )
            .await?
        }
        Deed::Open | Deed::Again => journal::end(&write, &row).await?,
    }
    write.commit().await
}
