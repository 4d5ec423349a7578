//! Exchanging a code, and judging the token that comes for it.

use chrono::{DateTime, TimeDelta, Utc};
use contract::dto::providers::ProviderTrouble as Trouble;
use entity::identity_provider as provider;
use openidconnect::core::{
    CoreClientAuthMethod, CoreIdTokenClaims, CoreJwsSigningAlgorithm as Algorithm,
    CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::{
    AuthType, AuthorizationCode, ClientSecret, DiscoveryError, Nonce, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, TokenResponse,
};

use super::asking::{Found, Kept, client_of};
use super::fetch::Asker;
use super::{found, more, setup};
use crate::{Crm, Error, Result};

/// So far the clocks of both houses may be apart.
const SKEW: TimeDelta = TimeDelta::minutes(1);

/// What is believed: signatures of keys that only the provider has. `none`, and whatever is signed by the secret that both
/// houses know, is not among them.
const BELIEVED: [Algorithm; 10] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EdDsa,
    Algorithm::EcdsaP521Sha512,
];

/// Ways to sign in that are a second factor (RFC 8176), or names of levels that include one.
const SECOND: [&str; 9] = [
    "mfa",
    "otp",
    "hwk",
    "swk",
    "sc",
    "phr",
    "phrh",
    "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
    "https://refeds.org/profile/mfa",
];

/// What a provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Vouched {
    pub(super) subject: String,
    /// In lower case; empty where it does not say.
    pub(super) email: String,
    /// Whether the address is verified; `None` where it does not say.
    pub(super) verified: Option<bool>,
    pub(super) name: String,
    /// It asked for more than a password.
    pub(super) has_second: bool,
    /// When it asked.
    pub(super) at: Option<DateTime<Utc>>,
}

/// Exchanges a code for a token, and judges it: signature, issuer, audience, times and nonce.
pub(super) async fn vouched(
    crm: &Crm,
    row: &provider::Model,
    kept: &Kept,
    code: &str,
) -> Result<std::result::Result<Vouched, Trouble>> {
    // Anew each time: keys change, and who comes back is judged by those of now.
    let said = match found::discover(crm, &row.issuer).await {
        Ok(said) => said,
        Err(cause) => {
            tracing::warn!(provider = row.name, ?cause, "a provider was not found");
            return Ok(Err(match cause {
                DiscoveryError::Request(_) | DiscoveryError::Response(..) => Trouble::Unreached,
                _ => Trouble::Wrong,
            }));
        }
    };
    let auth = auth_type(&said);
    let back = RedirectUrl::new(kept.back.clone()).map_err(Error::broken)?;
    let mut client = client_of(said, &row.client_id)
        .set_auth_type(auth)
        .set_redirect_uri(back);
    if let Some(secret) = setup::secret(crm, row)? {
        client = client.set_client_secret(ClientSecret::new(secret));
    }
    let tokens = match exchanged(crm, row, &client, kept, code).await {
        Ok(tokens) => tokens,
        Err(trouble) => return Ok(Err(trouble)),
    };
    match believed(row, &client, kept, &tokens) {
        Ok(vouched) => more::completed(crm, row, &client, &tokens, vouched).await,
        Err(trouble) => Ok(Err(trouble)),
    }
}

/// The tokens of a code.
async fn exchanged(
    crm: &Crm,
    row: &provider::Model,
    client: &Found,
    kept: &Kept,
    code: &str,
) -> std::result::Result<CoreTokenResponse, Trouble> {
    let Ok(exchange) = client.exchange_code(AuthorizationCode::new(code.to_owned())) else {
        tracing::warn!(provider = row.name, "the provider exchanges no codes");
        return Err(Trouble::Wrong);
    };
    let exchanged = exchange
        .set_pkce_verifier(PkceCodeVerifier::new(kept.verifier.clone()))
        .request_async(&Asker::of(crm))
        .await;
    exchanged.map_err(|cause| match cause {
        RequestTokenError::Request(cause) => {
            tracing::warn!(provider = row.name, %cause, "a code was not exchanged");
            Trouble::Unreached
        }
        RequestTokenError::ServerResponse(refused) => {
            tracing::warn!(provider = row.name, cause = %refused.error(), "a code was not exchanged");
            Trouble::Wrong
        }
        // What was answered may hold tokens, and is not logged.
        _ => {
            tracing::warn!(provider = row.name, "what came for a code is no answer");
            Trouble::Wrong
        }
    })
}

/// What the token says, once all of it was checked.
fn believed(
    row: &provider::Model,
    client: &Found,
    kept: &Kept,
    tokens: &CoreTokenResponse,
) -> std::result::Result<Vouched, Trouble> {
    let Some(token) = tokens.id_token() else {
        tracing::warn!(
            provider = row.name,
            "the provider gave no token of identity"
        );
        return Err(Trouble::Wrong);
    };
    let verifier = client
        .id_token_verifier()
        .set_allowed_algs(BELIEVED)
        .set_time_fn(|| Utc::now() - SKEW)
        .set_issue_time_verifier_fn(|at| match at < Utc::now() + SKEW {
            true => Ok(()),
            false => Err("it is from the future".to_owned()),
        });
    match token.claims(&verifier, &Nonce::new(kept.nonce.clone())) {
        Ok(claims) => Ok(read(claims)),
        Err(cause) => {
            tracing::warn!(provider = row.name, %cause, "a token was not believed");
            Err(Trouble::Wrong)
        }
    }
}

/// How the secret is shown: as RFC 6749 prefers it, unless the provider takes it in the body alone.
fn auth_type(said: &CoreProviderMetadata) -> AuthType {
    let taken = said.token_endpoint_auth_methods_supported();
    let takes = |method: &CoreClientAuthMethod| taken.is_some_and(|taken| taken.contains(method));
    let in_body = takes(&CoreClientAuthMethod::ClientSecretPost);
    match in_body && !takes(&CoreClientAuthMethod::ClientSecretBasic) {
        true => AuthType::RequestBody,
        false => AuthType::BasicAuth,
    }
}

fn read(claims: &CoreIdTokenClaims) -> Vouched {
    let email = claims.email().map(|email| email.trim().to_lowercase());
    let name = claims.name().and_then(|name| name.get(None));
    let methods = claims.auth_method_refs().into_iter().flatten();
    let methods: Vec<&str> = methods.map(|method| method.as_str()).collect();
    let level = claims.auth_context_ref().map(|level| level.as_str());
    let is_second = |word: &&str| SECOND.contains(word);
    Vouched {
        subject: claims.subject().as_str().to_owned(),
        email: email.unwrap_or_default(),
        verified: claims.email_verified(),
        name: name.map_or_else(String::new, |name| name.trim().to_owned()),
        has_second: methods.iter().any(is_second) || level.iter().any(is_second),
        at: claims.auth_time(),
    }
}

impl Vouched {
    /// Whether nothing is left to be asked.
    pub(super) fn is_complete(&self) -> bool {
        !self.email.is_empty() && self.verified.is_some() && !self.name.is_empty()
    }

    /// Whether the provider vouches for an address.
    pub(super) fn is_verified(&self) -> bool {
        self.verified == Some(true) && !self.email.is_empty()
    }

    /// Whether the provider asked who it is after a moment.
    pub(super) fn is_asked_since(&self, moment: DateTime<Utc>) -> bool {
        self.at.is_some_and(|at| at > moment - SKEW)
    }
}
