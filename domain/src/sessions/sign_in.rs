//! Proving who one is.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::net::IpAddr;

use contract::Refusal;
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::throttle;
use crate::{Crm, Result, passwords};

/// Who knocks, as far as the network says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Where the question comes from; behind a trusted proxy what the proxy says.
    pub address: IpAddr,
    /// Browser and system in a few words.
    pub device: String,
}

/// The user of that name and password. A wrong name and a wrong password take the same way, the same
/// time and the same words.
///
/// # Errors
/// [`Refusal::WrongSignIn`]; [`Refusal::TooMany`] after several wrong tries.
pub async fn sign_in(crm: &Crm, email: &str, password: &str, client: &Client) -> Result<Uuid> {
    let email: String = email.trim().to_lowercase().chars().take(254).collect();
    let attempt = throttle::admit(crm, &email, client.address).await?;
    let named = user::Entity::find()
        .filter(user::Column::Email.eq(email))
        .filter(user::Column::DeletedAt.is_null());
    let found = named.one(crm.door().house().read()).await?;
    let kept = found
        .as_ref()
        .and_then(|user| user.password_hash.as_deref());
    let is_right = passwords::verify(password, kept).await?;
    let user = found.filter(|_| is_right).ok_or(Refusal::WrongSignIn)?;
    attempt.forgive(crm).await?;
    Ok(user.id)
}
