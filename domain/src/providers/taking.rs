//! Judging who comes back from a provider.

use std::sync::Arc;

use contract::dto::providers::ProviderTrouble as Trouble;
use entity::identity_provider as provider;
use uuid::Uuid;

use super::asking::{Kept, Use};
use super::proof::{Vouched, vouched};
use super::{own, people, table};
use crate::log::{Note, note_at_door};
use crate::sessions::{Client, Knock, Missing, knock};
use crate::{Crm, Result, alerts, users};

/// What the provider, by way of the browser, says.
#[derive(Clone, Debug, Default)]
pub struct Back {
    pub code: String,
    pub state: String,
    pub error: String,
    /// Who says it (RFC 9207), where the provider tells.
    pub issuer: String,
}

/// What somebody came back for, and got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Came {
    In(Knock),
    Linked,
    Proven,
}

/// Judges who comes back. `kept` is what the session kept of the attempt, taken out of it; `me` is who is signed in.
///
/// # Errors
/// When the database fails. The inner error says why nobody is let in.
pub async fn take(
    crm: &Arc<Crm>,
    kept: Option<Kept>,
    back: &Back,
    me: Option<Uuid>,
    client: &Client,
) -> Result<std::result::Result<Came, Trouble>> {
    // Whoever never went anywhere is nothing to note: anybody can open the address as often as they like.
    let went = kept.is_some();
    let mut who = Who::Nobody;
    let judged = judge(crm, kept, back, me, (client, &mut who)).await?;
    if went && judged.is_err() {
        note_refused(crm, who, client).await?;
    }
    Ok(judged)
}

/// Whom a refusal is about.
enum Who {
    Nobody,
    /// An address that nobody has here.
    Named(String),
    Known(Uuid),
}

async fn judge(
    crm: &Arc<Crm>,
    kept: Option<Kept>,
    back: &Back,
    me: Option<Uuid>,
    (client, who): (&Client, &mut Who),
) -> Result<std::result::Result<Came, Trouble>> {
    let Some(kept) = kept.filter(|kept| kept.is_answered_by(&back.state)) else {
        return Ok(Err(Trouble::Over));
    };
    let row = table::one(crm, kept.provider)
        .await?
        .filter(|row| row.is_on);
    let Some(row) = row else {
        return Ok(Err(Trouble::Over));
    };
    if !back.issuer.is_empty() && back.issuer != row.issuer {
        return Ok(Err(Trouble::Wrong));
    }
    if let Some(trouble) = told(&row, &back.error) {
        return Ok(Err(trouble));
    }
    let vouched = match vouched(crm, &row, &kept, &back.code).await? {
        Ok(vouched) => vouched,
        Err(trouble) => return Ok(Err(trouble)),
    };
    match kept.to {
        Use::SignIn => sign_in(crm, &row, &vouched, (client, who)).await,
        Use::Link(user) if me == Some(user) => own::link(crm, &row, &vouched, user, client).await,
        Use::Proof(user) if me == Some(user) => prove(crm, &row, &vouched, &kept, user).await,
        // Somebody else signed in meanwhile, or nobody is any more.
        Use::Link(_) | Use::Proof(_) => Ok(Err(Trouble::Over)),
    }
}

/// What the provider says went wrong.
fn told(row: &provider::Model, error: &str) -> Option<Trouble> {
    match error {
        "" => None,
        "access_denied"
        | "login_required"
        | "interaction_required"
        | "consent_required"
        | "account_selection_required" => Some(Trouble::Denied),
        "server_error" | "temporarily_unavailable" => Some(Trouble::Unreached),
        _ => {
            let error: String = error.chars().filter(|c| !c.is_control()).take(60).collect();
            tracing::warn!(
                provider = row.name,
                error,
                "a provider refused the question"
            );
            Some(Trouble::Wrong)
        }
    }
}

/// Who it is here, and what is missing still: what the provider asked for counts as the password, and as code only where
/// administrators believe it.
async fn sign_in(
    crm: &Arc<Crm>,
    row: &provider::Model,
    vouched: &Vouched,
    (client, who): (&Client, &mut Who),
) -> Result<std::result::Result<Came, Trouble>> {
    let user = match people::find(crm, row, vouched, client).await? {
        Ok(user) => user,
        Err(trouble) => {
            *who = Who::Named(vouched.email.clone());
            return Ok(Err(trouble));
        }
    };
    *who = Who::Known(user);
    let Some(mut knocked) = knock_of(crm, user).await? else {
        return Ok(Err(Trouble::Unknown));
    };
    if row.trusts_codes && vouched.has_second {
        knocked.missing = Missing::Nothing;
    }
    Ok(Ok(Came::In(knocked)))
}

async fn knock_of(crm: &Crm, user: Uuid) -> Result<Option<Knock>> {
    match users::reached(crm.door().house(), user).await? {
        Some(_) => knock(crm, user).await.map(Some),
        None => Ok(None),
    }
}

/// Only who is linked proves anything, and only where the provider asked anew.
async fn prove(
    crm: &Crm,
    row: &provider::Model,
    vouched: &Vouched,
    kept: &Kept,
    user: Uuid,
) -> Result<std::result::Result<Came, Trouble>> {
    let link = table::of_subject(crm, row.id, &vouched.subject).await?;
    let Some(link) = link.filter(|link| link.user_id == user) else {
        return Ok(Err(Trouble::Taken));
    };
    if !vouched.is_asked_since(kept.at) {
        return Ok(Err(Trouble::Stale));
    }
    table::note_use(crm, link.id).await?;
    Ok(Ok(Came::Proven))
}

async fn note_refused(crm: &Crm, who: Who, client: &Client) -> Result<()> {
    let people = crm.people();
    let (known, note) = match who {
        Who::Nobody => (None, Note::SignInRefused),
        Who::Named(email) => match alerts::of_name(&crm.keys(), &email) {
            Some(account) => (None, Note::UnknownRefused { account }),
            None => (None, Note::SignInRefused),
        },
        Who::Known(user) => (Some(user), Note::SignInRefused),
    };
    let known = known.map(|user| (user, people.name(user).unwrap_or_default()));
    note_at_door(crm, known, &client.origin(), note).await
}
