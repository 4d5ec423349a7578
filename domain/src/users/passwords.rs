//! Giving somebody a password.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::{Refusal, Value};
use entity::user;
use sea_orm::{ActiveModelTrait, Set};
use uuid::Uuid;

use super::record_of;
use crate::log::{Note, note};
use crate::{Crm, Desk, Error, Result, passwords, sessions, ways};

/// Gives a user a first or a new password and ends their sessions; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`], [`Refusal::NotFound`], and [`Refusal::Invalid`] at `password`.
pub async fn set_password(desk: &Desk, user: Uuid, password: &str) -> Result<()> {
    desk.must_administer()?;
    ways::must_take_passwords(desk.crm(), "password").await?;
    let found = record_of(desk, user)
        .await?
        .filter(|found| found.deleted_at.is_none());
    let found = found.ok_or(Refusal::NotFound)?;
    accept(desk.crm(), &found, password, "password").await?;
    replace(desk.crm(), &found, password, None).await?;
    let change = [Value::Empty, Value::YesNo(true)];
    note(desk, Note::administered("password", user, "given", change)).await?;
    tracing::info!(%user, by = desk.actor().name(), "password set");
    Ok(())
}

/// Refuses, at a field, a password that is too weak for its user, or one of their last.
pub(super) async fn accept(
    crm: &Crm,
    user: &user::Model,
    password: &str,
    field: &str,
) -> Result<()> {
    if let Some(problem) = passwords::check(password, &user.name, &user.email).await? {
        return Err(Error::invalid(field, problem));
    }
    let present = user.password_hash.as_deref();
    match passwords::past::check(crm, user.id, present, password).await? {
        Some(problem) => Err(Error::invalid(field, problem)),
        None => Ok(()),
    }
}

/// Keeps a password that was accepted, and ends the sessions that the old one opened, both or neither.
pub(super) async fn replace(
    crm: &Crm,
    user: &user::Model,
    password: &str,
    keep: Option<&str>,
) -> Result<()> {
    let hash = passwords::hash(password).await?;
    let transaction = crm.door().house().begin().await?;
    if let Some(old) = &user.password_hash {
        passwords::past::keep(&transaction, user.id, old.clone()).await?;
    }
    let row = user::ActiveModel {
        id: Set(user.id),
        password_hash: Set(Some(hash)),
        ..Default::default()
    };
    row.update(&transaction).await?;
    sessions::end_all(&transaction, user.id, keep).await?;
    transaction.commit().await?;
    Ok(())
}
