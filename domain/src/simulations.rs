//! Looking at the product as somebody else, to see what they see.
//!
//! Administrators do it, with a reason, from one session and for half an hour. Who looks reads what the other one may
//! read and changes nothing: their [`Actor`](crate::access::Actor) lets only reading through, and the door before
//! which they stand begins no transaction and writes by connections on which the database itself refuses to. What
//! stands in the log of it was done by who looks, never by whom they look as.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::sync::Arc;
use std::time::Duration;

use chrono::{SubsecRound, TimeDelta, Utc};
use contract::dto::session::{Person, Simulation};
use contract::{Problem, Refusal};
use entity::{session, simulation};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};
use uuid::Uuid;

use crate::access::Origin;
use crate::log::{Note, note, note_at_door};
use crate::{Crm, Desk, Error, Result, rounds};

/// After so long it ends by itself.
pub const LASTS: TimeDelta = TimeDelta::minutes(30);
/// The longest reason, in characters.
const LONGEST: u32 = 500;
/// How often it is looked for those that are over.
const EVERY: Duration = Duration::from_secs(30);

/// Begins to look as somebody else, in the session of that key. Whoever looked as another one in it ceases to.
///
/// # Errors
/// [`Refusal::Forbidden`] for everybody but administrators, and for looking as oneself or as another administrator, who
/// sees no less; [`Refusal::NotFound`] when there is no such user any more, [`Refusal::Invalid`] at `reason`.
pub async fn begin(desk: &Desk, session: &str, user: Uuid, reason: &str) -> Result<Simulation> {
    desk.must_be_themselves()?;
    desk.must_administer()?;
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let reason = checked(reason)?;
    let crm = desk.crm();
    let whom = match crm.desk_of(user).await {
        Err(Error::Refused(Refusal::SignIn)) => return Err(Refusal::NotFound.into()),
        other => other?,
    };
    if user == me || whom.actor().is_administrator() {
        return Err(Refusal::Forbidden.into());
    }
    end_in(crm, session).await?;
    let now = Utc::now().trunc_subsecs(3);
    let row = simulation::ActiveModel {
        id: Set(Uuid::now_v7()),
        session_key: Set(session.to_owned()),
        by_id: Set(me),
        user_id: Set(user),
        reason: Set(reason.clone()),
        begun_at: Set(now),
        ends_at: Set(now + LASTS),
    };
    let row = row.insert(crm.door().house().write()).await?;
    let began = Note::SimulationBegan {
        user,
        name: whom.actor().name().to_owned(),
        reason,
        until: row.ends_at,
    };
    note(desk, began).await?;
    Ok(told(crm, row))
}

fn checked(reason: &str) -> Result<String> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("reason", Problem::Required));
    }
    if reason.chars().count() > LONGEST as usize {
        return Err(Error::invalid(
            "reason",
            Problem::TooLong { limit: LONGEST },
        ));
    }
    Ok(reason.to_owned())
}

/// Ends what somebody looks at in a session, if anything. Also at the end of the session itself.
///
/// # Errors
/// When the database fails.
pub async fn end_in(crm: &Crm, session: &str) -> Result<()> {
    let of_session = simulation::Entity::find().filter(simulation::Column::SessionKey.eq(session));
    for row in of_session.all(crm.door().house().read()).await? {
        close(crm, row).await?;
    }
    Ok(())
}

/// The desk of a session: that of its user, or of whom they look as. `simulation` is what the session says of it, with
/// the key of the session; what is over, or began in another session, counts for nothing.
///
/// # Errors
/// [`Refusal::SignIn`] when there is no such user any more.
pub async fn desk_of(crm: &Arc<Crm>, user: Uuid, simulation: Option<(Uuid, &str)>) -> Result<Desk> {
    let own = crm.desk_of(user).await?;
    let Some((id, session)) = simulation else {
        return Ok(own);
    };
    let found = simulation::Entity::find_by_id(id)
        .filter(simulation::Column::ById.eq(user))
        .filter(simulation::Column::SessionKey.eq(session))
        .one(crm.door().house().read())
        .await?;
    let Some(row) = found else { return Ok(own) };
    if row.ends_at > Utc::now()
        && own.actor().is_administrator()
        && let Some(desk) = as_whom(&own, &row).await?
    {
        return Ok(desk);
    }
    close(crm, row).await?;
    Ok(own)
}

/// `None` when they are gone, or have become an administrator meanwhile.
async fn as_whom(own: &Desk, row: &simulation::Model) -> Result<Option<Desk>> {
    let crm = own.crm();
    match crm.desk_of_looker(own, told(crm, row.clone())).await {
        Ok(desk) if desk.actor().is_administrator() => Ok(None),
        Ok(desk) => Ok(Some(desk)),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether somebody still looks as somebody else.
///
/// # Errors
/// When the database fails.
pub async fn is_open(crm: &Crm, id: Uuid) -> Result<bool> {
    let found = simulation::Entity::find_by_id(id)
        .filter(simulation::Column::EndsAt.gt(Utc::now()))
        .one(crm.door().house().read())
        .await?;
    Ok(found.is_some())
}

/// Notes in the log what is opened by who looks as somebody else; what people open for themselves is not noted.
pub(crate) async fn note_look(desk: &Desk, object: &str, id: Option<Uuid>) -> Result<()> {
    if desk.actor().simulation().is_none() {
        return Ok(());
    }
    let object = object.to_owned();
    note(desk, Note::LookedAt { object, id }).await
}

/// Ends from now on what is over by time or with its session, so that the log tells of the end at its time.
pub fn follow(crm: &Arc<Crm>) {
    let round = |crm: Arc<Crm>| async move { sweep(&crm).await.map(drop) };
    rounds::keep_on_every(EVERY, crm, "simulations", round);
}

/// Ends what is over by time or with its session. Answers how many ended.
///
/// # Errors
/// When the database fails.
pub async fn sweep(crm: &Crm) -> Result<usize> {
    let now = Utc::now();
    let living = session::Entity::find()
        .select_only()
        .column(session::Column::Key)
        .filter(session::Column::ExpiresAt.gt(now));
    let over = sea_orm::Condition::any()
        .add(simulation::Column::EndsAt.lte(now))
        .add(
            simulation::Column::SessionKey.not_in_subquery(sea_orm::QueryTrait::into_query(living)),
        );
    let rows = simulation::Entity::find().filter(over);
    let rows = rows.all(crm.door().house().read()).await?;
    let count = rows.len();
    for row in rows {
        close(crm, row).await?;
    }
    Ok(count)
}

/// Ends one, and notes it; of several who do so at once, one notes it.
async fn close(crm: &Crm, row: simulation::Model) -> Result<()> {
    let gone = simulation::Entity::delete_by_id(row.id)
        .exec(crm.door().house().write())
        .await?;
    if gone.rows_affected != 1 {
        return Ok(());
    }
    let ended = told(crm, row);
    let nowhere = Origin {
        address: None,
        device: String::new(),
    };
    let note = Note::SimulationEnded {
        user: ended.user.id,
        name: ended.user.name,
    };
    note_at_door(crm, Some((ended.by.id, &ended.by.name)), &nowhere, note).await
}

fn told(crm: &Crm, row: simulation::Model) -> Simulation {
    let people = crm.people();
    let person = |id: Uuid| Person {
        id,
        name: people.name(id).unwrap_or_default().to_owned(),
    };
    Simulation {
        id: row.id,
        by: person(row.by_id),
        user: person(row.user_id),
        reason: row.reason,
        until: row.ends_at,
    }
}

/// Makes one that is open end at a moment.
#[cfg(any(test, feature = "testing"))]
pub async fn end_at(crm: &Crm, id: Uuid, at: chrono::DateTime<Utc>) -> Result<()> {
    let row = simulation::ActiveModel {
        id: Set(id),
        ends_at: Set(at),
        ..Default::default()
    };
    row.update(crm.door().house().write()).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
