//! The way in through a provider: the session keeps what is needed to judge one return.

use contract::Refusal;
use contract::dto::providers::ProviderTrouble as Trouble;
use domain::providers::{self, Back, Came, Kept, Question, Use};
use leptos::prelude::use_context;
use tower_sessions::Expiry;
use tower_sessions::cookie::time::Duration;
use uuid::Uuid;

use super::introduce::escape;
use super::server::{SESSION_USER, broken, crm, desk, inside, proven_desk, session};
use super::visitor::client;
use super::way_in::{is_proven, is_proven_now, let_in, place};
use super::{Answer, Failure};

/// The session's value about the attempt that was begun last.
const ASKED: &str = "provider";
/// How long the session of a stranger lives who was sent to a provider.
const STRANGERS: Duration = Duration::minutes(20);

/// Sends who wants to sign in to a provider, or to the page that says why not.
pub(super) async fn begin(provider: Uuid, next: &str, again: bool) -> Answer<()> {
    let to = match again {
        false => Use::SignIn,
        true if is_asked_elsewhere() => {
            tell(Trouble::Over, None, Use::SignIn);
            return Ok(());
        }
        true => Use::Proof(me(&desk().await?)?),
    };
    match asked(provider, to, next).await {
        Ok(address) => leptos_axum::redirect(&address),
        Err(trouble) => tell(trouble, Some(provider), to),
    }
    Ok(())
}

/// Whether a foreign page led here: to prove oneself is begun on our own pages alone.
fn is_asked_elsewhere() -> bool {
    let parts = use_context::<http::request::Parts>();
    let site = parts
        .as_ref()
        .and_then(|parts| parts.headers.get("sec-fetch-site"));
    site.is_some_and(|site| !matches!(site.as_bytes(), b"same-origin" | b"none"))
}

fn me(desk: &domain::Desk) -> Answer<Uuid> {
    desk.actor().id().ok_or(Failure::Refused(Refusal::SignIn))
}

/// Whether who is signed in has proved lately who they are.
pub(super) async fn proven_lately() -> Answer<bool> {
    is_proven(&session().await?).await.map_err(broken)
}

/// Where somebody goes to be linked. It is a sensitive deed: whoever is linked comes in.
pub(super) async fn link(provider: Uuid) -> Answer<String> {
    let to = Use::Link(me(&proven_desk().await?)?);
    Ok(asked(provider, to, "")
        .await
        .unwrap_or_else(|trouble| trouble_page(trouble, Some(provider), to)))
}

/// The address at the provider; the session keeps what judges the return.
async fn asked(provider: Uuid, to: Use, next: &str) -> Result<String, Trouble> {
    let (crm, client) = (crm(), client().await);
    let question = providers::ask(&crm, &place(), provider, to, inside(next), &client).await;
    let Question { address, kept } = question.map_err(trouble_of)??;
    keep(kept).await.map_err(|_| Trouble::Broken)?;
    Ok(address)
}

async fn keep(kept: Kept) -> Answer<()> {
    let session = session().await?;
    let user: Option<Uuid> = session.get(SESSION_USER).await.map_err(broken)?;
    if user.is_none() {
        session.set_expiry(Some(Expiry::OnInactivity(STRANGERS)));
    }
    session.insert(ASKED, kept).await.map_err(broken)
}

/// Takes who comes back from a provider. What was kept is taken out first, so that none is judged twice.
pub(super) async fn take([code, state, error, issuer]: [String; 4]) -> Answer<()> {
    let session = session().await?;
    let kept: Option<Kept> = session.remove(ASKED).await.map_err(broken)?;
    let me: Option<Uuid> = session.get(SESSION_USER).await.map_err(broken)?;
    let of = kept.as_ref().map(Kept::of);
    let next = kept.as_ref().map(|kept| kept.next.clone());
    let back = Back {
        code,
        state,
        error,
        issuer,
    };
    let came = providers::take(&crm(), kept, &back, me, &client().await).await;
    let came = came.map_err(trouble_of).and_then(|came| came);
    match came {
        Ok(Came::In(knock)) => {
            session.set_expiry(None);
            return let_in(knock, &next.unwrap_or_default()).await;
        }
        Ok(Came::Linked) => leptos_axum::redirect("/settings/security"),
        Ok(Came::Proven) => {
            is_proven_now().await?;
            leptos_axum::redirect("/sign-in/proven");
        }
        Err(trouble) => {
            let provider = of.map(|(_, provider)| provider);
            tell(trouble, provider, of.map_or(Use::SignIn, |(to, _)| to));
        }
    }
    Ok(())
}

/// What a refusal of the house means to who stands between two of them.
fn trouble_of(error: domain::Error) -> Trouble {
    match error.into_refusal() {
        Refusal::TooMany { .. } => Trouble::Wait,
        Refusal::NotFound | Refusal::Forbidden => Trouble::Over,
        _ => Trouble::Broken,
    }
}

fn tell(trouble: Trouble, provider: Option<Uuid>, to: Use) {
    leptos_axum::redirect(&trouble_page(trouble, provider, to));
}

/// The page that says it. Who was signed in goes back to their settings from there.
fn trouble_page(trouble: Trouble, provider: Option<Uuid>, to: Use) -> String {
    let mut address = format!("/sign-in/trouble?why={}", trouble.word());
    match (to, provider) {
        (Use::SignIn, Some(provider)) => {
            address.push_str(&format!("&provider={}", escape(&provider.to_string())));
        }
        (Use::SignIn, None) => {}
        (Use::Link(_) | Use::Proof(_), _) => address.push_str("&inside"),
    }
    address
}
