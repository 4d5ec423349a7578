//! An operation that was checked and looked up, and waits for its transaction.

use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Action, ObjectDef, Record, Refusal};
use uuid::Uuid;

use super::one::{may_make, refuse_stale};
use super::{Deed, Done, Expected, Operation, Outcome, by_key};
use crate::access::{Granted, NewRecord, Write};
use crate::records::{self, Origin};
use crate::{Desk, Error, Result};

/// What is left to do of an operation.
pub(super) enum Prepared {
    Insert(Box<NewRecord>),
    Update(Box<Granted>, Values),
    Delete(Box<Granted>),
    Refused(Refusal),
}

impl Prepared {
    /// Checks an operation and looks up what it needs. What is refused is no error: it is the answer.
    pub(super) async fn of(desk: &Desk, object: &ObjectDef, operation: &Operation) -> Result<Self> {
        match look_up(desk, object, operation).await {
            Err(Error::Refused(refusal)) => Ok(Self::Refused(refusal)),
            other => other,
        }
    }

    /// Does it, inside a transaction.
    pub(super) async fn apply(
        self,
        desk: &Desk,
        object: &ObjectDef,
        write: &mut Write<'_>,
    ) -> Result<Outcome> {
        let done = match self {
            Self::Refused(refusal) => return Ok(Err(refusal)),
            Self::Insert(record) => {
                let id = record.id;
                records::insert(write, object, *record).await?;
                Done {
                    id,
                    version: 1,
                    deed: Deed::Created,
                }
            }
            Self::Update(granted, values) => Done {
                id: granted.id(),
                version: records::apply(write, &granted, values, EventAction::Updated).await?,
                deed: Deed::Updated,
            },
            Self::Delete(granted) => {
                records::put_away(write, desk, &granted).await?;
                Done {
                    id: granted.id(),
                    version: granted.record().version + 1,
                    deed: Deed::Deleted,
                }
            }
        };
        Ok(Ok(done))
    }
}

async fn look_up(desk: &Desk, object: &ObjectDef, operation: &Operation) -> Result<Prepared> {
    match operation {
        Operation::Refused(refusal) => Ok(Prepared::Refused(refusal.clone())),
        Operation::Create { values } => insertion(desk, object, values.clone()).await,
        Operation::Update {
            id,
            expected,
            values,
        } => {
            let granted = desk.granted(&object.key, *id, Action::Edit).await?;
            change(desk, granted, *expected, values.clone()).await
        }
        Operation::Delete { id, expected } => {
            let granted = desk.granted(&object.key, *id, Action::Delete).await?;
            refuse_stale(desk, &granted, *expected).await?;
            Ok(Prepared::Delete(Box::new(granted)))
        }
        Operation::Upsert {
            field,
            value,
            values,
        } => match by_key::target(desk, &object.key, field, value).await? {
            Some(granted) => change(desk, granted, Expected::Any, values.clone()).await,
            None => {
                let mut values = values.clone();
                values.insert(field.clone(), value.clone());
                insertion(desk, object, values).await
            }
        },
    }
}

async fn insertion(desk: &Desk, object: &ObjectDef, values: Values) -> Result<Prepared> {
    may_make(desk, &object.key)?;
    let values = accepted(desk, object, None, values).await?;
    Ok(Prepared::Insert(Box::new(NewRecord {
        id: Uuid::now_v7(),
        values,
        batch: None,
    })))
}

async fn change(
    desk: &Desk,
    granted: Granted,
    expected: Expected,
    values: Values,
) -> Result<Prepared> {
    let granted = records::with_several(desk, granted).await?;
    refuse_stale(desk, &granted, expected).await?;
    let values = accepted(desk, granted.object(), Some(granted.record()), values).await?;
    Ok(Prepared::Update(Box::new(granted), values))
}

async fn accepted(
    desk: &Desk,
    object: &ObjectDef,
    before: Option<&Record>,
    mut values: Values,
) -> Result<Values> {
    let problems = records::prepare(desk, object, before, &mut values, Origin::Program).await?;
    if problems.is_empty() {
        Ok(values)
    } else {
        Err(Refusal::Invalid(problems).into())
    }
}
