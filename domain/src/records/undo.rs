//! Taking back what one deed did, by its events in the log.

use std::collections::BTreeSet;

use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Action, ObjectDef};
use entity::event;
use uuid::Uuid;

use crate::access::{Granted, Write, several_of, word};
use crate::{Desk, Result, activities, sealing};

/// A value that somebody wrote after the deed that is taken back.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) record: Uuid,
    /// The name of the record.
    pub(crate) title: String,
    /// Key of the field.
    pub(crate) field: String,
}

/// Takes back changes of records of one object inside a transaction, the last change first. What somebody changed
/// since then by hand stays as they left it: that is the answer.
///
/// # Errors
/// When the database fails.
pub(crate) async fn take_back(
    write: &mut Write<'_>,
    object: &ObjectDef,
    events: &[event::Model],
) -> Result<Vec<Kept>> {
    let desk = write.desk().clone();
    let of = |action: EventAction| -> Vec<Uuid> {
        events
            .iter()
            .filter(|event| event.action == word(action))
            .map(|event| event.record_id)
            .collect()
    };
    let mut touched: Vec<Values> = Vec::new();
    let mut kept = Vec::new();
    let deleted = of(EventAction::Deleted);
    for granted in desk.granted_among_bin(&object.key, &deleted).await? {
        write.restore(&granted).await?;
        touched.push(granted.record().values.clone());
    }
    let restored = of(EventAction::Restored);
    for granted in desk
        .granted_among(&object.key, &restored, Action::Delete)
        .await?
    {
        write.delete(&granted).await?;
        touched.push(granted.record().values.clone());
    }
    let updated = of(EventAction::Updated);
    let granted = with_several(&desk, object, &updated).await?;
    for granted in &granted {
        let (values, stays) = as_it_was(&desk, granted, events)?;
        kept.extend(stays.into_iter().map(|field| Kept {
            record: granted.id(),
            title: granted.record().text(&object.title).to_owned(),
            field,
        }));
        touched.push(granted.record().values.clone());
        let mut after = granted.record().values.clone();
        after.extend(values.clone());
        touched.push(after);
        write.update(granted, values, EventAction::Updated).await?;
    }
    activities::follow(write, &object.key, &touched).await?;
    Ok(kept)
}

async fn with_several(desk: &Desk, object: &ObjectDef, ids: &[Uuid]) -> Result<Vec<Granted>> {
    let mut several = several_of(desk, object, ids.to_vec()).await?;
    let mut granted = desk.granted_among(&object.key, ids, Action::Edit).await?;
    for granted in &mut granted {
        granted.set_several(several.remove(&granted.id()).unwrap_or_default());
    }
    Ok(granted)
}

/// What the fields held before the events, where they still hold what the events made of them; and the fields that hold
/// something else by now.
fn as_it_was(
    desk: &Desk,
    granted: &Granted,
    events: &[event::Model],
) -> Result<(Values, BTreeSet<String>)> {
    let (mut values, mut stays) = (Values::new(), BTreeSet::new());
    let is_typed = |key: &str| {
        let field = granted.object().field(key);
        field.is_some_and(|field| field.derived.is_none())
    };
    for event in events
        .iter()
        .filter(|event| event.record_id == granted.id())
    {
        let changes = sealing::from_log(desk, granted.object(), event)?;
        for (field, [was, became]) in changes {
            let now = values
                .get(&field)
                .unwrap_or_else(|| granted.record().value(&field));
            if now.same(&became) {
                values.insert(field, was);
            } else if !now.same(&was) && is_typed(&field) {
                stays.insert(field);
            }
        }
    }
    Ok((values, stays))
}
