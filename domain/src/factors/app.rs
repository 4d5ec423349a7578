//! The app of a person that shows codes.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::net::IpAddr;

use chrono::{TimeDelta, Utc};
use contract::dto::signing::{FactorInfo, FactorSetup};
use contract::{Problem, Refusal, Value};
use entity::{second_factor as factor, user};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{is_required, recovery, square, totp};
use crate::log::{Note, note};
use crate::sealing::{KeyMissing, Secret as Sealed, open_secret, seal_secret};
use crate::sessions::{self, throttle};
use crate::users::record_of;
use crate::{Crm, Desk, Error, Result, passkeys};

/// For so long a secret is shown again that no code has proved yet.
const BEGUN: TimeDelta = TimeDelta::minutes(15);

/// The asker's codes.
///
/// # Errors
/// When the database fails.
pub async fn info(desk: &Desk) -> Result<FactorInfo> {
    let user = asker(desk).await?;
    let kept = kept(desk.crm(), user.id).await?;
    Ok(FactorInfo {
        since: kept.and_then(|kept| kept.proven_at),
        codes_left: recovery::left(desk.crm(), user.id).await?,
        is_required: is_required(desk.crm(), user.id).await?
            && !passkeys::has_any(desk.crm(), user.id).await?,
    })
}

/// Makes a secret for an app of the asker's; it counts once a code proves that the app has it.
///
/// # Errors
/// [`Refusal::Forbidden`] where there is an app already: that one is ended first.
pub async fn begin(desk: &Desk) -> Result<FactorSetup> {
    let user = asker(desk).await?;
    begin_for(desk.crm(), &user).await
}

/// The same for somebody who is about to sign in.
pub(crate) async fn begin_for(crm: &Crm, user: &user::Model) -> Result<FactorSetup> {
    if is_on(crm, user.id).await? {
        return Err(Refusal::Forbidden.into());
    }
    let secret = match kept(crm, user.id).await? {
        // Shown again, as when the page is loaded anew: the app may have it already.
        Some(begun) if Utc::now() - begun.begun_at < BEGUN => {
            opened(crm, &begun).map_or_else(|_| totp::secret(), |secret| secret.to_string())
        }
        _ => totp::secret(),
    };
    let house = crm.door().house();
    let sealed = seal_secret(crm, house.write(), Sealed::App(user.id), &secret).await?;
    let row = factor::ActiveModel {
        user_id: Set(user.id),
        secret: Set(sealed),
        begun_at: Set(Utc::now()),
        proven_at: Set(None),
        used_step: Set(0),
    };
    let anew = OnConflict::column(factor::Column::UserId)
        .update_columns([factor::Column::Secret, factor::Column::BegunAt])
        .to_owned();
    factor::Entity::insert(row)
        .on_conflict(anew)
        .exec_without_returning(house.write())
        .await?;
    square::setup(&crm.settings().organisation, &user.email, &secret)
}

/// Proves that the app has the secret: from now on codes are asked for. Answers the recovery codes, which are shown
/// this once.
///
/// # Errors
/// [`Refusal::Invalid`] at `code`; [`Refusal::TooMany`] after several wrong ones.
pub async fn prove(desk: &Desk, code: &str) -> Result<Vec<String>> {
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    prove_for(desk.crm(), me, code).await
}

/// The same for somebody who is about to sign in.
pub(crate) async fn prove_for(crm: &Crm, user: Uuid, code: &str) -> Result<Vec<String>> {
    let attempt = throttle::admit_change(crm, user).await?;
    let waiting = kept(crm, user)
        .await?
        .filter(|kept| kept.proven_at.is_none());
    let waiting = waiting.ok_or(Refusal::NotFound)?;
    let secret = opened(crm, &waiting)?;
    let step = totp::step_of(&secret, &plain(code), Utc::now());
    let step = step.ok_or_else(wrong)?;
    attempt.forgive(crm).await?;
    let transaction = crm.door().house().begin().await?;
    let proven = factor::ActiveModel {
        proven_at: Set(Some(Utc::now())),
        used_step: Set(step),
        ..Default::default()
    };
    let same = factor::Entity::update_many()
        .set(proven)
        .filter(factor::Column::UserId.eq(user))
        .filter(factor::Column::BegunAt.eq(waiting.begun_at))
        .filter(factor::Column::ProvenAt.is_null());
    if same.exec(&transaction).await?.rows_affected != 1 {
        return Err(Refusal::NotFound.into());
    }
    let codes = recovery::replace(&transaction, user).await?;
    transaction.commit().await?;
    tracing::info!(%user, "second factor set up");
    Ok(codes)
}

/// Ends one's own codes.
///
/// # Errors
/// [`Refusal::Forbidden`] where the organisation asks for them and there is no passkey in their place.
pub async fn end(desk: &Desk) -> Result<()> {
    let user = asker(desk).await?;
    let crm = desk.crm();
    if is_required(crm, user.id).await? && !passkeys::has_any(crm, user.id).await? {
        return Err(Refusal::Forbidden.into());
    }
    let transaction = desk.crm().door().house().begin().await?;
    forget(&transaction, user.id).await?;
    transaction.commit().await?;
    tracing::info!(user = %user.id, "second factor ended");
    Ok(())
}

/// Takes the codes of somebody who lost their app away, and ends their sessions; for administrators.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::NotFound`] where there are none.
pub async fn reset(desk: &Desk, user: Uuid) -> Result<()> {
    desk.must_administer()?;
    if kept(desk.crm(), user).await?.is_none() {
        return Err(Refusal::NotFound.into());
    }
    let transaction = desk.crm().door().house().begin().await?;
    forget(&transaction, user).await?;
    sessions::end_all(&transaction, user, None).await?;
    transaction.commit().await?;
    let change = [Value::YesNo(true), Value::YesNo(false)];
    note(desk, Note::administered("codes", user, "living", change)).await?;
    tracing::info!(%user, by = desk.actor().name(), "second factor reset");
    Ok(())
}

/// Whether codes are asked of somebody because they have an app.
pub(crate) async fn is_on(crm: &Crm, user: Uuid) -> Result<bool> {
    Ok(kept(crm, user)
        .await?
        .is_some_and(|kept| kept.proven_at.is_some()))
}

/// Whether it is a code that the person's app shows and nobody used, or one of their recovery codes.
///
/// # Errors
/// [`Refusal::TooMany`] after several wrong ones.
pub(crate) async fn is_code(crm: &Crm, user: Uuid, code: &str, address: IpAddr) -> Result<bool> {
    let attempt = throttle::admit_code(crm, user, address).await?;
    let code = plain(code);
    let is_right = match code.len() {
        6 => is_shown(crm, user, &code).await?,
        _ => recovery::use_up(crm, user, &code).await?,
    };
    if is_right {
        attempt.forgive(crm).await?;
    }
    Ok(is_right)
}

/// Whether the app shows it now. It is used up by that, and with it every earlier one, also where two come at the
/// same moment.
async fn is_shown(crm: &Crm, user: Uuid, code: &str) -> Result<bool> {
    let kept = kept(crm, user)
        .await?
        .filter(|kept| kept.proven_at.is_some());
    let Some(kept) = kept else { return Ok(false) };
    let secret = opened(crm, &kept)?;
    let Some(step) = totp::step_of(&secret, code, Utc::now()) else {
        return Ok(false);
    };
    let used = factor::ActiveModel {
        used_step: Set(step),
        ..Default::default()
    };
    let unused = factor::Entity::update_many()
        .set(used)
        .filter(factor::Column::UserId.eq(user))
        .filter(factor::Column::UsedStep.lt(step));
    Ok(unused.exec(crm.door().house().write()).await?.rows_affected == 1)
}

async fn kept(crm: &Crm, user: Uuid) -> Result<Option<factor::Model>> {
    Ok(factor::Entity::find_by_id(user)
        .one(crm.door().house().read())
        .await?)
}

/// The secret of an app as the app has it.
///
/// # Errors
/// [`Problem::KeyMissing`] at `code` where the key is gone that it was sealed with: a recovery code opens still, or the
/// codes are set up anew.
fn opened(crm: &Crm, kept: &factor::Model) -> Result<Zeroizing<String>> {
    let secret = Sealed::App(kept.user_id);
    open_secret(&crm.keys(), secret, kept.secret.clone())
        .map_err(|KeyMissing(key)| Error::invalid("code", Problem::KeyMissing { key }))
}

async fn forget<C: ConnectionTrait>(connection: &C, user: Uuid) -> Result<()> {
    factor::Entity::delete_by_id(user).exec(connection).await?;
    recovery::forget(connection, user).await
}

async fn asker(desk: &Desk) -> Result<user::Model> {
    desk.must_be_themselves()?;
    let me = desk.actor().id().ok_or(Refusal::SignIn)?;
    Ok(record_of(desk, me).await?.ok_or(Refusal::SignIn)?)
}

/// As it was meant: people type blanks and dashes as they see them.
fn plain(code: &str) -> String {
    code.chars()
        .filter(char::is_ascii_alphanumeric)
        .take(40)
        .collect()
}

fn wrong() -> Error {
    Error::invalid("code", Problem::WrongCode)
}
