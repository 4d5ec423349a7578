//! What a token of identity left out is asked at the provider, where it has a place for such questions (OpenID Connect
//! Core 1.0, 5.3).

use contract::dto::providers::ProviderTrouble as Trouble;
use entity::identity_provider as provider;
use openidconnect::core::{CoreTokenResponse, CoreUserInfoClaims};
use openidconnect::{OAuth2TokenResponse, SubjectIdentifier, UserInfoError};

use super::asking::Found;
use super::fetch::Asker;
use super::proof::Vouched;
use super::table;
use crate::{Crm, Result};

/// What the token vouches for, with what the provider adds to it. Only of somebody who is not linked yet anything but the
/// subject matters, and only of them it is asked. Where nobody answers, the token alone counts.
///
/// # Errors
/// When the database fails. The inner error: the answer is about somebody else.
pub(super) async fn completed(
    crm: &Crm,
    row: &provider::Model,
    client: &Found,
    tokens: &CoreTokenResponse,
    vouched: Vouched,
) -> Result<std::result::Result<Vouched, Trouble>> {
    if vouched.is_complete() {
        return Ok(Ok(vouched));
    }
    let linked = table::of_subject(crm, row.id, &vouched.subject).await?;
    let subject = SubjectIdentifier::new(vouched.subject.clone());
    let asked = client.user_info(tokens.access_token().clone(), Some(subject));
    let (None, Ok(asked)) = (linked, asked) else {
        return Ok(Ok(vouched));
    };
    let told: std::result::Result<CoreUserInfoClaims, _> =
        asked.request_async(&Asker::of(crm)).await;
    Ok(match told {
        Ok(told) => Ok(with(vouched, &told)),
        Err(UserInfoError::ClaimsVerification(_)) => {
            tracing::warn!(provider = row.name, "the provider spoke of somebody else");
            Err(Trouble::Wrong)
        }
        Err(UserInfoError::Request(cause)) => {
            tracing::warn!(provider = row.name, %cause, "a provider was not asked for more");
            Ok(vouched)
        }
        // What was answered is about a person, and is not logged.
        Err(_) => {
            tracing::warn!(provider = row.name, "what a provider added is no answer");
            Ok(vouched)
        }
    })
}

/// What the token says counts; only what it leaves open is taken from the answer. That an address is verified is said of
/// that address alone.
fn with(vouched: Vouched, told: &CoreUserInfoClaims) -> Vouched {
    let email = told.email().map(|email| email.trim().to_lowercase());
    let email = email.unwrap_or_default();
    let name = told.name().and_then(|name| name.get(None));
    let name = name.map_or_else(String::new, |name| name.trim().to_owned());
    let is_same = vouched.email.is_empty() || vouched.email == email;
    let verified = vouched.verified.or_else(|| match is_same {
        true => told.email_verified(),
        false => None,
    });
    Vouched {
        verified,
        email: or(vouched.email, email),
        name: or(vouched.name, name),
        ..vouched
    }
}

fn or(said: String, added: String) -> String {
    if said.is_empty() { added } else { said }
}
