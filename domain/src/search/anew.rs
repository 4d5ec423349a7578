//! Objects of which something else is searched than was are indexed anew: in batches, each of which is one transaction
//! with the place it came to, so that a process that dies goes on from there.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: how far the index has come"
)]

use std::collections::{HashMap, HashSet};

use contract::{ObjectDef, Record};
use entity::search_state::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::{Condition, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, Set};
use uuid::Uuid;

use super::docs::{self, Doc};
use super::follower::{NAME, document, wanted};
use super::texts;
use crate::digest::sha256;
use crate::log::stands;
use crate::{Desk, Result};

/// Grows when records are indexed in another way than before, so that all of them are indexed anew.
const VERSION: u32 = 2;
/// Records of one batch.
const BATCH: u64 = 500;

/// Orders that objects be indexed anew which are described otherwise than when they were indexed.
///
/// # Errors
/// When the database fails.
pub(super) async fn order(desk: &Desk) -> Result<()> {
    let house = desk.crm().door().house();
    let known: HashMap<String, String> = Entity::find()
        .all(house.read())
        .await?
        .into_iter()
        .map(|row| (row.object, row.fingerprint))
        .collect();
    let descriptions = desk.crm().descriptions();
    let changed: Vec<(&str, String)> = descriptions
        .all()
        .iter()
        .map(|object| (object.key.as_str(), fingerprint(object)))
        .filter(|(object, now)| known.get(*object) != Some(now))
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    // Where nothing has been indexed yet, the log itself tells of every record.
    let begins = known.is_empty() && stands(house.read(), NAME).await?.is_none();
    let rows = changed
        .into_iter()
        .map(|(object, fingerprint)| ActiveModel {
            object: Set(object.to_owned()),
            fingerprint: Set(fingerprint),
            after: Set(None),
            is_done: Set(begins),
        });
    let anew = OnConflict::column(Column::Object)
        .update_columns([Column::Fingerprint, Column::After, Column::IsDone])
        .to_owned();
    Entity::insert_many(rows)
        .on_conflict(anew)
        .exec_without_returning(house.write())
        .await?;
    Ok(())
}

/// One batch; `false` when nothing is ordered.
///
/// # Errors
/// When the database fails; nothing of the batch was done then.
pub(super) async fn step(desk: &Desk) -> Result<bool> {
    let next = Entity::find()
        .filter(Column::IsDone.eq(false))
        .order_by_asc(Column::Object);
    let Some(row) = next.one(desk.crm().door().house().read()).await? else {
        return Ok(false);
    };
    let descriptions = desk.crm().descriptions();
    let object = descriptions.object(&row.object);
    let write = desk.write().await?;
    let after = match &object {
        Some(object) => {
            let records = write
                .standing_after(object, &wanted(object), row.after, BATCH)
                .await?;
            let living = living(desk, object, &records).await?;
            let docs: Vec<_> = records
                .iter()
                .map(|record| match living.contains(&record.id) {
                    true => document(object, record),
                    false => Doc::none(&object.key, record.id),
                })
                .collect();
            docs::put(write.transaction(), &docs).await?;
            records.last().map(|record| record.id)
        }
        None => None,
    };
    move_on(write.transaction(), row, after).await?;
    write.commit().await?;
    Ok(true)
}

/// Those of some records that are not in the bin.
async fn living(desk: &Desk, object: &ObjectDef, records: &[Record]) -> Result<HashSet<Uuid>> {
    let Ok(visible) = desk.visible(&object.key) else {
        return Ok(HashSet::new());
    };
    let id = visible.column("id");
    let ids = records.iter().map(|record| record.id);
    let living = visible.only(Condition::all().add(id.is_in(ids)));
    let living = living.records(&[]).await?;
    Ok(living.into_iter().map(|record| record.id).collect())
}

async fn move_on(tx: &DatabaseTransaction, row: Model, after: Option<Uuid>) -> Result<()> {
    let moved = ActiveModel {
        is_done: Set(after.is_none()),
        after: Set(after),
        ..ActiveModel::default()
    };
    // Ordered anew meanwhile: then this batch belongs to what was ordered before.
    Entity::update_many()
        .set(moved)
        .filter(Column::Object.eq(row.object))
        .filter(Column::Fingerprint.eq(row.fingerprint))
        .exec(tx)
        .await?;
    Ok(())
}

/// Of all that decides what the index holds of an object's records.
fn fingerprint(object: &ObjectDef) -> String {
    let fields: Vec<_> = match object.is_found() {
        true => texts::fields(object)
            .map(|field| {
                let choices = field.choices.iter();
                let choices: Vec<_> = choices.map(|choice| (&choice.key, &choice.label)).collect();
                (&field.key, field.stem(), field.kind, choices)
            })
            .collect(),
        false => Vec::new(),
    };
    let told = serde_json::to_string(&(VERSION, &object.title, fields));
    sha256(told.unwrap_or_default().as_bytes())
}
