//! Giving somebody a password.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::Refusal;
use entity::user;
use sea_orm::{ActiveModelTrait, Set};
use uuid::Uuid;

use super::record_of;
use crate::{Crm, Desk, Error, Result, passwords, sessions};

/// Gives a user a first or a new password and ends their sessions; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`], and [`Refusal::Invalid`] at `password`.
pub async fn set_password(desk: &Desk, user: Uuid, password: &str) -> Result<()> {
    desk.must_administer()?;
    let found = record_of(desk, user)
        .await?
        .filter(|found| found.deleted_at.is_none());
    let found = found.ok_or(Refusal::NotFound)?;
    if let Some(problem) = passwords::check(password, &found.name, &found.email) {
        return Err(Error::invalid("password", problem));
    }
    replace(desk.crm(), user, password, None).await?;
    tracing::info!(%user, by = desk.actor().name(), "password set");
    Ok(())
}

/// Keeps the new password and ends the sessions that the old one opened, both or neither.
pub(super) async fn replace(
    crm: &Crm,
    user: Uuid,
    password: &str,
    keep: Option<&str>,
) -> Result<()> {
    let hash = passwords::hash(password).await?;
    let transaction = crm.door().house().begin().await?;
    let row = user::ActiveModel {
        id: Set(user),
        password_hash: Set(Some(hash)),
        ..Default::default()
    };
    row.update(&transaction).await?;
    sessions::end_all(&transaction, user, keep).await?;
    transaction.commit().await?;
    Ok(())
}
