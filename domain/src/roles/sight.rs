//! What somebody sees, and by what: asked by the same door that they themselves ask.

use contract::dto::roles::{Sight, SightRight};
use contract::objects::USER;
use contract::{Action, FieldRight, ObjectDef, Reach, Refusal};
use uuid::Uuid;

use crate::{Desk, Error, Result};

/// Records are counted to this number.
const COUNTED: u64 = 10_000;

/// What a person sees of each object, how far each of their rights reaches and through which of their roles; for
/// administrators.
///
/// # Errors
/// [`Refusal::Forbidden`], and [`Refusal::NotFound`] when there is no such user any more.
pub async fn sight_of(desk: &Desk, user: Uuid) -> Result<Vec<Sight>> {
    desk.must_administer()?;
    let theirs = match desk.crm().desk_of(user).await {
        Err(Error::Refused(Refusal::SignIn)) => return Err(Refusal::NotFound.into()),
        other => other?,
    };
    let descriptions = desk.crm().descriptions();
    let own = descriptions.all().iter();
    let mut sights = Vec::new();
    for object in own.filter(|object| object.line_of.is_none() && object.key != USER) {
        sights.push(Sight {
            object: object.key.clone(),
            count: count(&theirs, &object.key).await?,
            rights: Action::ALL
                .map(|action| right(&theirs, object, action))
                .into(),
            hidden: hidden(&theirs, object),
        });
    }
    Ok(sights)
}

async fn count(theirs: &Desk, object: &str) -> Result<u64> {
    match theirs.visible(object) {
        Ok(visible) => visible.count_to(COUNTED).await,
        Err(Error::Refused(_)) => Ok(0),
        Err(error) => Err(error),
    }
}

fn right(theirs: &Desk, object: &ObjectDef, action: Action) -> SightRight {
    let reach = theirs.reach(&object.key, action);
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

fn hidden(theirs: &Desk, object: &ObjectDef) -> Vec<String> {
    if theirs.reach(&object.key, Action::See) == Reach::None {
        return Vec::new();
    }
    let keys = object.fields.iter().map(|field| field.key.clone());
    keys.filter(|key| theirs.field_right(&object.key, key) == FieldRight::Hidden)
        .collect()
}
