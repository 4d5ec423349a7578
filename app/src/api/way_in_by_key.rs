//! The way in by a passkey: the session keeps what is needed to judge one answer of the browser.

use contract::dto::passkeys::{PasskeyOffer, PasskeyUse};
use contract::{Problem, Refusal};
use domain::passkeys::{self, Kept, Question};
use tower_sessions::Expiry;
use tower_sessions::cookie::time::Duration;
use uuid::Uuid;

use super::server::{SESSION_USER, answer, broken, crm, inside, session};
use super::visitor::client;
use super::way_in::{begin, is_proven_now, knocking_user, place};
use super::{Answer, Failure};

/// The session's value about the question that was asked last.
const ASKED: &str = "passkey";
/// How long the session of a stranger lives who was asked for a passkey.
const STRANGERS: Duration = Duration::minutes(20);

/// Who asks, once a session or a right password says so.
async fn known() -> Answer<Option<Uuid>> {
    let user: Option<Uuid> = session().await?.get(SESSION_USER).await.map_err(broken)?;
    match user {
        Some(user) => Ok(Some(user)),
        None => knocking_user().await,
    }
}

/// Whether whoever asks can show a passkey here.
pub(super) async fn offer() -> Answer<PasskeyOffer> {
    let (crm, place) = (crm(), place());
    answer(match known().await? {
        Some(user) => passkeys::offer_to(&crm, &place, user).await,
        None => passkeys::offer_to_anybody(&crm, &place).await,
    })
}

/// What the browser is to be asked.
pub(super) async fn ask(to: PasskeyUse) -> Answer<String> {
    let (crm, place, session) = (crm(), place(), session().await?);
    let question = match to {
        PasskeyUse::SignIn => {
            let user: Option<Uuid> = session.get(SESSION_USER).await.map_err(broken)?;
            if user.is_none() {
                session.set_expiry(Some(Expiry::OnInactivity(STRANGERS)));
            }
            passkeys::ask_anybody(&crm, &place, client().await.address).await
        }
        PasskeyUse::Code => {
            let user = knocking_user().await?;
            let user = user.ok_or(Failure::Refused(Refusal::SignIn))?;
            passkeys::ask_person(&crm, &place, user).await
        }
        PasskeyUse::Proof => {
            let user: Option<Uuid> = session.get(SESSION_USER).await.map_err(broken)?;
            let user = user.ok_or(Failure::Refused(Refusal::SignIn))?;
            passkeys::ask_person(&crm, &place, user).await
        }
    };
    keep(answer(question)?).await
}

/// Keeps what judges the answer, and gives the question to the browser.
pub(super) async fn keep(question: Question) -> Answer<String> {
    let session = session().await?;
    session.insert(ASKED, question.kept).await.map_err(broken)?;
    Ok(question.asked)
}

/// What judges the answer; it is taken out, so that none is judged twice.
pub(super) async fn kept() -> Answer<Option<Kept>> {
    session().await?.remove(ASKED).await.map_err(broken)
}

/// Whose passkey the browser shows.
async fn whose(shown: &str) -> Answer<Uuid> {
    let kept = kept().await?;
    let client = client().await;
    answer(passkeys::take(&crm(), &place(), kept, shown, &client).await)
}

/// Signs in by a passkey, alone or in place of a code.
pub(super) async fn take(shown: &str, next: &str) -> Answer<()> {
    let knocking = knocking_user().await?;
    let user = whose(shown).await?;
    // After a password nobody but its person goes on.
    if knocking.is_some_and(|knocking| knocking != user) {
        return answer(Err(domain::Error::invalid(
            "passkey",
            Problem::WrongPasskey,
        )));
    }
    session().await?.set_expiry(None);
    begin(user).await?;
    leptos_axum::redirect(inside(next));
    Ok(())
}

/// Proves again that it is still the same person.
pub(super) async fn prove(shown: &str) -> Answer<()> {
    let desk = super::server::desk().await?;
    let user = whose(shown).await?;
    match desk.actor().id() == Some(user) {
        true => is_proven_now().await,
        false => answer(Err(domain::Error::invalid(
            "passkey",
            Problem::WrongPasskey,
        ))),
    }
}
