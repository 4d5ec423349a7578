//! Questions to browsers. What is asked goes out; what is needed to judge the answer stays in the session.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use contract::Refusal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyAuthentication, PasskeyRegistration,
    RequestChallengeResponse,
};

use super::place::{Party, Place};
use super::table;
use crate::sessions::throttle;
use crate::{Crm, Error, Result};

/// For so long an answer is waited for: a sign-in page may lie open for a while.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);

/// A question to a browser.
#[derive(Clone, Debug)]
pub struct Question {
    /// For the browser, as JSON.
    pub asked: String,
    /// For the session; it judges one answer.
    pub kept: Kept,
}

/// What is needed to judge an answer. It never leaves the house.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    at: DateTime<Utc>,
    what: What,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum What {
    /// A new passkey of that person.
    New(Uuid, Box<PasskeyRegistration>),
    /// Any passkey that the browser finds.
    Anybodys(Box<DiscoverableAuthentication>),
    /// One of that person.
    Theirs(Uuid, Box<PasskeyAuthentication>),
}

impl Kept {
    pub(super) fn new(what: What) -> Self {
        Self {
            at: Utc::now(),
            what,
        }
    }

    /// What it judges, while that is waited for.
    pub(super) fn in_time(self) -> Option<What> {
        (Utc::now() - self.at < PATIENCE).then_some(self.what)
    }
}

/// Asks for any passkey that the browser finds, before it is known whose.
///
/// # Errors
/// [`Refusal::Forbidden`] where passkeys cannot be used; [`Refusal::TooMany`].
pub async fn ask_anybody(crm: &Crm, place: &Place, address: IpAddr) -> Result<Question> {
    let party = Party::at(crm, place).await?;
    throttle::admit_question(crm, address).await?;
    let (mut asked, state) = party
        .webauthn
        .start_discoverable_authentication()
        .map_err(Error::broken)?;
    // The page says by itself whether it asks in the midst of a form or by a button.
    asked.mediation = None;
    question(&asked, What::Anybodys(Box::new(state)))
}

/// Asks for a passkey of a person who is known.
///
/// # Errors
/// [`Refusal::Forbidden`] where passkeys cannot be used; [`Refusal::NotFound`] where they have none.
pub async fn ask_person(crm: &Crm, place: &Place, user: Uuid) -> Result<Question> {
    let party = Party::at(crm, place).await?;
    let rows = table::of_user(crm, user).await?;
    let here = rows.iter().filter(|row| row.host == party.host);
    let keys: Vec<Passkey> = here.map(table::key).collect::<Result<_>>()?;
    if keys.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let (asked, state) = party
        .webauthn
        .start_passkey_authentication(&keys)
        .map_err(Error::broken)?;
    question(&asked, What::Theirs(user, Box::new(state)))
}

fn question(asked: &RequestChallengeResponse, what: What) -> Result<Question> {
    Ok(Question {
        asked: serde_json::to_string(&asked.public_key)?,
        kept: Kept::new(what),
    })
}
