//! Judging a passkey that is shown.

use contract::{Problem, Value};
use entity::passkey;
use uuid::Uuid;
use webauthn_rs::prelude::{AuthenticationResult, Passkey, PublicKeyCredential, WebauthnError};

use super::asking::{Kept, What};
use super::place::{Party, Place};
use super::table;
use super::telling::{News, tell};
use crate::log::{Note, note_at_door};
use crate::sessions::Client;
use crate::{Crm, Error, Result, users};

/// What became of an answer.
enum Judged {
    Taken(Uuid),
    /// Of whom it is, where that is known.
    Refused(Option<Uuid>),
}

/// Whose passkey a browser shows, in answer to the question of `kept`. Its person was asked for a finger, a face or a
/// number by the device, so it counts as password and code at once.
///
/// # Errors
/// [`contract::Refusal::Invalid`] at `passkey`; [`contract::Refusal::Forbidden`] where passkeys cannot be used.
pub async fn take(
    crm: &Crm,
    place: &Place,
    kept: Option<Kept>,
    answer: &str,
    client: &Client,
) -> Result<Uuid> {
    let party = Party::at(crm, place).await?;
    let whose = match judge(crm, &party, kept, answer, client).await? {
        Judged::Taken(user) => return Ok(user),
        Judged::Refused(whose) => whose,
    };
    let people = crm.people();
    let who = whose.map(|user| (user, people.name(user).unwrap_or_default()));
    note_at_door(crm, who, &client.origin(), Note::SignInRefused).await?;
    Err(Error::invalid("passkey", Problem::WrongPasskey))
}

async fn judge(
    crm: &Crm,
    party: &Party,
    kept: Option<Kept>,
    answer: &str,
    client: &Client,
) -> Result<Judged> {
    let Some(what) = kept.and_then(Kept::in_time) else {
        return Ok(Judged::Refused(None));
    };
    let Ok(shown) = serde_json::from_str::<PublicKeyCredential>(answer) else {
        return Ok(Judged::Refused(None));
    };
    let Some(row) = table::of_credential(crm, shown.get_credential_id()).await? else {
        return Ok(Judged::Refused(None));
    };
    let refused = Judged::Refused(Some(row.user_id));
    let is_present = users::reached(crm.door().house(), row.user_id)
        .await?
        .is_some();
    if !is_present || row.host != party.host {
        return Ok(refused);
    }
    let mut key = table::key(&row)?;
    match verify(party, &shown, what, &row, &key) {
        Ok(proof) if is_older(&proof, &row) => doubt(crm, &row, client).await?,
        Ok(proof) => {
            key.update_credential(&proof);
            if table::use_up(crm, &row, &key, proof.counter()).await? {
                return Ok(Judged::Taken(row.user_id));
            }
        }
        Err(WebauthnError::CredentialPossibleCompromise) => doubt(crm, &row, client).await?,
        Err(cause) => tracing::warn!(%cause, "a passkey was refused"),
    }
    Ok(refused)
}

fn verify(
    party: &Party,
    shown: &PublicKeyCredential,
    what: What,
    row: &passkey::Model,
    key: &Passkey,
) -> std::result::Result<AuthenticationResult, WebauthnError> {
    let webauthn = &party.webauthn;
    match what {
        What::New(..) => Err(WebauthnError::InvalidUserUniqueId),
        What::Anybodys(state) => {
            let (user, _) = webauthn.identify_discoverable_authentication(shown)?;
            if user != row.user_id {
                return Err(WebauthnError::InvalidUserUniqueId);
            }
            webauthn.finish_discoverable_authentication_v2(shown, *state, key)
        }
        What::Theirs(user, _) if user != row.user_id => Err(WebauthnError::InvalidUserUniqueId),
        What::Theirs(_, state) => webauthn.finish_passkey_authentication(shown, &state),
    }
}

/// Whether the device counted less than it has already: the question may be older than another answer.
fn is_older(proof: &AuthenticationResult, row: &passkey::Model) -> bool {
    (proof.counter() > 0 || row.counter > 0) && i64::from(proof.counter()) <= row.counter
}

/// A passkey that counts backwards was copied, or its device was set back: it opens nothing, stands in the log, and its
/// person is told.
async fn doubt(crm: &Crm, row: &passkey::Model, client: &Client) -> Result<()> {
    let origin = client.origin();
    let transaction = crm.door().house().begin().await?;
    table::doubt(&transaction, row.id).await?;
    let news = News::Doubted;
    tell(
        crm,
        &transaction,
        row.user_id,
        news,
        &row.name,
        Some(&origin),
    )
    .await?;
    transaction.commit().await?;
    let people = crm.people();
    let who = (row.user_id, people.name(row.user_id).unwrap_or_default());
    let change = [Value::Empty, Value::Text(row.name.clone())];
    let note = Note::administered("passkey", row.user_id, "doubted", change);
    note_at_door(crm, Some(who), &origin, note).await
}
