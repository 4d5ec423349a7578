//! Who asks: a program that shows a key. Cookies are not looked at, so no page can misuse a browser's session here.

use std::sync::Arc;

use app::api::visitor::{ClientAddress, device_in_words};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::access::Origin;
use domain::api_keys::{self, Claim, Pass};
use domain::{Crm, Desk};
use uuid::Uuid;

use super::problem::{Kind, Problem};
use crate::web::trace;

/// The program that asks.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    /// Its user's desk, narrowed to the scopes of the key.
    pub(super) desk: Desk,
    /// Held when the request has a name, by which it may be sent again.
    pub(super) claim: Option<Claim>,
}

impl Caller {
    /// The id for a record to be made: the same for a request that is sent again.
    pub(super) fn new_id(&self) -> Uuid {
        self.claim
            .as_ref()
            .map_or_else(Uuid::now_v7, |claim| claim.record)
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let pass = parts.extensions.get::<Pass>().ok_or_else(no_key)?;
        Ok(Self {
            desk: pass.desk.clone(),
            claim: parts.extensions.get::<Claim>().cloned(),
        })
    }
}

/// Puts the [`Pass`] of the key on the request; who shows none, or one that opens nothing, comes no further.
pub(super) async fn recognise(
    State(crm): State<Arc<Crm>>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(token) = token(request.headers()) else {
        return no_key().into_response();
    };
    let pass = match api_keys::open(&crm, token).await {
        Ok(pass) => pass,
        Err(error) => return Problem::from(error).into_response(),
    };
    tracing::debug!(key = %pass.key, "a program asks");
    let number = trace::number(&request).unwrap_or_else(Uuid::now_v7);
    let origin = origin(&request);
    request.extensions_mut().insert(Pass {
        desk: pass.desk.for_request(number).coming_from(origin),
        key: pass.key,
    });
    next.run(request).await
}

fn origin(request: &Request) -> Origin {
    let agent = request.headers().get(header::USER_AGENT);
    Origin {
        address: request
            .extensions()
            .get::<ClientAddress>()
            .map(|address| address.0),
        device: device_in_words(
            agent
                .and_then(|agent| agent.to_str().ok())
                .unwrap_or_default(),
        ),
    }
}

/// The token of `Authorization: Bearer …`; the word is read in any case, as RFC 9110 has it.
fn token(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn no_key() -> Problem {
    Problem::new(
        Kind::SignIn,
        "Send the key as `Authorization: Bearer rpt_…`.",
    )
}
