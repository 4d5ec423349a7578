//! Requests that a program named, so that it may send them again when no answer came: done once, answered as often
//! as asked.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::{DateTime, TimeDelta, Utc};
use entity::api_request as request;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set, TryInsertResult};
use uuid::Uuid;

use crate::access::Write;
use crate::{Crm, Result};

/// How long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// How long somebody may work on a request without a sign of life.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// The right to do a named request, held by one at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    api_key: Uuid,
    name: String,
    /// The id for the record that the request makes: a second try finds the record of the first.
    pub record: Uuid,
    /// What an earlier try had done before it died, as it noted by [`advance`].
    pub progress: Option<String>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// A JSON object of header names and values.
    pub headers: String,
    pub body: String,
}

/// How things stand with a named request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// To be done, now and here.
    Ours(Claim),
    /// Done before.
    Answered(Answer),
    /// The name was used for another request.
    Another,
    /// Somebody is at it.
    Busy,
}

/// Takes a named request upon oneself, unless it was done or is being done. `fingerprint` tells requests apart.
///
/// # Errors
/// When the database fails.
pub async fn begin(crm: &Crm, api_key: Uuid, name: &str, fingerprint: &str) -> Result<Begun> {
    let now = Utc::now();
    forget_old(crm, api_key, name, now).await?;
    let record = Uuid::now_v7();
    if insert(crm, api_key, name, fingerprint, record, now).await? {
        return Ok(Begun::Ours(Claim {
            api_key,
            name: name.to_owned(),
            record,
            progress: None,
        }));
    }
    let found = request::Entity::find_by_id((api_key, name.to_owned()))
        .one(crm.door().house().write())
        .await?;
    let Some(found) = found else {
        // Let go of between our two looks: whoever asks again gets it.
        return Ok(Begun::Busy);
    };
    if found.fingerprint != fingerprint {
        return Ok(Begun::Another);
    }
    match found.status {
        Some(status) => Ok(Begun::Answered(Answer {
            status: u16::try_from(status).unwrap_or_default(),
            headers: found.headers.unwrap_or_default(),
            body: found.body.unwrap_or_default(),
        })),
        None if found.leased_until > now => Ok(Begun::Busy),
        None => take_over(crm, found, now).await,
    }
}

async fn insert(
    crm: &Crm,
    api_key: Uuid,
    name: &str,
    fingerprint: &str,
    record: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let row = request::ActiveModel {
        api_key_id: Set(api_key),
        name: Set(name.to_owned()),
        fingerprint: Set(fingerprint.to_owned()),
        record_id: Set(record),
        progress: Set(None),
        status: Set(None),
        headers: Set(None),
        body: Set(None),
        leased_until: Set(now + LEASE),
        expires_at: Set(now + KEPT),
    };
    let insert = request::Entity::insert(row).on_conflict_do_nothing();
    let result = insert
        .exec_without_returning(crm.door().house().write())
        .await?;
    Ok(matches!(result, TryInsertResult::Inserted(1..)))
}

/// Goes on where somebody died at it. Of several who try only one gets it.
async fn take_over(crm: &Crm, dead: request::Model, now: DateTime<Utc>) -> Result<Begun> {
    let taken = of(dead.api_key_id, &dead.name)
        .filter(request::Column::LeasedUntil.eq(dead.leased_until))
        .col_expr(request::Column::LeasedUntil, Expr::value(now + LEASE))
        .exec(crm.door().house().write())
        .await?;
    if taken.rows_affected != 1 {
        return Ok(Begun::Busy);
    }
    Ok(Begun::Ours(Claim {
        api_key: dead.api_key_id,
        name: dead.name,
        record: dead.record_id,
        progress: dead.progress,
    }))
}

fn of(api_key: Uuid, name: &str) -> sea_orm::UpdateMany<request::Entity> {
    request::Entity::update_many()
        .filter(request::Column::ApiKeyId.eq(api_key))
        .filter(request::Column::Name.eq(name))
}

/// Notes how far a list of operations has come, in the transaction in which it came so far.
pub(crate) async fn advance(write: &Write<'_>, claim: &Claim, progress: &str) -> Result<()> {
    of(claim.api_key, &claim.name)
        .col_expr(request::Column::Progress, Expr::value(progress))
        .col_expr(
            request::Column::LeasedUntil,
            Expr::value(Utc::now() + LEASE),
        )
        .exec(write.transaction())
        .await?;
    Ok(())
}

/// Keeps the answer for those who ask again.
///
/// # Errors
/// When the database fails.
pub async fn finish(crm: &Crm, claim: &Claim, answer: Answer) -> Result<()> {
    let row = request::ActiveModel {
        api_key_id: Set(claim.api_key),
        name: Set(claim.name.clone()),
        status: Set(Some(answer.status.into())),
        headers: Set(Some(answer.headers)),
        body: Set(Some(answer.body)),
        progress: Set(None),
        ..Default::default()
    };
    row.update(crm.door().house().write()).await?;
    Ok(())
}

/// Lets go of a request that broke: it may be tried again at once, and goes on where it stood.
///
/// # Errors
/// When the database fails.
pub async fn release(crm: &Crm, claim: &Claim) -> Result<()> {
    of(claim.api_key, &claim.name)
        .col_expr(request::Column::LeasedUntil, Expr::value(Utc::now()))
        .exec(crm.door().house().write())
        .await?;
    Ok(())
}

async fn forget_old(crm: &Crm, api_key: Uuid, name: &str, now: DateTime<Utc>) -> Result<()> {
    let old = request::Entity::find_by_id((api_key, name.to_owned()))
        .filter(request::Column::ExpiresAt.lte(now))
        .one(crm.door().house().read())
        .await?;
    if old.is_some() {
        request::Entity::delete_many()
            .filter(request::Column::ApiKeyId.eq(api_key))
            .filter(request::Column::Name.eq(name))
            .filter(request::Column::ExpiresAt.lte(now))
            .exec(crm.door().house().write())
            .await?;
    }
    Ok(())
}

/// Forgets answers that need no longer be kept; answers how many.
///
/// # Errors
/// When the database fails.
pub async fn sweep(crm: &Crm) -> Result<u64> {
    let old = request::Entity::delete_many().filter(request::Column::ExpiresAt.lte(Utc::now()));
    let gone = old.exec(crm.door().house().write()).await?;
    Ok(gone.rows_affected)
}
