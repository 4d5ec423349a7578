//! How the records of an object are marked and addressed.

use contract::{Catalogue, ObjectDef, objects};
use uuid::Uuid;

use crate::ui::AvatarShape;

/// The shape of a record's avatar; `None` for what is neither a company nor a person.
pub(crate) fn shape_of(object: &ObjectDef) -> Option<AvatarShape> {
    match object.key.as_str() {
        objects::ACCOUNT => Some(AvatarShape::Company),
        objects::CONTACT | objects::LEAD | objects::USER => Some(AvatarShape::Person),
        _ => None,
    }
}

/// Where a record stands; `None` for an object that the person may not see or that has no pages.
#[must_use]
pub fn record_address(catalogue: &Catalogue, object: &str, id: Uuid) -> Option<String> {
    let object = catalogue.object(object).filter(|object| object.key != objects::USER)?;
    Some(format!("/{}/{id}", object.path))
}
