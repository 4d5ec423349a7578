//! One record against the version that the program knows.

use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Action, Reach, Record, Refusal};
use uuid::Uuid;

use super::Expected;
use crate::access::{Granted, NewRecord};
use crate::records::{self, Origin};
use crate::{Desk, Error, Result};

/// How often a write that means any version is tried again when somebody else wrote between look and write.
const TRIES: usize = 4;

/// A record.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn read(desk: &Desk, object: &str, id: Uuid) -> Result<Record> {
    records::read(desk, desk.granted(object, id, Action::See).await?).await
}

/// Makes a record under a new id. When it is there already, made by an earlier try of the same request, it is answered
/// as it is.
///
/// # Errors
/// [`Refusal::Invalid`] with every problem at its field, [`Refusal::Forbidden`].
pub async fn create(desk: &Desk, object: &str, id: Uuid, mut values: Values) -> Result<Record> {
    if let Ok(granted) = desk.granted(object, id, Action::See).await {
        return records::read(desk, granted).await;
    }
    may_make(desk, object)?;
    let described = desk.object(object)?;
    let problems = records::prepare(desk, &described, None, &mut values, Origin::Program).await?;
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let mut write = desk.write().await?;
    let record = NewRecord {
        id,
        values,
        batch: None,
    };
    records::insert(&mut write, &described, record).await?;
    write.commit().await?;
    read(desk, object, id).await
}

/// Who may make no such records is told so, and not what would be wrong with one.
pub(super) fn may_make(desk: &Desk, object: &str) -> Result<()> {
    match desk.reach(object, Action::Create) {
        Reach::None => Err(Refusal::Forbidden.into()),
        _ => Ok(()),
    }
}

/// Changes fields of a record.
///
/// # Errors
/// [`Refusal::Conflict`] without clashes when another version stands there, [`Refusal::Invalid`],
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn update(
    desk: &Desk,
    object: &str,
    id: Uuid,
    expected: Expected,
    values: Values,
) -> Result<Record> {
    for _ in 0..TRIES {
        let granted = desk.granted(object, id, Action::Edit).await?;
        let granted = records::with_several(desk, granted).await?;
        refuse_stale(desk, &granted, expected).await?;
        let written = records::write(
            desk,
            &granted,
            values.clone(),
            Origin::Program,
            EventAction::Updated,
        );
        match written.await {
            Err(Error::Refused(Refusal::NotFound)) => {}
            Err(error) => return Err(error),
            Ok(()) => return as_left(desk, granted).await,
        }
    }
    Err(Refusal::NotFound.into())
}

/// Whoever hands a record over may not see it any more: then they get it as it left their hands.
async fn as_left(desk: &Desk, granted: Granted) -> Result<Record> {
    match read(desk, &granted.object().key, granted.id()).await {
        Err(Error::Refused(Refusal::NotFound)) => Ok(records::handed_over(desk, granted)),
        read => read,
    }
}

/// Puts a record into the bin.
///
/// # Errors
/// As [`update`].
pub async fn delete(desk: &Desk, object: &str, id: Uuid, expected: Expected) -> Result<()> {
    for _ in 0..TRIES {
        let granted = desk.granted(object, id, Action::Delete).await?;
        refuse_stale(desk, &granted, expected).await?;
        let mut write = desk.write().await?;
        match records::put_away(&mut write, desk, &granted).await {
            Err(Error::Refused(Refusal::NotFound)) => {}
            Err(error) => return Err(error),
            Ok(()) => return write.commit().await,
        }
    }
    Err(Refusal::NotFound.into())
}

/// Refuses a change that was made against another version, and tells what stands there.
pub(super) async fn refuse_stale(desk: &Desk, granted: &Granted, expected: Expected) -> Result<()> {
    if !expected.is_not(granted.record().version) {
        return Ok(());
    }
    Err(Refusal::Conflict {
        current: Box::new(records::read(desk, granted.clone()).await?),
        clashes: Vec::new(),
        changed_by: String::new(),
    }
    .into())
}
