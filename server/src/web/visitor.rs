//! Who asks: the person of the session, found once for each request, and the language they are answered in.

use std::sync::Arc;

use app::api::server::SESSION_USER;
use app::api::visitor::{device_in_words, language_of};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use chrono::Utc;
use domain::{Crm, Desk};
use tower_sessions::Session;
use uuid::Uuid;

use super::trace;

/// The session's value that names the browser.
pub(super) const DEVICE: &str = "device";
/// The day on which the browser's cookie was last renewed.
const RENEWED: &str = "renewed";

/// Puts the [`Desk`] of the signed-in person and the [`contract::Language`] of whoever asks on the request.
pub(super) async fn recognise(State(crm): State<Arc<Crm>>, session: Session, mut request: Request, next: Next) -> Response {
    let device = device(request.headers());
    let desk = desk(&crm, &session).await;
    let desk = desk.map(|desk| match trace::number(&request) {
        Some(number) => desk.for_request(number),
        None => desk,
    });
    let language = match &desk {
        Some(desk) => desk.preferences().language,
        None => language_of(request.headers()),
    };
    request.extensions_mut().insert(language);
    if let Some(desk) = desk {
        request.extensions_mut().insert(desk);
    }
    let response = next.run(request).await;
    if let Err(cause) = renew(&session, device).await {
        tracing::warn!(%cause, "a session was not renewed");
    }
    response
}

/// Where the database fails nobody is signed in here; the page asks again itself and tells what broke.
async fn desk(crm: &Arc<Crm>, session: &Session) -> Option<Desk> {
    let user: Uuid = match session.get(SESSION_USER).await {
        Ok(user) => user?,
        Err(cause) => {
            tracing::error!(%cause, "a session was not read");
            return None;
        }
    };
    match crm.desk_of(user).await {
        Ok(desk) => Some(desk),
        Err(error) => {
            tracing::debug!(%error, "nobody is at the desk");
            None
        }
    }
}

/// Names the browser in a new session, and once a day prolongs the cookie of one in use: its row is prolonged
/// whenever it is read.
async fn renew(session: &Session, device: String) -> Result<(), tower_sessions::session::Error> {
    if session.get::<Uuid>(SESSION_USER).await?.is_none() {
        return Ok(());
    }
    let today = Utc::now().date_naive().to_string();
    if session.get::<String>(RENEWED).await? != Some(today.clone()) {
        session.insert(RENEWED, today).await?;
        session.insert(DEVICE, device).await?;
    }
    Ok(())
}

fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    device_in_words(agent.unwrap_or_default())
}
