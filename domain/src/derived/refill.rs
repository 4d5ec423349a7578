//! Values written anew in all records of an object, when what they follow from is described or changed: in batches,
//! each of which is one transaction with the place it came to, so that a process that dies goes on from there.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: the journal of values that are written anew"
)]

use std::collections::BTreeSet;

use contract::{Derived, FieldDef, ObjectDef};
use entity::refill::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::counted;
use super::follower::gathered_from;
use super::formulas::{needed, reckon};
use super::gather;
use super::plan::Plan;
use crate::access::Write;
use crate::{Desk, Result};

/// Records of one batch.
const BATCH: usize = 2_000;

/// Orders that a derived field be written anew in all records, from the first one on. Ordered in the transaction that
/// changes its description, it comes about whatever happens to the process; [`super::follow`] does it.
///
/// # Errors
/// When the database fails.
pub async fn order(write: &Write<'_>, object: &str, field: &str) -> Result<()> {
    let row = ActiveModel {
        object: Set(object.to_owned()),
        field: Set(field.to_owned()),
        after: Set(None),
        done: Set(0),
        ordered_at: Set(write.now()),
    };
    let anew = OnConflict::columns([Column::Object, Column::Field])
        .update_columns([Column::After, Column::Done, Column::OrderedAt])
        .to_owned();
    Entity::insert(row)
        .on_conflict(anew)
        .exec_without_returning(write.transaction())
        .await?;
    Ok(())
}

/// As [`order`], unless it is ordered already.
pub(super) async fn order_once(write: &Write<'_>, object: &str, field: &str) -> Result<()> {
    let ordered = Entity::find_by_id((object.to_owned(), field.to_owned()))
        .one(write.transaction())
        .await?;
    match ordered {
        Some(_) => Ok(()),
        None => order(write, object, field).await,
    }
}

/// Writes a derived field anew in all records, now.
///
/// # Errors
/// When the database fails; what is left is done by [`super::follow`].
pub async fn refill(desk: &Desk, object: &str, field: &str) -> Result<()> {
    let write = desk.write().await?;
    order(&write, object, field).await?;
    write.commit().await?;
    while step(desk).await? {
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// How many records have their new values of the fields of an object that are being written anew.
///
/// # Errors
/// When the database fails.
pub async fn progress(desk: &Desk, object: &str) -> Result<Vec<(String, u64)>> {
    let rows = Entity::find()
        .filter(Column::Object.eq(object))
        .all(desk.crm().door().house().read())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.field, u64::try_from(row.done).unwrap_or_default()))
        .collect())
}

/// One batch; `false` when nothing is ordered.
pub(super) async fn step(desk: &Desk) -> Result<bool> {
    let oldest = Entity::find().order_by_asc(Column::OrderedAt);
    let Some(row) = oldest.one(desk.crm().door().house().read()).await? else {
        return Ok(false);
    };
    let write = desk.write().await?;
    let last = batch(&write, &row).await?;
    let still = Entity::find_by_id((row.object.clone(), row.field.clone()))
        .one(write.transaction())
        .await?;
    // Ordered anew meanwhile: then this batch belongs to what was ordered before.
    if still.is_some_and(|still| still.ordered_at == row.ordered_at) {
        move_on(&write, row, last).await?;
    }
    write.commit().await?;
    Ok(true)
}

async fn move_on(write: &Write<'_>, row: Model, last: Option<(Uuid, usize)>) -> Result<()> {
    let is_row = Column::Object
        .eq(row.object.as_str())
        .and(Column::Field.eq(row.field.as_str()));
    match last {
        Some((last, count)) => {
            let done = row.done + i64::try_from(count).unwrap_or_default();
            Entity::update_many()
                .set(ActiveModel {
                    after: Set(Some(last)),
                    done: Set(done),
                    ..ActiveModel::default()
                })
                .filter(is_row)
                .exec(write.transaction())
                .await?;
        }
        None => {
            Entity::delete_many()
                .filter(is_row)
                .exec(write.transaction())
                .await?;
        }
    }
    Ok(())
}

/// Writes the next records; answers the last of them and how many they were, `None` behind the end.
async fn batch(write: &Write<'_>, row: &Model) -> Result<Option<(Uuid, usize)>> {
    let descriptions = write.desk().crm().descriptions();
    let (Some(object), Some(plan)) = (
        descriptions.object(&row.object),
        descriptions.plan(&row.object),
    ) else {
        return Ok(None);
    };
    let Some(field) = object.field(&row.field) else {
        return Ok(None);
    };
    match &field.derived {
        Some(Derived::Counted { .. }) => {
            number_batch(write, &object, &plan, field, row.after).await
        }
        Some(_) => value_batch(write, &object, &plan, field, row.after).await,
        None => Ok(None),
    }
}

/// Roll-ups and formulas, with the formulas and roll-ups that follow from them.
async fn value_batch(
    write: &Write<'_>,
    object: &ObjectDef,
    plan: &Plan,
    field: &FieldDef,
    after: Option<Uuid>,
) -> Result<Option<(Uuid, usize)>> {
    let keys = BTreeSet::from([field.key.clone()]);
    let formulas = plan.following(keys.clone());
    let ties = write.desk().crm().descriptions().ties();
    let roll_up = ties.roll_up(&object.key, &field.key);
    let most = BATCH as u64;
    let ids = write.standing_after(object, &[], after, most).await?;
    let Some(last) = ids.last().map(|record| record.id) else {
        return Ok(None);
    };
    let ids: Vec<Uuid> = ids.iter().map(|record| record.id).collect();
    if let Some((tie, roll_up)) = roll_up {
        gather::refresh(write, tie, std::slice::from_ref(roll_up), &ids).await?;
    }
    if !formulas.is_empty() {
        let records = write
            .standing(object, &needed(object, &formulas), &ids)
            .await?;
        reckon(write, object, &formulas, &records).await?;
    }
    let followed = formulas.iter().map(|formula| formula.field().key.clone());
    let keys = keys.into_iter().chain(followed).collect();
    let count = ids.len();
    gathered_from(write, &object.key, &keys, &ids.into_iter().collect()).await?;
    Ok(Some((last, count)))
}

/// Numbers for the records that have none, in the order in which they were made.
async fn number_batch(
    write: &Write<'_>,
    object: &ObjectDef,
    plan: &Plan,
    field: &FieldDef,
    after: Option<Uuid>,
) -> Result<Option<(Uuid, usize)>> {
    let formulas = plan.following(BTreeSet::from([field.key.clone()]));
    let mut fields = needed(object, &formulas);
    if !fields.iter().any(|needed| needed.key == field.key) {
        fields.push(field);
    }
    let mut records = write
        .standing_after(object, &fields, after, BATCH as u64)
        .await?;
    let Some(last) = records.last().map(|record| record.id) else {
        return Ok(None);
    };
    counted::number_standing(write, object, plan, field, &mut records).await?;
    reckon(write, object, &formulas, &records).await?;
    Ok(Some((last, records.len())))
}
