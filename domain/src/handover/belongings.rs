//! What somebody owns.

use contract::dto::bulk::Selection;
use contract::dto::handover::{Belongings, Owned};
use contract::objects::{ACTIVITY, USER};
use contract::{Filter, ListQuery, ObjectDef, Operator, Refusal};
use uuid::Uuid;

use super::things;
use crate::{Desk, Result, activities, api_keys, bulk};

/// What a user owns, in numbers; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn belongings(desk: &Desk, user: Uuid) -> Result<Belongings> {
    desk.must_administer()?;
    desk.crm().knows(user).await?;
    let people = desk.crm().people();
    let name = people.name(user).ok_or(Refusal::NotFound)?.to_owned();
    let mut objects = Vec::new();
    for object in desk.crm().descriptions().all() {
        let Some(selection) = owned(object, user) else {
            continue;
        };
        let count = bulk::count(desk, &selection).await?;
        if count > 0 {
            let object = object.key.clone();
            objects.push(Owned { object, count });
        }
    }
    let [views, plans] = things::counts(desk, user).await?;
    Ok(Belongings {
        name,
        has_left: !people.all().iter().any(|one| one.id == user),
        objects,
        views,
        plans,
        keys: api_keys::living(desk, user).await?,
    })
}

/// The records of an object that go to somebody else when a user leaves; `None` for objects whose records nobody owns. Of
/// activities, what was done stays with who did it.
pub(super) fn owned(object: &ObjectDef, user: Uuid) -> Option<Selection> {
    let is_owned = object
        .field("owner")
        .is_some_and(|owner| owner.is_typed() && owner.column().is_some());
    if !is_owned || object.line_of.is_some() || object.key == USER {
        return None;
    }
    let mut filters = vec![Filter::new("owner", Operator::Is, &user.to_string())];
    if object.key == ACTIVITY {
        let open = activities::OPEN.join("|");
        filters.push(Filter::new("status", Operator::AnyOf, &open));
    }
    let query = ListQuery {
        object: object.key.clone(),
        filters,
        ..ListQuery::default()
    };
    Some(Selection {
        object: object.key.clone(),
        matching: Some(query),
        ..Selection::default()
    })
}
