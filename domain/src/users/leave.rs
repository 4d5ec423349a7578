//! Who leaves: they can no longer sign in, and what they own stays theirs until it is handed over.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::session::Person;
use contract::objects::USER;
use contract::{Action, Refusal};
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::access::Write;
use crate::{Desk, Result, api_keys, records, sessions};

/// Deactivates a user: sessions and keys end at once. Their keys stay ended when they are brought back.
///
/// # Errors
/// [`Refusal::Forbidden`] for who is no administrator and for oneself, [`Refusal::NotFound`], and
/// `Problem::LastAdministrator` at `role`.
pub async fn deactivate(desk: &Desk, user: Uuid) -> Result<()> {
    let mut write = desk.write().await?;
    let_go(&mut write, user).await?;
    write.commit().await?;
    desk.crm().refresh().await
}

/// As [`deactivate`], inside a transaction; whoever commits it refreshes.
pub(crate) async fn let_go(write: &mut Write<'_>, user: Uuid) -> Result<()> {
    let desk = write.desk().clone();
    desk.must_administer()?;
    if desk.actor().id() == Some(user) {
        return Err(Refusal::Forbidden.into());
    }
    let granted = desk.granted(USER, user, Action::Delete).await?;
    records::put_away(write, &desk, &granted).await?;
    sessions::end_all(write.transaction(), user, None).await?;
    api_keys::end_all(write, user).await
}

/// Lets a user who was deactivated sign in again.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`], and [`Refusal::Invalid`] at `email` where somebody else has it by now.
pub async fn bring_back(desk: &Desk, user: Uuid) -> Result<()> {
    let mut write = desk.write().await?;
    let_in(&mut write, user).await?;
    write.commit().await?;
    desk.crm().refresh().await
}

/// As [`bring_back`], inside a transaction; whoever commits it refreshes.
pub(crate) async fn let_in(write: &mut Write<'_>, user: Uuid) -> Result<()> {
    let desk = write.desk().clone();
    desk.must_administer()?;
    let granted = desk.granted_in_bin(USER, user).await?;
    if let Err(refusal) = records::may_go(&desk, &granted, true).await? {
        return Err(refusal.into());
    }
    write.restore(&granted).await
}

/// Those who were deactivated, by name.
///
/// # Errors
/// [`Refusal::Forbidden`] for who is no administrator.
pub async fn former(desk: &Desk) -> Result<Vec<Person>> {
    desk.must_administer()?;
    let gone = user::Entity::find()
        .filter(user::Column::DeletedAt.is_not_null())
        .order_by_asc(user::Column::NameSort);
    let rows = gone.all(desk.crm().door().house().read()).await?;
    let told = rows.into_iter().map(|row| Person {
        id: row.id,
        name: row.name,
    });
    Ok(told.collect())
}
