//! The objects of an address, as the program may see them.

use std::sync::Arc;

use axum::extract::path::ErrorKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use contract::{Action, FieldDef, ObjectDef, Reach, Refusal};
use domain::Desk;
use domain::records::{Origin, may_set};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::problem::{Kind, Problem};

/// What only the product itself understands: a deal's place between its neighbours on the board.
const OWN_BUSINESS: &str = "board_rank";

/// The parts of a path. What cannot be one is no address of ours.
pub(super) struct Place<T>(pub(super) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Place<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(place)) => Ok(Self(place)),
            Err(PathRejection::FailedToDeserializePathParams(error))
                if matches!(error.kind(), ErrorKind::InvalidUtf8InPathParam { .. }) =>
            {
                Err(Problem::new(Kind::Malformed, "The path is not UTF-8."))
            }
            Err(_) => Err(Problem::not_found()),
        }
    }
}

/// All objects of which the program may see something, in the order of the menu.
pub(super) fn all(desk: &Desk) -> Vec<Arc<ObjectDef>> {
    let descriptions = desk.crm().descriptions();
    let is_seen = |object: &&Arc<ObjectDef>| may(desk, object, Action::See);
    descriptions.all().iter().filter(is_seen).cloned().collect()
}

/// The object of a path, or of a key, as the place is named to which a merged record went.
pub(super) fn of(desk: &Desk, path: &str) -> Result<Arc<ObjectDef>, Problem> {
    let descriptions = desk.crm().descriptions();
    descriptions
        .by_path(path)
        .or_else(|| descriptions.object(path))
        .filter(|object| may(desk, object, Action::See))
        .ok_or_else(Problem::not_found)
}

/// Whether the program may do something with any record of an object.
pub(super) fn may(desk: &Desk, object: &ObjectDef, action: Action) -> bool {
    desk.reach(&object.key, action) > Reach::None
}

/// Refuses what the program may do with no record of an object, before anything else is looked at.
pub(super) fn must(desk: &Desk, object: &ObjectDef, action: Action) -> Result<(), Problem> {
    if may(desk, object, action) {
        Ok(())
    } else {
        Err(Refusal::Forbidden.into())
    }
}

/// The fields that are told.
pub(super) fn fields(object: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    object
        .fields
        .iter()
        .filter(|field| field.key != OWN_BUSINESS)
}

/// The field of that key, if it is told.
pub(super) fn field<'o>(object: &'o ObjectDef, key: &str) -> Option<&'o FieldDef> {
    fields(object).find(|field| field.key == key)
}

/// Whether a program may set a field. A file is put on a record by the pages.
pub(super) fn is_writable(field: &FieldDef) -> bool {
    may_set(field, Origin::Program) && field.kind != contract::FieldKind::File
}

/// The id in a path, in the one form that the API writes.
pub(super) fn id(text: &str) -> Result<Uuid, Problem> {
    strict_id(text).ok_or_else(Problem::not_found)
}

/// An id as RFC 9562 writes it: hyphens, no braces.
pub(super) fn strict_id(text: &str) -> Option<Uuid> {
    (text.len() == 36).then(|| text.parse().ok()).flatten()
}
