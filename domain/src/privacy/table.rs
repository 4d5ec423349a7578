//! The table of erasures: what was ordered, how far it is, and who works on it.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::{DateTime, NaiveDate, Utc};
use contract::dto::privacy::{Allowed, Counts, Erasure, ErasureReason, Kept, KeptYears};
use entity::erasure::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::identifier::Identifier;
use super::subject::One;
use crate::access::HouseDoor;
use crate::consents::Withdrawn;
use crate::{Result, leases};

/// How long one process works on an erasure without a sign of life before another one may take over.
const LEASE_SECONDS: i64 = 60;
/// Erasures of the list.
const LISTED: u64 = 500;

/// A document that is kept: its object, its id, until when.
pub(super) type KeptOne = (String, Uuid, NaiveDate);

/// The steps in their order; a row names the one that comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// What points to the person.
    Related,
    /// What the house keeps beside records.
    Sides,
    /// Contents of files, on the disk.
    Files,
    /// The records themselves.
    Rows,
    /// What the log says of them.
    Events,
    /// The certificate.
    End,
    Done,
}

impl Step {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Related, "related"),
        (Self::Sides, "sides"),
        (Self::Files, "files"),
        (Self::Rows, "rows"),
        (Self::Events, "events"),
        (Self::End, "end"),
        (Self::Done, DONE),
    ];

    pub(super) fn word(self) -> &'static str {
        let found = Self::ALL.iter().find(|(step, _)| *step == self);
        found.map_or(DONE, |(_, word)| word)
    }

    pub(super) fn of(row: &Model) -> Self {
        let found = Self::ALL.iter().find(|(_, word)| *word == row.step);
        found.map_or(Self::Done, |(step, _)| *step)
    }
}

const DONE: &str = "done";

/// Writes an erasure, unless there is one of the same record. Answers the one that stands there.
///
/// # Errors
/// When the database fails.
pub(super) async fn insert<C: ConnectionTrait>(connection: &C, row: Model) -> Result<Model> {
    let (object, record) = (row.object.clone(), row.record_id);
    let insert = Entity::insert(row.clone().into_active_model().reset_all())
        .on_conflict(
            OnConflict::columns([Column::Object, Column::RecordId])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await;
    match insert {
        Ok(1..) => return Ok(row),
        Ok(0) | Err(sea_orm::DbErr::RecordNotInserted) => {}
        Err(error) => return Err(error.into()),
    }
    let found = of_record(connection, &object, record).await?;
    Ok(found.unwrap_or(row))
}

/// The erasure of a record.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_record<C: ConnectionTrait>(
    connection: &C,
    object: &str,
    record: Uuid,
) -> Result<Option<Model>> {
    let found = Entity::find()
        .filter(Column::Object.eq(object))
        .filter(Column::RecordId.eq(record));
    Ok(found.one(connection).await?)
}

pub(super) async fn load(house: HouseDoor<'_>, id: Uuid) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(house.write()).await?)
}

/// All erasures, the newest first.
pub(super) async fn list(house: HouseDoor<'_>) -> Result<Vec<Model>> {
    let rows = Entity::find().order_by_desc(Column::At).limit(LISTED);
    Ok(rows.all(house.read()).await?)
}

/// All erasures, for the ledger.
pub(super) async fn all(house: HouseDoor<'_>) -> Result<Vec<Model>> {
    let rows = Entity::find().order_by_asc(Column::At);
    Ok(rows.all(house.write()).await?)
}

/// Erasures that are not done and at which nobody works.
pub(super) async fn left(house: HouseDoor<'_>) -> Result<Vec<Model>> {
    let rows = Entity::find()
        .filter(Column::Step.ne(DONE))
        .order_by_asc(Column::At)
        .all(house.write())
        .await?;
    let is_left = |row: &Model| leases::is_free(row.leased_until);
    Ok(rows.into_iter().filter(is_left).collect())
}

/// Takes an erasure upon oneself; `None` when somebody else was first.
pub(super) async fn take(house: HouseDoor<'_>, row: Model) -> Result<Option<Model>> {
    let held = row.leased_until;
    save(house.write(), row, held).await
}

/// Keeps where an erasure stands, in the transaction in which it came there. `None` when somebody else took over.
pub(super) async fn keep<C: ConnectionTrait>(connection: &C, row: Model) -> Result<Option<Model>> {
    let held = row.leased_until;
    save(connection, row, held).await
}

async fn save<C: ConnectionTrait>(
    connection: &C,
    mut row: Model,
    held: Option<DateTime<Utc>>,
) -> Result<Option<Model>> {
    row.leased_until = Some(leases::after(row.step != DONE, LEASE_SECONDS));
    let is_held = leases::is_still(Column::LeasedUntil, held);
    let saved = Entity::update_many()
        .set(ActiveModel {
            id: sea_orm::ActiveValue::NotSet,
            ..row.clone().into_active_model().reset_all()
        })
        .filter(Column::Id.eq(row.id))
        .filter(is_held)
        .exec(connection)
        .await?;
    Ok((saved.rows_affected == 1).then_some(row))
}

/// Lets go of an erasure that waits for something: whoever comes next goes on.
pub(super) async fn release(house: HouseDoor<'_>, row: &Model) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::LeasedUntil, Expr::value(leases::over()))
        .filter(Column::Id.eq(row.id))
        .filter(leases::is_still(Column::LeasedUntil, row.leased_until))
        .exec(house.write())
        .await?;
    Ok(())
}

/// Nobody works in a database that was restored a moment ago.
pub(super) async fn release_all(house: HouseDoor<'_>) -> Result<()> {
    Entity::update_many()
        .col_expr(
            Column::LeasedUntil,
            Expr::value(Option::<DateTime<Utc>>::None),
        )
        .exec(house.write())
        .await?;
    Ok(())
}

/// By what the person is recognised, in the database and in the ledger.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Marks {
    /// Keyed hashes of addresses and numbers.
    pub(super) known: Vec<String>,
    /// What stands in the certificate.
    pub(super) shown: Vec<Identifier>,
    /// To what the person had said no.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) said_no: Vec<Withdrawn>,
}

pub(super) fn marks(row: &Model) -> Result<Marks> {
    Ok(serde_json::from_str(&row.hashes)?)
}

/// The records of the person.
pub(super) fn people(row: &Model) -> Result<Vec<One>> {
    Ok(serde_json::from_str(&row.people)?)
}

/// How many people a run of a rule of retention had erased.
///
/// # Errors
/// When the database fails.
pub(crate) async fn erased_in<C: ConnectionTrait>(connection: &C, run: Uuid) -> Result<u64> {
    let ordered = Entity::find().filter(Column::RunId.eq(run));
    Ok(ordered.count(connection).await?)
}

/// For how many years documents of an object are kept.
pub(super) fn kept_years(row: &Model, object: &str) -> Result<i32> {
    let years: KeptYears = serde_json::from_str(&row.kept_by_kind)?;
    Ok(years
        .get(object)
        .map_or(row.kept_years, |years| i32::from(*years)))
}

/// Notes that the person may be kept again.
///
/// # Errors
/// When the database fails.
pub(super) async fn allow<C: ConnectionTrait>(
    connection: &C,
    id: Uuid,
    allowed: &Allowed,
) -> Result<()> {
    let text = serde_json::to_string(allowed)?;
    Entity::update_many()
        .col_expr(Column::Allowed, Expr::value(Some(text)))
        .filter(Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

/// Adds to what was counted.
pub(super) fn count(
    row: &mut Model,
    counted: impl IntoIterator<Item = (contract::dto::privacy::Place, u64)>,
) -> Result<()> {
    // What was brought back by a restore was counted before.
    if row.ended_at.is_some() {
        return Ok(());
    }
    let mut counts: Counts = serde_json::from_str(&row.counts)?;
    for (place, count) in counted {
        if count > 0 {
            *counts.entry(place).or_default() += count;
        }
    }
    row.counts = serde_json::to_string(&counts)?;
    Ok(())
}

/// What is kept, by object.
pub(super) fn kept_of(kept: &[KeptOne]) -> Vec<Kept> {
    let mut sums: Vec<Kept> = Vec::new();
    for (object, _, until) in kept {
        match sums.iter_mut().find(|sum| sum.object == *object) {
            Some(sum) => {
                sum.count += 1;
                sum.until = sum.until.max(*until);
            }
            None => sums.push(Kept {
                object: object.clone(),
                count: 1,
                until: *until,
            }),
        }
    }
    sums
}

/// An erasure as it is told.
pub(super) fn told(row: &Model) -> Result<Erasure> {
    let kept: Vec<KeptOne> = serde_json::from_str(&row.kept)?;
    Ok(Erasure {
        id: row.id,
        object: row.object.clone(),
        record: row.record_id,
        reason: ErasureReason::of(&row.reason).unwrap_or_default(),
        rule: row.rule.clone(),
        at: row.at,
        by: row.by_name.clone(),
        ended_at: row.ended_at,
        counts: serde_json::from_str(&row.counts)?,
        kept: kept_of(&kept),
        replays: u32::try_from(row.replays).unwrap_or_default(),
        allowed: match &row.allowed {
            Some(text) => Some(serde_json::from_str(text)?),
            None => None,
        },
    })
}
