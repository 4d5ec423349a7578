//! The way in: what a session knows of somebody who is about to sign in, who came in, and when they last proved
//! that they are who they are.

use chrono::{DateTime, TimeDelta, Utc};
use contract::Refusal;
use contract::dto::signing::Stage;
use domain::Desk;
use domain::passkeys::Place;
use domain::sessions::{Knock, Missing};
use http::header;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::server::{self, SESSION_ADDRESS, SESSION_USER, answer, broken, crm, inside, session};
use super::visitor::{MARK, ReachedBy, client, headers, is_over_tls, preferences_of};
use super::{Answer, Failure};

/// The session's value about somebody whose password was right, and who is not signed in yet.
const KNOCKING: &str = "knocking";
/// The session's value that says that recovery codes are still to be shown.
const CODES_DUE: &str = "codes_due";
/// How long they may take.
const PATIENCE: TimeDelta = TimeDelta::minutes(15);
/// The session's value that says when its person last proved who they are.
const PROVEN: &str = "proven";
/// For so long that counts before a sensitive deed.
const LATELY: TimeDelta = TimeDelta::minutes(10);
/// For how long a browser is known, in seconds: 400 days, the most that browsers keep a cookie.
const KNOWN_FOR: u32 = 34_560_000;

/// Somebody whose password was right.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Knocking {
    user: Uuid,
    needs_app: bool,
    at: DateTime<Utc>,
}

/// Lets somebody in, or leads them to what is missing.
pub(super) async fn let_in(knock: Knock, next: &str) -> Answer<()> {
    if knock.missing == Missing::Nothing {
        begin(knock.user).await?;
        leptos_axum::redirect(inside(next));
        return Ok(());
    }
    let session = session().await?;
    session.cycle_id().await.map_err(broken)?;
    session.remove::<Uuid>(SESSION_USER).await.map_err(broken)?;
    let knocking = Knocking {
        user: knock.user,
        needs_app: knock.missing == Missing::App,
        at: Utc::now(),
    };
    session.insert(KNOCKING, knocking).await.map_err(broken)?;
    leptos_axum::redirect(&format!(
        "/sign-in/code?next={}",
        super::introduce::escape(inside(next))
    ));
    Ok(())
}

/// Makes a new session for a person who proved who they are; the id from before is worth nothing then.
pub(super) async fn begin(user: Uuid) -> Answer<()> {
    let client = client().await;
    let mark = answer(domain::sessions::arrive(&crm(), user, &client).await)?;
    let likes = preferences_of(&headers().await?);
    answer(domain::users::begin_with(&crm(), user, likes).await)?;
    let session = session().await?;
    session.cycle_id().await.map_err(broken)?;
    session.remove::<Knocking>(KNOCKING).await.map_err(broken)?;
    session.insert(SESSION_USER, user).await.map_err(broken)?;
    session
        .insert(SESSION_ADDRESS, client.address.to_string())
        .await
        .map_err(broken)?;
    session.insert(PROVEN, Utc::now()).await.map_err(broken)?;
    remember(&mark);
    Ok(())
}

/// The browser keeps its mark, out of the reach of scripts.
fn remember(mark: &str) {
    let (name, secure) = match is_over_tls() {
        true => (format!("__Host-{MARK}"), "; Secure"),
        false => (MARK.to_owned(), ""),
    };
    let cookie =
        format!("{name}={mark}; Path=/; Max-Age={KNOWN_FOR}; HttpOnly; SameSite=Lax{secure}");
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), cookie.parse()) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

async fn knocking() -> Answer<Option<Knocking>> {
    let found: Option<Knocking> = session().await?.get(KNOCKING).await.map_err(broken)?;
    Ok(found.filter(|knocking| Utc::now() - knocking.at < PATIENCE))
}

/// What is still missing before whoever asks is signed in.
pub(super) async fn stage() -> Answer<Stage> {
    if let Some(codes) = codes_due().await? {
        return Ok(Stage::Codes(codes));
    }
    match knocking().await? {
        None => Ok(Stage::Begin),
        Some(knocking) if knocking.needs_app => {
            let setup = domain::sessions::begin_app(&crm(), knocking.user).await;
            answer(setup).map(Stage::Enrol)
        }
        Some(knocking) => {
            let proof = domain::sessions::second_proof(&crm(), &place(), knocking.user).await;
            answer(proof).map(Stage::Code)
        }
    }
}

/// Who is about to sign in and has only to show a code or a passkey; nobody who has to set up an app first.
pub(super) async fn knocking_user() -> Answer<Option<Uuid>> {
    let knocking = knocking().await?.filter(|knocking| !knocking.needs_app);
    Ok(knocking.map(|knocking| knocking.user))
}

/// The host by which the browser reached us.
pub(super) fn place() -> Place {
    let parts = use_context::<http::request::Parts>();
    let host = parts.and_then(|parts| parts.extensions.get::<ReachedBy>().cloned());
    Place(host.map_or_else(String::new, |host| host.0))
}

/// Takes a code and lets its person in. Answers recovery codes where it was the first code of an app.
pub(super) async fn take_code(code: &str, next: &str) -> Answer<Vec<String>> {
    let knocking = knocking().await?.ok_or(Failure::Refused(Refusal::SignIn))?;
    if !knocking.needs_app {
        let client = client().await;
        answer(domain::sessions::take_code(&crm(), knocking.user, code, &client).await)?;
        begin(knocking.user).await?;
        leptos_axum::redirect(inside(next));
        return Ok(Vec::new());
    }
    let codes = answer(domain::sessions::take_first_code(&crm(), knocking.user, code).await)?;
    begin(knocking.user).await?;
    if server::is_plain_form() {
        // The answer to a form is a page of its own, which shows codes once and lets go on.
        let session = session().await?;
        session.insert(CODES_DUE, true).await.map_err(broken)?;
        let next = super::introduce::escape(inside(next));
        leptos_axum::redirect(&format!("/sign-in/codes?next={next}"));
        return Ok(Vec::new());
    }
    Ok(codes)
}

/// The recovery codes of who has just set up an app without scripts. They are made when they are shown, and only once, so
/// that they are kept nowhere meanwhile.
async fn codes_due() -> Answer<Option<Vec<String>>> {
    let session = session().await?;
    let is_due: Option<bool> = session.remove(CODES_DUE).await.map_err(broken)?;
    if is_due != Some(true) {
        return Ok(None);
    }
    let desk = server::desk().await?;
    answer(domain::factors::anew(&desk).await).map(Some)
}

/// Proves again that it is still the same person.
pub(super) async fn prove(secret: &str) -> Answer<()> {
    let desk = server::desk().await?;
    answer(domain::sessions::prove_again(&desk, secret, &client().await).await)?;
    is_proven_now().await
}

/// The person of the session has proved just now who they are.
pub(super) async fn is_proven_now() -> Answer<()> {
    let session = session().await?;
    session.insert(PROVEN, Utc::now()).await.map_err(broken)
}

/// The desk of the signed-in person for a sensitive deed; [`Refusal::ProveAgain`] where they have not proved lately
/// that they are who they are.
pub async fn proven_desk() -> Answer<Desk> {
    let desk = server::desk().await?;
    // The proof was that of who looks, and nothing of the kind is done in another one's name.
    answer(desk.must_be_themselves())?;
    match is_proven(&session().await?).await.map_err(broken)? {
        true => Ok(desk),
        false => answer(Err(Refusal::ProveAgain.into())),
    }
}

/// Whether the person of a session has proved lately that they are who they are.
///
/// # Errors
/// When the session cannot be read.
pub async fn is_proven(
    session: &tower_sessions::Session,
) -> Result<bool, tower_sessions::session::Error> {
    let proven: Option<DateTime<Utc>> = session.get(PROVEN).await?;
    Ok(proven.is_some_and(|at| Utc::now() - at < LATELY))
}
