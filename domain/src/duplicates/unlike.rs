//! Pairs of which somebody said that they are not the same.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashSet;

use contract::Action;
use entity::unlike;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use crate::{Desk, Result};

/// The most records of a group.
const MOST: usize = 50;

/// Notes that records are not the same, each pair of them.
///
/// # Errors
/// [`contract::Refusal::NotFound`] and [`contract::Refusal::Forbidden`] where one may not be seen or changed.
pub async fn part(desk: &Desk, object: &str, ids: Vec<Uuid>) -> Result<()> {
    let pairs = pairs(desk, object, &ids).await?;
    let rows = pairs.into_iter().map(|(one, other)| unlike::ActiveModel {
        object: Set(object.to_owned()),
        one: Set(one),
        other: Set(other),
        said_by: Set(desk.actor().id()),
        said_at: Set(desk.now()),
    });
    let once = OnConflict::columns([
        unlike::Column::Object,
        unlike::Column::One,
        unlike::Column::Other,
    ])
    .do_nothing()
    .to_owned();
    unlike::Entity::insert_many(rows)
        .on_conflict(once)
        .exec_without_returning(desk.crm().door().house().write())
        .await?;
    Ok(())
}

/// Takes that back.
///
/// # Errors
/// As [`part`].
pub async fn put_together(desk: &Desk, object: &str, ids: Vec<Uuid>) -> Result<()> {
    for (one, other) in pairs(desk, object, &ids).await? {
        unlike::Entity::delete_many()
            .filter(unlike::Column::Object.eq(object))
            .filter(unlike::Column::One.eq(one))
            .filter(unlike::Column::Other.eq(other))
            .exec(desk.crm().door().house().write())
            .await?;
    }
    Ok(())
}

async fn pairs(desk: &Desk, object: &str, ids: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>> {
    for id in ids.iter().take(MOST) {
        desk.granted(object, *id, Action::Edit).await?;
    }
    let mut pairs = Vec::new();
    for (place, one) in ids.iter().take(MOST).enumerate() {
        for other in ids.iter().take(MOST).skip(place + 1) {
            pairs.push(ordered(*one, *other));
        }
    }
    Ok(pairs)
}

pub(super) fn ordered(one: Uuid, other: Uuid) -> (Uuid, Uuid) {
    if one < other {
        (one, other)
    } else {
        (other, one)
    }
}

/// The pairs among some records that are not the same.
pub(super) async fn among(
    desk: &Desk,
    object: &str,
    ids: &[Uuid],
) -> Result<HashSet<(Uuid, Uuid)>> {
    let rows = unlike::Entity::find()
        .filter(unlike::Column::Object.eq(object))
        .filter(unlike::Column::One.is_in(ids.to_vec()))
        .all(desk.crm().door().house().read())
        .await?;
    Ok(rows.into_iter().map(|row| (row.one, row.other)).collect())
}
