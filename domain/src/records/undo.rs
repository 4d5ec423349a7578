//! Taking back what one deed did, by its events in the log.

use std::collections::BTreeMap;

use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Action, ObjectDef, Value};
use entity::event;
use uuid::Uuid;

use crate::access::{Granted, Write, several_of, word};
use crate::{Desk, Result, activities};

/// Takes back changes of records of one object inside a transaction, the last change first. What somebody changed
/// since then by hand stays as they left it. Answers how many records are as they were.
///
/// # Errors
/// When the database fails.
pub(crate) async fn take_back(
    write: &mut Write<'_>,
    object: &ObjectDef,
    events: &[event::Model],
) -> Result<u64> {
    let desk = write.desk().clone();
    let of = |action: EventAction| -> Vec<Uuid> {
        events
            .iter()
            .filter(|event| event.action == word(action))
            .map(|event| event.record_id)
            .collect()
    };
    let mut touched: Vec<Values> = Vec::new();
    let mut done = 0;
    let deleted = of(EventAction::Deleted);
    for granted in desk.granted_among_bin(&object.key, &deleted).await? {
        write.restore(&granted).await?;
        touched.push(granted.record().values.clone());
        done += 1;
    }
    let restored = of(EventAction::Restored);
    for granted in desk
        .granted_among(&object.key, &restored, Action::Delete)
        .await?
    {
        write.delete(&granted).await?;
        touched.push(granted.record().values.clone());
        done += 1;
    }
    let updated = of(EventAction::Updated);
    let granted = with_several(&desk, object, &updated).await?;
    for granted in &granted {
        let values = as_it_was(granted, events)?;
        touched.push(granted.record().values.clone());
        let mut after = granted.record().values.clone();
        after.extend(values.clone());
        touched.push(after);
        write.update(granted, values, EventAction::Updated).await?;
        done += 1;
    }
    activities::follow(write, &object.key, &touched).await?;
    Ok(done)
}

async fn with_several(desk: &Desk, object: &ObjectDef, ids: &[Uuid]) -> Result<Vec<Granted>> {
    let mut several = several_of(desk, object, ids.to_vec()).await?;
    let mut granted = desk.granted_among(&object.key, ids, Action::Edit).await?;
    for granted in &mut granted {
        granted.set_several(several.remove(&granted.id()).unwrap_or_default());
    }
    Ok(granted)
}

/// What the fields held before the events, where they still hold what the events made of them.
fn as_it_was(granted: &Granted, events: &[event::Model]) -> Result<Values> {
    let mut values = Values::new();
    for event in events
        .iter()
        .filter(|event| event.record_id == granted.id())
    {
        let changes: BTreeMap<String, [Value; 2]> = serde_json::from_str(&event.changes)?;
        for (field, [was, became]) in changes {
            let now = values
                .get(&field)
                .unwrap_or_else(|| granted.record().value(&field));
            if now.same(&became) {
                values.insert(field, was);
            }
        }
    }
    Ok(values)
}
