//! The passkeys of a person: seen, named and removed, by themselves and by administrators.

use contract::dto::passkeys::{OwnPasskeys, PasskeyInfo};
use contract::{Problem, Refusal, Value};
use entity::passkey;
use uuid::Uuid;

use super::place::{Place, standing};
use super::table;
use super::telling::{News, tell};
use crate::log::{Note, note};
use crate::{Desk, Error, Result, factors, sessions, ways};

/// The longest name of a passkey, in characters.
const LONGEST: u32 = 60;

/// The asker's passkeys, and whether one can be added where they stand.
///
/// # Errors
/// When the database fails.
pub async fn own(desk: &Desk, place: &Place) -> Result<OwnPasskeys> {
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let rows = table::of_user(desk.crm(), me).await?;
    Ok(OwnPasskeys {
        place: standing(desk.crm(), place).await?,
        is_last_kept: is_last_kept(desk, me, rows.len()).await?,
        keys: rows.into_iter().map(info).collect(),
    })
}

/// Calls one of the asker's passkeys something else.
///
/// # Errors
/// [`Refusal::Invalid`] at `name`; [`Refusal::NotFound`].
pub async fn rename(desk: &Desk, id: Uuid, name: &str) -> Result<()> {
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let name = checked(name)?;
    let row = one(desk, me, id).await?;
    table::rename(desk.crm(), id, &name).await?;
    let change = [Value::Text(row.name), Value::Text(name)];
    note(desk, Note::administered("passkey", me, "name", change)).await
}

/// Removes one of the asker's passkeys; it opens nothing any more.
///
/// # Errors
/// [`Refusal::NotFound`]; [`Refusal::Forbidden`] for the last one where a second proof is asked for and it is the only.
pub async fn remove(desk: &Desk, id: Uuid) -> Result<()> {
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let row = one(desk, me, id).await?;
    let many = table::of_user(desk.crm(), me).await?.len();
    if is_last_kept(desk, me, many).await? {
        return Err(Refusal::Forbidden.into());
    }
    gone(desk, vec![row], None).await
}

/// The passkeys of a user, for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn of_user(desk: &Desk, user: Uuid) -> Result<Vec<PasskeyInfo>> {
    desk.must_administer()?;
    let rows = table::of_user(desk.crm(), user).await?;
    Ok(rows.into_iter().map(info).collect())
}

/// Removes the passkey of a user who lost its device, and ends their sessions; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::NotFound`].
pub async fn remove_of(desk: &Desk, user: Uuid, id: Uuid) -> Result<()> {
    desk.must_administer()?;
    let row = one(desk, user, id).await?;
    gone(desk, vec![row], Some(user)).await
}

/// Removes all passkeys of a user, and ends their sessions; for administrators. Answers how many there were.
///
/// # Errors
/// [`Refusal::Forbidden`].
pub async fn remove_all(desk: &Desk, user: Uuid) -> Result<usize> {
    desk.must_administer()?;
    let rows = table::of_user(desk.crm(), user).await?;
    let many = rows.len();
    if many > 0 {
        gone(desk, rows, Some(user)).await?;
    }
    Ok(many)
}

/// Whether the last passkey has to stay: the organisation asks for a second proof, and there is no app with codes; or there is
/// no other way in.
async fn is_last_kept(desk: &Desk, user: Uuid, many: usize) -> Result<bool> {
    let crm = desk.crm();
    if many != 1 {
        return Ok(false);
    }
    let is_only_proof =
        factors::is_required(crm, user).await? && !factors::is_on(crm, user).await?;
    Ok(is_only_proof || !ways::has_more_than_passkeys(crm, user).await?)
}

async fn one(desk: &Desk, user: Uuid, id: Uuid) -> Result<passkey::Model> {
    let found = table::one(desk.crm(), id).await?;
    let found = found.filter(|row| row.user_id == user);
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// Takes passkeys of one person away, and ends the sessions of that person where they are named.
async fn gone(desk: &Desk, rows: Vec<passkey::Model>, ended: Option<Uuid>) -> Result<()> {
    let origin = desk.actor().origin();
    let transaction = desk.crm().door().house().begin().await?;
    for row in &rows {
        table::delete(&transaction, row.id).await?;
        let (crm, user) = (desk.crm(), row.user_id);
        tell(crm, &transaction, user, News::Removed, &row.name, origin).await?;
    }
    if let Some(user) = ended {
        sessions::end_all(&transaction, user, None).await?;
    }
    transaction.commit().await?;
    for row in rows {
        let change = [Value::Text(row.name), Value::Empty];
        let note_of = Note::administered("passkey", row.user_id, "name", change);
        note(desk, note_of).await?;
    }
    Ok(())
}

/// A name as it is kept.
pub(super) fn checked(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", Problem::Required));
    }
    if name.chars().count() > LONGEST as usize {
        return Err(Error::invalid("name", Problem::TooLong { limit: LONGEST }));
    }
    Ok(name.to_owned())
}

pub(super) fn info(row: passkey::Model) -> PasskeyInfo {
    PasskeyInfo {
        id: row.id,
        name: row.name,
        host: row.host,
        made_at: row.made_at,
        used_at: row.used_at,
        doubted_at: row.doubted_at,
    }
}
