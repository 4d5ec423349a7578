//! The ways by which people come in, and switching passwords off.
#![expect(clippy::disallowed_methods, reason = "reads a table of the house")]

use contract::dto::providers::{PasswordsStanding, WaysIn};
use contract::{Problem, Refusal, Value};
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::log::{Note, note_within};
use crate::{Crm, Desk, Error, Result, passkeys, providers, settings, users};

/// The setting that says that passwords open nothing.
const OFF: &str = "passwords_off";
/// How many people are named who could not come in.
const NAMED: usize = 20;

/// Whether passwords open nothing any more. Read anew each time: the command line may have changed it a moment ago.
///
/// # Errors
/// When the database fails.
pub(crate) async fn are_passwords_off(crm: &Crm) -> Result<bool> {
    let kept = settings::one(crm.door().house(), OFF).await?;
    Ok(kept.as_deref() == Some("true"))
}

/// Refuses at a field where passwords are switched off.
///
/// # Errors
/// [`Problem::PasswordsOff`] at that field.
pub(crate) async fn must_take_passwords(crm: &Crm, field: &str) -> Result<()> {
    match are_passwords_off(crm).await? {
        true => Err(Error::invalid(field, Problem::PasswordsOff)),
        false => Ok(()),
    }
}

/// By what one comes in here.
///
/// # Errors
/// When the database fails.
pub async fn at_door(crm: &Crm) -> Result<WaysIn> {
    Ok(WaysIn {
        are_passwords_off: are_passwords_off(crm).await?,
        providers: providers::offers(crm).await?,
    })
}

/// Whether somebody comes in by something else than a link, or than a provider, of that id.
///
/// # Errors
/// When the database fails.
pub(crate) async fn has_another(crm: &Crm, user: Uuid, without: Option<Uuid>) -> Result<bool> {
    Ok(has_password(crm, user).await?
        || passkeys::has_any(crm, user).await?
        || providers::opening(crm, user, without).await? > 0)
}

/// Whether somebody comes in by something else than passkeys, or can be given a password.
///
/// # Errors
/// When the database fails.
pub(crate) async fn has_more_than_passkeys(crm: &Crm, user: Uuid) -> Result<bool> {
    Ok(!are_passwords_off(crm).await? || providers::opening(crm, user, None).await? > 0)
}

async fn has_password(crm: &Crm, user: Uuid) -> Result<bool> {
    let found = user::Entity::find_by_id(user)
        .one(crm.door().house().read())
        .await?;
    let has_one = found.is_some_and(|found| found.password_hash.is_some());
    Ok(has_one && !are_passwords_off(crm).await?)
}

/// How it stands with passwords, and whom it would shut out to switch them off; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn passwords(desk: &Desk) -> Result<PasswordsStanding> {
    desk.must_administer()?;
    let crm = desk.crm();
    let present = user::Entity::find()
        .filter(user::Column::DeletedAt.is_null())
        .order_by_asc(user::Column::NameSort);
    let people = present.all(crm.door().house().read()).await?;
    let by_key = passkeys::holders(crm).await?;
    let linked = providers::linked_people(crm).await?;
    let has_way = |id: Uuid| by_key.contains(&id) || linked.contains(&id);
    let without: Vec<&user::Model> = people.iter().filter(|one| !has_way(one.id)).collect();
    Ok(PasswordsStanding {
        are_off: are_passwords_off(crm).await?,
        may_end: desk.actor().id().is_some_and(has_way),
        people: people.len() as u64,
        without: without.len() as u64,
        names: without
            .iter()
            .take(NAMED)
            .map(|one| one.name.clone())
            .collect(),
    })
}

/// Switches passwords off, or on again; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Problem::OwnWayFirst`] at `passwords` for who comes in by a password alone.
pub async fn switch_passwords(desk: &Desk, off: bool) -> Result<()> {
    desk.must_administer()?;
    let crm = desk.crm();
    if off {
        let me = desk.actor().id().ok_or(Refusal::Forbidden)?;
        let has_way =
            passkeys::has_any(crm, me).await? || providers::opening(crm, me, None).await? > 0;
        if !has_way {
            return Err(Error::invalid("passwords", Problem::OwnWayFirst));
        }
    }
    let before = are_passwords_off(crm).await?;
    let write = desk.write().await?;
    settings::set(write.transaction(), OFF, if off { "true" } else { "" }).await?;
    if off {
        users::end_resets(write.transaction()).await?;
    }
    let change = [Value::YesNo(!before), Value::YesNo(!off)];
    let told = Note::administered("sign_in", Uuid::nil(), "passwords", change);
    note_within(&write, told).await?;
    write.commit().await
}
