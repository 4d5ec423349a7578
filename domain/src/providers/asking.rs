//! Sending a browser to a provider. What is asked goes out in the address; what is needed to judge the answer stays in the
//! session.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};
use contract::Refusal;
use contract::dto::providers::ProviderTrouble as Trouble;
use openidconnect::core::{CoreAuthPrompt, CoreClient, CoreProviderMetadata, CoreResponseType};
use openidconnect::{
    AuthenticationFlow, ClientId, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, Nonce,
    PkceCodeChallenge, RedirectUrl, Scope,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{found, table};
use crate::passkeys::{self, Place};
use crate::sessions::{Client, throttle};
use crate::{Crm, Error, Result};

/// For so long somebody may be away at a provider.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// A client of a provider that was found.
pub(super) type Found = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// For what somebody goes to a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Use {
    SignIn,
    /// That person wants to be known here as who they are there.
    Link(Uuid),
    /// That person proves that it is still them.
    Proof(Uuid),
}

/// Where a browser is sent.
#[derive(Clone, Debug)]
pub struct Question {
    pub address: String,
    /// For the session; it judges one answer.
    pub kept: Kept,
}

/// What is needed to judge an answer. It never leaves the house.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub(super) at: DateTime<Utc>,
    pub(super) provider: Uuid,
    pub(super) to: Use,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
    pub(super) back: String,
    /// Where it goes on inside the house.
    pub next: String,
}

impl Kept {
    /// What it was for, and at which provider.
    #[must_use]
    pub fn of(&self) -> (Use, Uuid) {
        (self.to, self.provider)
    }

    /// Whether it is still waited for an answer with that state. Both are random; how long the comparison takes tells nothing.
    pub(super) fn is_answered_by(&self, state: &str) -> bool {
        self.state == state && Utc::now() - self.at < PATIENCE
    }
}

/// Sends somebody to a provider.
///
/// # Errors
/// [`Refusal::NotFound`] for one that is not there or switched off; [`Refusal::TooMany`]; [`Refusal::Forbidden`] while
/// nobody set the address of the house. The inner error says why the provider cannot be asked.
pub async fn ask(
    crm: &Crm,
    place: &Place,
    provider: Uuid,
    to: Use,
    next: &str,
    client: &Client,
) -> Result<std::result::Result<Question, Trouble>> {
    let row = table::one(crm, provider).await?.filter(|row| row.is_on);
    let row = row.ok_or(Refusal::NotFound)?;
    let back = back(crm, place).await?.ok_or(Refusal::Forbidden)?;
    throttle::admit_question(crm, client.address).await?;
    let said = match found::known(crm, &row.issuer).await {
        Ok(said) => said,
        Err(cause) => {
            tracing::warn!(provider = row.name, ?cause, "a provider was not found");
            return Ok(Err(Trouble::Unreached));
        }
    };
    let asks = client_of(said, &row.client_id);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let return_to = RedirectUrl::new(back.clone()).map_err(Error::broken)?;
    let mut asked = asks
        .authorize_url(
            AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .set_redirect_uri(Cow::Borrowed(&return_to))
        .set_pkce_challenge(challenge)
        .add_scopes(
            row.scopes
                .split_whitespace()
                .map(|word| Scope::new(word.to_owned())),
        );
    if matches!(to, Use::Proof(_)) {
        asked = asked
            .add_prompt(CoreAuthPrompt::Login)
            .set_max_age(std::time::Duration::ZERO);
    }
    let (address, state, nonce) = asked.url();
    let kept = Kept {
        at: Utc::now(),
        provider,
        to,
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
        back,
        next: next.to_owned(),
    };
    Ok(Ok(Question {
        address: address.into(),
        kept,
    }))
}

/// Where providers send people back to; `None` while nobody set the address of the house.
pub(super) async fn back(crm: &Crm, place: &Place) -> Result<Option<String>> {
    let base = passkeys::base(crm, place).await?;
    Ok(base.map(|base| format!("{base}/api/provider_return")))
}

pub(super) fn client_of(said: CoreProviderMetadata, id: &str) -> Found {
    CoreClient::from_provider_metadata(said, ClientId::new(id.to_owned()), None)
}
