//! A new passkey of one's own.

use chrono::{SubsecRound, Utc};
use contract::dto::passkeys::PasskeyInfo;
use contract::{Problem, Refusal, Value};
use data_encoding::BASE64URL_NOPAD;
use entity::passkey;
use uuid::Uuid;
use webauthn_rs::prelude::{CredentialID, Passkey, RegisterPublicKeyCredential};

use super::asking::{Kept, Question, What};
use super::place::{Party, Place};
use super::telling::{News, tell};
use super::{own, table};
use crate::log::{Note, note};
use crate::users::record_of;
use crate::{Desk, Error, Result};

/// The most passkeys of one person.
const MOST: u32 = 20;

/// Asks the browser to make a passkey for the asker. It is to be found without a name, and to ask its person for a
/// finger, a face or a number each time.
///
/// # Errors
/// [`Refusal::Forbidden`] where passkeys cannot be used; [`Refusal::Invalid`] at `name` when there are too many.
pub async fn begin(desk: &Desk, place: &Place) -> Result<Question> {
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let user = record_of(desk, me).await?.ok_or(Refusal::SignIn)?;
    let party = Party::at(desk.crm(), place).await?;
    let rows = table::of_user(desk.crm(), me).await?;
    if rows.len() >= MOST as usize {
        return Err(Error::invalid("name", Problem::TooMany { limit: MOST }));
    }
    let known: Vec<CredentialID> = rows
        .iter()
        .map(|row| table::key(row).map(|key| key.cred_id().clone()))
        .collect::<Result<_>>()?;
    let (asked, state) = party
        .webauthn
        .start_passkey_registration(me, &user.email, &user.name, Some(known))
        .map_err(Error::broken)?;
    let mut asked = serde_json::to_value(&asked.public_key)?;
    asked["authenticatorSelection"]["residentKey"] = "required".into();
    asked["authenticatorSelection"]["requireResidentKey"] = true.into();
    Ok(Question {
        asked: asked.to_string(),
        kept: Kept::new(What::New(me, Box::new(state))),
    })
}

/// Takes what the browser made of that question.
///
/// # Errors
/// [`Refusal::Invalid`] at `name`, or at `passkey` for an answer to another question.
pub async fn add(
    desk: &Desk,
    place: &Place,
    name: &str,
    answer: &str,
    kept: Option<Kept>,
) -> Result<PasskeyInfo> {
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    let name = own::checked(name)?;
    let party = Party::at(desk.crm(), place).await?;
    let wrong = || Error::invalid("passkey", Problem::WrongPasskey);
    let Some(What::New(whose, state)) = kept.and_then(Kept::in_time) else {
        return Err(wrong());
    };
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| wrong())?;
    let made = party.webauthn.finish_passkey_registration(&answer, &state);
    let made = made.map_err(|cause| {
        tracing::warn!(%cause, "a new passkey was refused");
        wrong()
    })?;
    if whose != me {
        return Err(wrong());
    }
    let row = row(me, party.host, name, &made)?;
    let info = own::info(row.clone());
    let transaction = desk.crm().door().house().begin().await?;
    if !table::insert(&transaction, row).await? {
        return Err(Error::invalid("passkey", Problem::Taken));
    }
    let origin = desk.actor().origin();
    tell(
        desk.crm(),
        &transaction,
        me,
        News::Added,
        &info.name,
        origin,
    )
    .await?;
    transaction.commit().await?;
    let change = [Value::Empty, Value::Text(info.name.clone())];
    note(desk, Note::administered("passkey", me, "name", change)).await?;
    Ok(info)
}

fn row(user: Uuid, host: String, name: String, made: &Passkey) -> Result<passkey::Model> {
    let counter = serde_json::to_value(made)?;
    let counter = counter.pointer("/cred/counter").and_then(|at| at.as_i64());
    Ok(passkey::Model {
        id: Uuid::now_v7(),
        user_id: user,
        credential: BASE64URL_NOPAD.encode(made.cred_id().as_ref()),
        host,
        name,
        key: serde_json::to_string(made)?,
        counter: counter.ok_or_else(|| Error::broken("a passkey without a counter"))?,
        // As exactly as both databases keep it.
        made_at: Utc::now().trunc_subsecs(3),
        used_at: None,
        doubted_at: None,
    })
}
