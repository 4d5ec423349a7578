//! What a record has without being told.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use contract::value::Values;
use contract::{Action, FieldKind, Link, ObjectDef, Record, Value};
use uuid::Uuid;

use super::Origin;
use crate::{Desk, Result};

/// Completes values by what they point to, by who writes them, and by the defaults of their fields.
pub(super) async fn complete(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
    origin: Origin,
) -> Result<()> {
    // An import asks for a whole batch what each row takes over, see `import/engine/trade.rs`.
    if matches!(origin, Origin::Form | Origin::Deed | Origin::Program) {
        inherit(desk, object, before, values).await?;
    }
    if before.is_none() {
        own(desk, object, values);
        start(desk, object, values, origin);
    }
    Ok(())
}

/// What a record takes over from what it points to: a payment belongs to whom its contract belongs, what is about a
/// deal is about its customer too. A record that the asker may not see passes nothing on.
async fn inherit(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    values: &mut Values,
) -> Result<()> {
    let mut known: HashMap<Uuid, Option<Record>> = HashMap::new();
    for field in &object.fields {
        let held = values.get(&field.key);
        let held = held.or(before.map(|before| before.value(&field.key)));
        if field.inherits.is_empty() || held.is_some_and(|value| !value.is_empty()) {
            continue;
        }
        for by in field.inherits.iter().filter_map(|by| object.field(by)) {
            // A value that was taken out by hand stays out until the relation is another one.
            let (Some(id), Some(target)) = (values.get(&by.key).and_then(Value::id), &by.relation)
            else {
                continue;
            };
            let theirs = match known.entry(id) {
                Entry::Occupied(seen) => seen.into_mut(),
                Entry::Vacant(unseen) => {
                    unseen.insert(match desk.granted(target, id, Action::See).await {
                        Ok(granted) => Some(granted.into_record()),
                        Err(crate::Error::Refused(_)) => None,
                        Err(error) => return Err(error),
                    })
                }
            };
            if let Some(value) = theirs
                .as_ref()
                .map(|record| record.value(&field.key))
                .filter(|value| !value.is_empty())
            {
                values.insert(field.key.clone(), value.clone());
                break;
            }
        }
    }
    Ok(())
}

/// A new record belongs to who makes it, unless it says otherwise.
fn own(desk: &Desk, object: &ObjectDef, values: &mut Values) {
    let lacks_owner =
        object.field("owner").is_some() && values.get("owner").is_none_or(Value::is_empty);
    if let Some(me) = desk.actor().id().filter(|_| lacks_owner) {
        values.insert("owner".to_owned(), Value::Link(Link::to(me)));
    }
}

/// What a new record has where nothing else was said. Who leaves a field empty on purpose says so; a file has blanks.
fn start(desk: &Desk, object: &ObjectDef, values: &mut Values, origin: Origin) {
    for field in &object.fields {
        let Some(default) = &field.default else {
            continue;
        };
        let is_said = values
            .get(&field.key)
            .is_some_and(|value| origin != Origin::File || !value.is_empty());
        if is_said {
            continue;
        }
        let value = match (field.kind, default) {
            (FieldKind::User, Value::Text(word)) if word == "me" => desk
                .actor()
                .id()
                .map_or(Value::Empty, |me| Value::Link(Link::to(me))),
            (_, default) => default.clone(),
        };
        values.insert(field.key.clone(), value);
    }
}
