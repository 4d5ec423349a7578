//! Records that became one are parted again.

use contract::dto::merging::Merged;
use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Action, Refusal, Value};
use uuid::Uuid;

use super::journal::{self, Journal};
use crate::{Desk, Result, activities, consents, records, sealing, sharing};

/// Takes a merge back: the records that went come back with what pointed to them, the one that stayed has its values
/// again. What somebody changed since then stays as they left it.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Forbidden`]; [`Refusal::Invalid`] where another record has a unique value of theirs
/// by now.
pub async fn undo(desk: &Desk, id: Uuid) -> Result<Merged> {
    let row = journal::load(desk, id).await?.ok_or(Refusal::NotFound)?;
    let object = desk.object(&row.object)?;
    let into = desk.granted(&row.object, row.into_id, Action::Edit).await?;
    let into = records::with_several(desk, into).await?;
    if row.undone_at.is_some() {
        return journal::told(&row, true);
    }
    let journal: Journal = serde_json::from_str(&row.journal)?;
    let parted = desk.clone().for_request(Uuid::now_v7());
    let others = desk.granted_among_bin(&object.key, &journal.others).await?;
    let mut write = parted.write().await?;
    if !journal::end(write.transaction(), desk, id).await? {
        return super::one(desk, id).await;
    }
    let mut values = Values::new();
    let kept = |key: &String, value: &Value| {
        let mut value = value.clone();
        sealing::from_journal(desk, &object, into.id(), key, &mut value);
        value
    };
    for (key, after) in &journal.after {
        if into.record().value(key).same(&kept(key, after))
            && let Some(before) = journal.before.get(key)
        {
            values.insert(key.clone(), kept(key, before));
        }
    }
    write.update(&into, values, EventAction::Restored).await?;
    for granted in &others {
        write.restore(granted).await?;
    }
    let described = desk.crm().descriptions();
    for (other, field, moved) in &journal.moved {
        let Some(other) = described.whole().iter().find(|object| object.key == *other) else {
            continue;
        };
        if let Some(field) = other.field(field) {
            write.repoint_back(other, field, moved, into.id()).await?;
        }
    }
    sharing::part(&write, &journal.shares, into.id()).await?;
    journal::put_files_back(write.transaction(), &journal.files).await?;
    let touched: Vec<Uuid> = std::iter::once(into.id())
        .chain(journal.others.iter().copied())
        .collect();
    let records: Vec<_> = touched.iter().map(|id| (object.key.clone(), *id)).collect();
    consents::part(&write, id, &records).await?;
    activities::refresh(&write, &object.key, touched).await?;
    write.commit().await?;
    super::one(desk, id).await
}
