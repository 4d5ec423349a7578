//! Who asks: the person of the session, found once for each request, and the language they are answered in.

use std::net::IpAddr;
use std::sync::Arc;

use app::api::server::{SESSION_ADDRESS, SESSION_USER, desk_of};
use app::api::visitor::{ClientAddress, device_in_words, language_of};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::Utc;
use domain::Crm;
use domain::access::Origin;
use tower_sessions::Session;
use uuid::Uuid;

use super::told::{Told, failed};
use super::trace;

/// The session's value that names the browser.
pub(super) const DEVICE: &str = "device";
/// The day on which the browser's cookie was last renewed.
const RENEWED: &str = "renewed";
/// The hour, counted from 1970, in which the address of the session was last looked at.
const LOCATED: &str = "located";

/// Puts the [`domain::Desk`] of the signed-in person and the [`contract::Language`] of whoever asks on the request.
pub(super) async fn recognise(
    State(crm): State<Arc<Crm>>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Response {
    let device = device(request.headers());
    let address = request
        .extensions()
        .get::<ClientAddress>()
        .map(|address| address.0);
    let desk = match desk_of(&crm, &session).await {
        Ok(desk) => {
            let number = trace::number(&request).unwrap_or_else(Uuid::now_v7);
            let origin = Origin {
                address,
                device: device.clone(),
            };
            desk.map(|desk| desk.for_request(number).coming_from(origin))
        }
        Err(error) => return broken(error, request, next).await,
    };
    let language = match &desk {
        Some(desk) => desk.preferences().language,
        None => language_of(request.headers()),
    };
    request.extensions_mut().insert(language);
    if let Some(desk) = desk {
        request.extensions_mut().insert(desk);
    }
    let response = next.run(request).await;
    if let Err(cause) = renew(&session, device, address).await {
        tracing::warn!(%cause, "a session was not renewed");
    }
    response
}

/// Nobody is told to sign in because the database does not answer. Pages have words of their own for it.
async fn broken(error: domain::Error, request: Request, next: Next) -> Response {
    match request.uri().path() {
        path if path.starts_with("/api/") => failed(error.into_refusal()),
        path if path.starts_with("/files/") || path.starts_with("/export/") => {
            Told::from(error).into_response()
        }
        _ => next.run(request).await,
    }
}

/// Names the browser in a new session, and once a day prolongs the cookie of one in use: its row is prolonged
/// whenever it is read.
async fn renew(
    session: &Session,
    device: String,
    address: Option<IpAddr>,
) -> Result<(), tower_sessions::session::Error> {
    if session.get::<Uuid>(SESSION_USER).await?.is_none() {
        return Ok(());
    }
    let today = Utc::now().date_naive().to_string();
    if session.get::<String>(RENEWED).await? != Some(today.clone()) {
        session.insert(RENEWED, today).await?;
        session.insert(DEVICE, device).await?;
    }
    locate(session, address).await
}

/// Keeps from where a session is used, at most once an hour: telephones change their network with every street.
async fn locate(
    session: &Session,
    address: Option<IpAddr>,
) -> Result<(), tower_sessions::session::Error> {
    let Some(address) = address.map(|address| address.to_string()) else {
        return Ok(());
    };
    let hour = Utc::now().timestamp() / 3600;
    if session.get::<i64>(LOCATED).await? != Some(hour)
        && session.get::<String>(SESSION_ADDRESS).await? != Some(address.clone())
    {
        session.insert(LOCATED, hour).await?;
        session.insert(SESSION_ADDRESS, address).await?;
    }
    Ok(())
}

fn device(headers: &HeaderMap) -> String {
    let agent = headers
        .get(header::USER_AGENT)
        .and_then(|agent| agent.to_str().ok());
    device_in_words(agent.unwrap_or_default())
}
