//! Proving who one is: the password, then a code where there is an app or the organisation asks for one.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::net::IpAddr;

use contract::dto::signing::{FactorSetup, SecondProof};
use contract::{Problem, Refusal};
use entity::user;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{places, throttle};
use crate::access::Origin;
use crate::log::{Note, note_at_door};
use crate::passkeys::{self, Place};
use crate::{Crm, Desk, Error, Result, alerts, factors, passwords, ways};

/// Who knocks, as far as the network says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Where the question comes from; behind a trusted proxy what the proxy says.
    pub address: IpAddr,
    /// Browser and system in a few words.
    pub device: String,
    /// The secret that the browser got when somebody signed in with it.
    pub mark: Option<String>,
}

impl Client {
    /// From where it is asked, for the log.
    #[must_use]
    pub fn origin(&self) -> Origin {
        Origin {
            address: Some(self.address),
            device: self.device.clone(),
        }
    }
}

/// What is still missing when the password was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Nothing,
    /// A code, or a passkey in its place.
    Code,
    /// An app that shows codes has to be set up first.
    App,
}

/// Somebody whose password was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knock {
    pub user: Uuid,
    pub missing: Missing,
}

/// The user of that name and password. A wrong name and a wrong password take the same way, the same
/// time and the same words.
///
/// # Errors
/// [`Refusal::WrongSignIn`]; [`Refusal::TooMany`] after several wrong tries; [`Refusal::Invalid`] at `password` where
/// passwords are switched off.
pub async fn sign_in(crm: &Crm, email: &str, password: &str, client: &Client) -> Result<Knock> {
    ways::must_take_passwords(crm, "password").await?;
    let email: String = email.trim().to_lowercase().chars().take(254).collect();
    let named = user::Entity::find()
        .filter(user::Column::Email.eq(&email))
        .filter(user::Column::DeletedAt.is_null());
    let found = named.one(crm.door().house().read()).await?;
    let browser = places::known(crm, found.as_ref().map(|user| user.id), client).await?;
    let attempt = throttle::admit(crm, &email, client.address, browser.as_deref()).await?;
    let kept = found
        .as_ref()
        .and_then(|user| user.password_hash.as_deref());
    let is_right = passwords::verify(password, kept).await?;
    if !is_right {
        let who = found.as_ref().map(|user| (user.id, user.name.as_str()));
        let unknown = match who {
            Some(_) => None,
            None => alerts::of_name(&crm.keys(), &email),
        };
        let told = match unknown {
            Some(account) => Note::UnknownRefused { account },
            None => Note::SignInRefused,
        };
        note_at_door(crm, who, &client.origin(), told).await?;
    }
    let user = found.filter(|_| is_right).ok_or(Refusal::WrongSignIn)?;
    attempt.forgive(crm).await?;
    knock(crm, user.id).await
}

/// What is missing of somebody who proved a password, or that they read mail sent to them.
pub(crate) async fn knock(crm: &Crm, user: Uuid) -> Result<Knock> {
    let has_app = factors::is_on(crm, user).await?;
    let missing = match has_app || factors::is_required(crm, user).await? {
        false => Missing::Nothing,
        true if factors::has_second_proof(crm, user).await? => Missing::Code,
        true => Missing::App,
    };
    Ok(Knock { user, missing })
}

/// By what somebody can prove more than the password that was right.
///
/// # Errors
/// When the database fails.
pub async fn second_proof(crm: &Crm, place: &Place, user: Uuid) -> Result<SecondProof> {
    Ok(SecondProof {
        by_code: factors::is_on(crm, user).await?,
        passkey: passkeys::offer_to(crm, place, user).await?,
    })
}

/// Takes the code of somebody whose password was right.
///
/// # Errors
/// [`Refusal::Invalid`] at `code`; [`Refusal::TooMany`] after several wrong ones.
pub async fn take_code(crm: &Crm, user: Uuid, code: &str, client: &Client) -> Result<()> {
    match factors::is_code(crm, user, code, client.address).await? {
        true => Ok(()),
        false => {
            let people = crm.people();
            let who = Some((user, people.name(user).unwrap_or_default()));
            note_at_door(crm, who, &client.origin(), Note::SignInRefused).await?;
            Err(Error::invalid("code", Problem::WrongCode))
        }
    }
}

/// A secret for the app that somebody has to set up before they are signed in.
///
/// # Errors
/// [`Refusal::SignIn`] when they are gone; [`Refusal::Forbidden`] where there is an app already.
pub async fn begin_app(crm: &Crm, user: Uuid) -> Result<FactorSetup> {
    let found = user::Entity::find_by_id(user)
        .filter(user::Column::DeletedAt.is_null())
        .one(crm.door().house().read())
        .await?;
    factors::begin_for(crm, &found.ok_or(Refusal::SignIn)?).await
}

/// Takes the first code of that app. Answers the recovery codes, which are shown this once.
///
/// # Errors
/// [`Refusal::Invalid`] at `code`; [`Refusal::TooMany`] after several wrong ones.
pub async fn take_first_code(crm: &Crm, user: Uuid, code: &str) -> Result<Vec<String>> {
    factors::prove_for(crm, user, code).await
}

/// Proves again, in the midst of a session, that it is still the same person: by the password, or by a code.
///
/// # Errors
/// [`Refusal::Invalid`] at `secret`; [`Refusal::TooMany`] after several wrong tries.
pub async fn prove_again(desk: &Desk, secret: &str, client: &Client) -> Result<()> {
    desk.must_be_themselves()?;
    let crm = desk.crm();
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    if is_like_a_code(secret) && factors::is_on(crm, me).await? {
        return match factors::is_code(crm, me, secret, client.address).await? {
            true => Ok(()),
            false => Err(Error::invalid("secret", Problem::WrongCode)),
        };
    }
    ways::must_take_passwords(crm, "secret").await?;
    let attempt = throttle::admit_change(crm, me).await?;
    let found = user::Entity::find_by_id(me)
        .one(crm.door().house().read())
        .await?;
    let kept = found.and_then(|user| user.password_hash);
    if !passwords::verify(secret, kept.as_deref()).await? {
        return Err(Error::invalid("secret", Problem::WrongPassword));
    }
    attempt.forgive(crm).await
}

/// Six digits are shorter than any password.
fn is_like_a_code(secret: &str) -> bool {
    let secret = secret.trim().replace(' ', "");
    secret.len() == 6 && secret.bytes().all(|byte| byte.is_ascii_digit())
}
