//! What somebody opened last, and what they marked for themselves. Only ids are kept: what is shown of them is asked
//! through the door, so that what somebody may not see any more vanishes from their shelf.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps tables of the house: recent and favourite records"
)]

use std::collections::HashMap;

use chrono::{DateTime, SubsecRound, Utc};
use contract::dto::search::{Hit, Shelf};
use contract::{Problem, Refusal};
use entity::{favourite, recent};
use futures::future::try_join_all;
use sea_orm::sea_query::{Condition, ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::find::told;
use crate::{Desk, Error, Result};

/// Records opened last that are kept for each person.
const RECENT: u64 = 20;
/// The most records one person marks.
const FAVOURITES: u64 = 100;

/// As [`opened`], beside what the page waits for: it is written when there is nothing else to write.
pub fn note_opened(desk: Desk, object: String, id: Uuid) {
    if desk.actor().simulation().is_some() {
        return;
    }
    tokio::spawn(async move {
        if let Err(error) = opened(&desk, &object, id).await {
            // Logged by being told; nobody waits for the answer.
            drop(error.into_refusal());
        }
    });
}

/// Remembers that somebody opened a record.
///
/// # Errors
/// When the database fails.
pub async fn opened(desk: &Desk, object: &str, id: Uuid) -> Result<()> {
    let Some(me) = desk.actor().id() else {
        return Ok(());
    };
    let house = desk.crm().door().house();
    let mine = of_recent(me).limit(RECENT + 1).all(house.read()).await?;
    // Pages ask again when something changes; the one opened last stays the last one.
    if mine
        .first()
        .is_some_and(|last| last.object == object && last.record_id == id)
    {
        return Ok(());
    }
    let row = recent::ActiveModel {
        user_id: Set(me),
        object: Set(object.to_owned()),
        record_id: Set(id),
        opened_at: Set(now()),
    };
    let again = OnConflict::columns([
        recent::Column::UserId,
        recent::Column::Object,
        recent::Column::RecordId,
    ])
    .update_column(recent::Column::OpenedAt)
    .to_owned();
    recent::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(house.write())
        .await?;
    if let Some(oldest) = mine.get(RECENT as usize - 1) {
        recent::Entity::delete_many()
            .filter(recent::Column::UserId.eq(me))
            .filter(recent::Column::OpenedAt.lt(oldest.opened_at))
            .exec(house.write())
            .await?;
    }
    Ok(())
}

/// To the microsecond: two records may be opened or marked within the millisecond that deeds are written under.
fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}

fn of_recent(me: Uuid) -> sea_orm::Select<recent::Entity> {
    recent::Entity::find()
        .filter(recent::Column::UserId.eq(me))
        .order_by_desc(recent::Column::OpenedAt)
        .order_by_desc(recent::Column::RecordId)
}

fn of_favourites(me: Uuid) -> sea_orm::Select<favourite::Entity> {
    favourite::Entity::find()
        .filter(favourite::Column::UserId.eq(me))
        .order_by_desc(favourite::Column::StarredAt)
        .order_by_desc(favourite::Column::RecordId)
}

/// Marks a record, or takes the mark from it.
///
/// # Errors
/// [`Refusal::NotFound`] for a record that the asker does not see, [`Refusal::Invalid`] when too many are marked.
pub async fn star(desk: &Desk, object: &str, id: Uuid, is_starred: bool) -> Result<()> {
    let me = desk.actor().id().ok_or(Refusal::Forbidden)?;
    let house = desk.crm().door().house();
    let key = (me, object.to_owned(), id);
    if !is_starred {
        favourite::Entity::delete_by_id(key)
            .exec(house.write())
            .await?;
        return Ok(());
    }
    if seen(desk, object, vec![id]).await?.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let starred = of_favourites(me)
        .limit(FAVOURITES)
        .all(house.read())
        .await?;
    if starred.len() as u64 >= FAVOURITES {
        let limit = u32::try_from(FAVOURITES).unwrap_or(u32::MAX);
        return Err(Error::invalid("record", Problem::TooMany { limit }));
    }
    let row = favourite::ActiveModel {
        user_id: Set(me),
        object: Set(object.to_owned()),
        record_id: Set(id),
        starred_at: Set(now()),
    };
    let again = OnConflict::columns([
        favourite::Column::UserId,
        favourite::Column::Object,
        favourite::Column::RecordId,
    ])
    .update_column(favourite::Column::StarredAt)
    .to_owned();
    favourite::Entity::insert(row)
        .on_conflict(again)
        .exec_without_returning(house.write())
        .await?;
    Ok(())
}

/// Whether the asker has marked a record.
///
/// # Errors
/// When the database fails.
pub async fn is_starred(desk: &Desk, object: &str, id: Uuid) -> Result<bool> {
    let me = desk.actor().id();
    let Some(me) = me.filter(|_| desk.actor().simulation().is_none()) else {
        return Ok(false);
    };
    let found = favourite::Entity::find_by_id((me, object.to_owned(), id))
        .one(desk.crm().door().house().read())
        .await?;
    Ok(found.is_some())
}

/// What the asker marked and what they opened last, as far as they still see it.
///
/// # Errors
/// When the database fails.
pub async fn shelf(desk: &Desk) -> Result<Shelf> {
    let me = desk.actor().id();
    // Where somebody was last is theirs: it is not shown to who looks as them.
    let Some(me) = me.filter(|_| desk.actor().simulation().is_none()) else {
        return Ok(Shelf::default());
    };
    let house = desk.crm().door().house();
    let starred: Vec<(String, Uuid)> = of_favourites(me)
        .limit(FAVOURITES)
        .all(house.read())
        .await?
        .into_iter()
        .map(|row| (row.object, row.record_id))
        .collect();
    let opened: Vec<(String, Uuid)> = of_recent(me)
        .limit(RECENT)
        .all(house.read())
        .await?
        .into_iter()
        .map(|row| (row.object, row.record_id))
        .collect();
    let mut by_object: HashMap<&str, Vec<Uuid>> = HashMap::new();
    for (object, id) in starred.iter().chain(&opened) {
        by_object.entry(object).or_default().push(*id);
    }
    let asked = by_object
        .into_iter()
        .map(|(object, ids)| seen(desk, object, ids));
    let known: HashMap<(String, Uuid), Hit> = try_join_all(asked)
        .await?
        .into_iter()
        .flatten()
        .map(|hit| ((hit.object.clone(), hit.id), hit))
        .collect();
    let told = |keys: Vec<(String, Uuid)>| -> Vec<Hit> {
        keys.iter()
            .filter_map(|key| known.get(key).cloned())
            .collect()
    };
    Ok(Shelf {
        favourites: told(starred),
        recent: told(opened),
    })
}

/// Those of some records that the asker sees; none of an object that was put away.
async fn seen(desk: &Desk, object: &str, ids: Vec<Uuid>) -> Result<Vec<Hit>> {
    let Ok(visible) = desk.visible(object) else {
        return Ok(Vec::new());
    };
    let id = visible.column("id");
    told(desk, visible.only(Condition::all().add(id.is_in(ids)))).await
}
