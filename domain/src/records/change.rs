//! Making, changing and deleting one record.

use contract::dto::records::{Change, EventAction};
use contract::objects::USER;
use contract::refusal::Clash;
use contract::value::Values;
use contract::{Action, Problem, Record, Refusal};
use uuid::Uuid;

use super::fill;
use super::fill::leave_out;
use super::rules::{Origin, prepare, taken};
use crate::access::{Granted, NewRecord, Write};
use crate::{Desk, Error, Result, activities, users};

/// How often a write is tried again when somebody else wrote between look and write.
const TRIES: usize = 4;

/// Makes a record under an id that the client chose; when that id is there already, a second try of the same
/// form, the record as it is.
///
/// # Errors
/// [`Refusal::Invalid`] with every problem at its field, [`Refusal::Forbidden`].
pub async fn create(desk: &Desk, object: &str, id: Uuid, mut values: Values) -> Result<Record> {
    let described = desk.object(object)?;
    if let Ok(granted) = desk.granted(object, id, Action::See).await {
        return read(desk, granted).await;
    }
    let problems = prepare(desk, &described, None, &mut values, Origin::Form).await?;
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let mut write = desk.write().await?;
    insert(
        &mut write,
        &described,
        NewRecord {
            id,
            values,
            batch: None,
        },
    )
    .await?;
    write.commit().await?;
    read(desk, desk.granted(object, id, Action::See).await?).await
}

/// Inserts one record and what follows from it, inside a transaction.
///
/// # Errors
/// As [`Write::insert`].
pub(crate) async fn insert(
    write: &mut Write<'_>,
    object: &contract::ObjectDef,
    record: NewRecord,
) -> Result<()> {
    let values = record.values.clone();
    write
        .insert(object, vec![record], EventAction::Created)
        .await?;
    activities::follow(write, &object.key, [&values]).await
}

/// Changes fields of a record. What somebody else changed meanwhile in other fields stays; the same field
/// changed twice is a conflict.
///
/// # Errors
/// [`Refusal::Conflict`] with each clashing field, [`Refusal::Invalid`], [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn update(desk: &Desk, change: Change) -> Result<Record> {
    let mut granted = desk
        .granted(&change.object, change.id, Action::Edit)
        .await?;
    for _ in 0..TRIES {
        granted = with_several(desk, granted).await?;
        refuse_clashes(desk, &granted, &change).await?;
        match write(
            desk,
            &granted,
            change.values.clone(),
            Origin::Form,
            EventAction::Updated,
        )
        .await
        {
            Err(Error::Refused(Refusal::NotFound)) => {
                granted = desk
                    .granted(&change.object, change.id, Action::Edit)
                    .await?
            }
            Err(error) => return Err(error),
            Ok(()) => break,
        }
    }
    // Who hands a record over may not see it any more: then they get it as it left their hands.
    match desk.granted(&change.object, change.id, Action::See).await {
        Ok(granted) => read(desk, granted).await,
        Err(Error::Refused(Refusal::NotFound)) => Ok(handed_over(desk, granted)),
        Err(error) => Err(error),
    }
}

/// Sets fields of a record on behalf of the asker, whatever version stands there; for deeds that mean one thing
/// (done, another time) and cannot clash.
///
/// # Errors
/// [`Refusal::Invalid`], [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub(crate) async fn set(desk: &Desk, object: &str, id: Uuid, values: Values) -> Result<Record> {
    for _ in 0..TRIES {
        let granted = desk.granted(object, id, Action::Edit).await?;
        match write(
            desk,
            &granted,
            values.clone(),
            Origin::Deed,
            EventAction::Updated,
        )
        .await
        {
            Err(Error::Refused(Refusal::NotFound)) => {}
            Err(error) => return Err(error),
            Ok(()) => return read(desk, desk.granted(object, id, Action::See).await?).await,
        }
    }
    Err(Refusal::NotFound.into())
}

/// Writes values into a record that was looked up for it: checks, row, event and what follows, in one transaction.
///
/// # Errors
/// [`Refusal::NotFound`] when somebody else wrote it meanwhile: look again.
pub(crate) async fn write(
    desk: &Desk,
    granted: &Granted,
    mut values: Values,
    origin: Origin,
    action: EventAction,
) -> Result<()> {
    let problems = prepare(
        desk,
        granted.object(),
        Some(granted.record()),
        &mut values,
        origin,
    )
    .await?;
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let mut write = desk.write().await?;
    apply(&mut write, granted, values, action).await?;
    write.commit().await
}

/// Writes values that [`prepare`] found no problem with, and what follows from them, inside a transaction. Answers the
/// new version.
///
/// # Errors
/// [`Refusal::NotFound`] when somebody else wrote it meanwhile: look again.
pub(crate) async fn apply(
    write: &mut Write<'_>,
    granted: &Granted,
    values: Values,
    action: EventAction,
) -> Result<i32> {
    let mut after = granted.record().values.clone();
    after.extend(values.clone());
    let version = write.update(granted, values, action).await?;
    activities::follow(
        write,
        &granted.object().key,
        [&granted.record().values, &after],
    )
    .await?;
    Ok(version)
}

/// Whether a record may go into the bin, or come back from it. What is in the way is no error here: it is the answer.
///
/// # Errors
/// When the database fails.
pub(crate) async fn may_go(
    desk: &Desk,
    granted: &Granted,
    is_restored: bool,
) -> Result<std::result::Result<Values, Refusal>> {
    if is_restored {
        let values = &granted.record().values;
        let problems = taken(desk, granted.object(), None, values).await?;
        if !problems.is_empty() {
            return Ok(Err(Refusal::Invalid(problems)));
        }
    } else if granted.object().key == USER
        && users::is_last_administrator(desk, granted.record()).await?
    {
        let problem = Refusal::invalid("role", Problem::LastAdministrator);
        return Ok(Err(problem));
    }
    Ok(Ok(Values::new()))
}

/// Puts a record into the bin.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`].
pub async fn delete(desk: &Desk, object: &str, id: Uuid) -> Result<()> {
    for _ in 0..TRIES {
        let granted = desk.granted(object, id, Action::Delete).await?;
        let mut write = desk.write().await?;
        match put_away(&mut write, desk, &granted).await {
            Err(Error::Refused(Refusal::NotFound)) => continue,
            Err(error) => return Err(error),
            Ok(()) => return write.commit().await,
        }
    }
    Err(Refusal::NotFound.into())
}

/// Puts a record into the bin with what follows from it, inside a transaction.
///
/// # Errors
/// [`Refusal::NotFound`] when somebody else wrote it meanwhile: look again.
pub(crate) async fn put_away(write: &mut Write<'_>, desk: &Desk, granted: &Granted) -> Result<()> {
    let object = &granted.object().key;
    if let Err(refusal) = may_go(desk, granted, false).await? {
        return Err(refusal.into());
    }
    write.delete(granted).await?;
    activities::follow(write, object, [&granted.record().values]).await
}

/// Brings a record back from the bin as it was.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not in the bin or not theirs to bring back.
pub async fn restore(desk: &Desk, object: &str, id: Uuid) -> Result<Record> {
    let granted = desk.granted_in_bin(object, id).await?;
    if let Err(refusal) = may_go(desk, &granted, true).await? {
        return Err(refusal.into());
    }
    let mut write = desk.write().await?;
    write.restore(&granted).await?;
    activities::follow(&write, object, [&granted.record().values]).await?;
    write.commit().await?;
    read(desk, desk.granted(object, id, Action::See).await?).await
}

/// A record as it left the hands of who handed it over, with what they might see of it.
pub(crate) fn handed_over(desk: &Desk, granted: Granted) -> Record {
    let mut records = [granted.into_record()];
    leave_out(desk, &mut records);
    let [record] = records;
    record
}

/// The record as its asker sees it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn read(desk: &Desk, granted: Granted) -> Result<Record> {
    let object = desk.object(&granted.object().key)?;
    let mut records = [granted.into_record()];
    fill(desk, &object, &mut records).await?;
    let [record] = records;
    Ok(record)
}

/// Tags and the like stand in a table of their own; a change of them needs to know the old ones.
///
/// # Errors
/// When the database fails.
pub(crate) async fn with_several(desk: &Desk, mut granted: Granted) -> Result<Granted> {
    let several = crate::access::several_of(desk, granted.object(), vec![granted.id()]).await?;
    granted.set_several(several.into_values().next().unwrap_or_default());
    Ok(granted)
}

/// A field is a clash when the form began from another value than stands there now, and wants a third.
async fn refuse_clashes(desk: &Desk, granted: &Granted, change: &Change) -> Result<()> {
    let record = granted.record();
    if record.version == change.version {
        return Ok(());
    }
    let clashes: Vec<Clash> = change
        .values
        .iter()
        .filter_map(|(field, mine)| {
            let (base, theirs) = (change.base.get(field)?, record.value(field));
            let is_clash = !theirs.same(base) && !theirs.same(mine);
            is_clash.then(|| Clash {
                field: field.clone(),
                base: base.clone(),
                mine: mine.clone(),
                theirs: theirs.clone(),
            })
        })
        .collect();
    if clashes.is_empty() {
        return Ok(());
    }
    let last = granted.events(desk, None, 1).await?.pop();
    let current = read(desk, granted.clone()).await?;
    let clashes = clashes
        .into_iter()
        .map(|clash| Clash {
            theirs: current.value(&clash.field).clone(),
            ..clash
        })
        .collect();
    let changed_by = last.map(|event| event.actor).unwrap_or_default();
    Err(Refusal::Conflict {
        current: Box::new(current),
        clashes,
        changed_by,
    }
    .into())
}
