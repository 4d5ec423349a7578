//! What somebody sees, and by what: asked by the same door that they themselves ask.

use std::collections::BTreeMap;

use contract::dto::roles::{COUNTED, PersonSight, Sight, SightRight};
use contract::objects::USER;
use contract::{Action, FieldRight, ObjectDef, Reach, Refusal};
use uuid::Uuid;

use crate::access::Visible;
use crate::users::all_below;
use crate::{Desk, Error, Result};

/// What a person sees of each object, how far each of their rights reaches and through which of their roles; for
/// administrators.
///
/// # Errors
/// [`Refusal::Forbidden`], and [`Refusal::NotFound`] when there is no such user any more.
pub async fn sight_of(desk: &Desk, user: Uuid) -> Result<PersonSight> {
    desk.must_administer()?;
    let theirs = match desk.crm().desk_of(user).await {
        Err(Error::Refused(Refusal::SignIn)) => return Err(Refusal::NotFound.into()),
        other => other?,
    };
    let descriptions = desk.crm().descriptions();
    let own = descriptions.all().iter();
    let own = own.filter(|object| object.line_of.is_none() && object.key != USER);
    let objects: Vec<_> = own.collect();
    let sees = counts(&theirs, &objects, Action::See).await?;
    let edits = counts(&theirs, &objects, Action::Edit).await?;
    let count = |counts: &BTreeMap<String, u64>, key: &str| counts.get(key).copied();
    let sights = objects.iter().map(|object| Sight {
        object: object.key.clone(),
        sees: count(&sees, &object.key).unwrap_or_default(),
        edits: count(&edits, &object.key).unwrap_or_default(),
        rights: Action::ALL
            .map(|action| right(&theirs, object, action))
            .into(),
        is_shared: theirs.holds(&object.key, Action::See),
        narrowed: narrowed(&theirs, object),
    });
    Ok(PersonSight {
        roles: theirs.actor().roles().to_vec(),
        teams: match theirs.actor().team() {
            Some(own) => all_below(desk.crm().door().house(), own).await?,
            None => Vec::new(),
        },
        objects: sights.collect(),
    })
}

/// How many records of each object they may do something with: one question for all of them, and one more than is told
/// of, so that it is known whether there are more.
async fn counts(
    theirs: &Desk,
    objects: &[&std::sync::Arc<ObjectDef>],
    action: Action,
) -> Result<BTreeMap<String, u64>> {
    let (mut keys, mut asked) = (Vec::new(), Vec::new());
    for object in objects {
        match theirs.within_reach(&object.key, action) {
            Ok(visible) => {
                keys.push(object.key.clone());
                asked.push(visible);
            }
            Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let counts = Visible::counts_to(asked, COUNTED + 1).await?;
    Ok(keys.into_iter().zip(counts).collect())
}

fn right(theirs: &Desk, object: &ObjectDef, action: Action) -> SightRight {
    let reach = theirs.reach_of_roles(&object.key, action);
    let roles = theirs.crm().roles();
    let held = theirs.actor().roles().iter();
    let through = held.filter(|key| {
        let role = roles.role(key);
        reach > Reach::None && role.is_some_and(|role| role.reach(&object.key, action) == reach)
    });
    SightRight {
        action,
        reach,
        through: through.cloned().collect(),
    }
}

fn narrowed(theirs: &Desk, object: &ObjectDef) -> BTreeMap<String, FieldRight> {
    if theirs.reach(&object.key, Action::See) == Reach::None {
        return BTreeMap::new();
    }
    let keys = object.fields.iter().map(|field| field.key.clone());
    keys.map(|key| {
        let right = theirs.field_right(&object.key, &key);
        (key, right)
    })
    .filter(|(_, right)| *right < FieldRight::Edit)
    .collect()
}
