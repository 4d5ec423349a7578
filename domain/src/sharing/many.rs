//! Many records shared by one deed, and taken back with it.

use std::collections::HashMap;

use chrono::Utc;
use contract::dto::sharing::{ShareEnd, ShareState, Subject, Terms};
use contract::{Action, ObjectDef, Problem, Reach, Refusal};
use entity::share;
use uuid::Uuid;

use super::{check, row};
use crate::access::Write;
use crate::{Desk, Result};

/// Checks what is wrong with sharing whatever record it meets: whoever may edit some by their own roles may share those.
///
/// # Errors
/// [`Refusal::NotFound`] for objects that cannot be shared, [`Refusal::Forbidden`], and [`Refusal::Invalid`] as `give`.
pub(crate) async fn check_many(desk: &Desk, object: &ObjectDef, terms: &Terms) -> Result<()> {
    if !check::is_shareable(desk, &object.key) {
        return Err(Refusal::NotFound.into());
    }
    if desk.actor().is_limited() || desk.by_roles().reach(&object.key, Action::Edit) == Reach::None
    {
        return Err(Refusal::Forbidden.into());
    }
    let any = terms.of(&object.key, Subject::Record(Uuid::nil()));
    check::filled(desk, &any).await
}

/// Why nothing is shared any more: a deed on many may last longer than what it gives.
pub(crate) fn too_late(terms: &Terms) -> Option<Refusal> {
    let is_over = terms.until.is_some_and(|until| until <= Utc::now());
    is_over.then(|| Refusal::invalid("until", Problem::Past))
}

/// Shares records that the asker may share, in the transaction of the deed. What the same have for good at another level
/// is replaced; at the same level it stays as it is. Answers how many were shared.
///
/// # Errors
/// When the database fails.
pub(crate) async fn give_many(
    write: &Write<'_>,
    job: Uuid,
    object: &str,
    ids: &[Uuid],
    terms: &Terms,
) -> Result<u64> {
    let mut known: HashMap<Uuid, share::Model> = HashMap::new();
    if terms.until.is_none() && terms.ends_with.is_none() {
        let held = row::for_good(write, object, ids, &terms.holder).await?;
        known.extend(held.into_iter().filter_map(|row| Some((row.record?, row))));
    }
    let mut given = Vec::with_capacity(ids.len());
    for id in ids {
        let mut new = row::of(
            write,
            &terms.of(object, Subject::Record(*id)),
            ShareState::Live,
        )?;
        if let Some(before) = known.get(id) {
            if before.may_edit == new.may_edit {
                continue;
            }
            row::put_end(write, before, ShareEnd::Person, ShareState::Ended).await?;
            new.replaced = Some(before.id);
        }
        new.job = Some(job);
        given.push(new);
    }
    let noted: Vec<_> = given
        .iter()
        .map(|given| row::noted(given, row::SHARED))
        .collect();
    write.note_all_beside(&noted).await?;
    let count = given.len() as u64;
    row::insert_all(write, given).await?;
    Ok(count)
}

/// Ends the next of what a deed gave, and gives again what it took the place of. Answers how many ended, none when
/// nothing is left. What somebody ended or changed since by hand stays as they left it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn take_back_many(write: &Write<'_>, job: Uuid, most: u64) -> Result<u64> {
    let mut ended = 0;
    for given in row::of_job(write, job, most).await? {
        row::put_end(write, &given, ShareEnd::Person, ShareState::Ended).await?;
        if let Some(before) = given.replaced {
            row::revive(write, before).await?;
        }
        ended += 1;
    }
    Ok(ended)
}
