//! Shares follow records that become one, and go back when these are parted.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::sharing::{ShareState, Subject};
use entity::share;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::give::same;
use super::{check, row};
use crate::access::Write;
use crate::{Desk, Error, Result};

/// What became of a share when a record became part of another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Followed {
    /// It is of the record that stays now, and was of this one.
    Moved { share: Uuid, from: Uuid },
    /// Its holder had the record that stays to see, and the one that went to edit.
    Widened { share: Uuid },
    /// It ends with the record that stays now, and ended with this one.
    Bound { share: Uuid, from: Uuid },
}

/// Whether shares of other records may come to be of one. Whoever merges may give with it no more than by sharing; where
/// they may not share the record that stays, the shares stay with those that go, and sleep there.
///
/// # Errors
/// When the database fails.
pub(crate) async fn may_follow(desk: &Desk, object: &str, into: Uuid) -> Result<bool> {
    match check::may_share(desk, object, &Subject::Record(into)).await {
        Ok(()) => Ok(true),
        Err(Error::Refused(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Shares and requests of records that went become those of the one that stays. Of two by which somebody has it for good
/// the wider one counts.
///
/// # Errors
/// When the database fails.
pub(crate) async fn follow(
    write: &Write<'_>,
    object: &str,
    gone: &[Uuid],
    into: Uuid,
) -> Result<Vec<Followed>> {
    let place = [share::Column::Object, share::Column::Record];
    let rows = open_at(write, place, object, gone).await?;
    let mut followed = Vec::new();
    for found in rows {
        let (share, Some(from)) = (found.id, found.record) else {
            continue;
        };
        let moved = share::Model {
            record: Some(into),
            ..found
        };
        let known = match is_live(&moved) {
            true => same(write, &moved).await?,
            false => None,
        };
        match known {
            Some(known) if known.may_edit || !moved.may_edit => {}
            Some(known) => {
                followed.push(Followed::Widened { share: known.id });
                put_level(write, known, true).await?;
            }
            None => {
                put(write, moved).await?;
                followed.push(Followed::Moved { share, from });
            }
        }
    }
    Ok(followed)
}

/// Grants that end when a record that went is closed end with the one that stays.
///
/// # Errors
/// When the database fails.
pub(crate) async fn bind(
    write: &Write<'_>,
    object: &str,
    gone: &[Uuid],
    into: Uuid,
) -> Result<Vec<Followed>> {
    let place = [share::Column::EndsObject, share::Column::EndsRecord];
    let rows = open_at(write, place, object, gone).await?;
    let mut bound = Vec::new();
    for row in rows {
        if let Some(from) = row.ends_record {
            put_end_record(write, row.id, (from, into)).await?;
            bound.push(Followed::Bound {
                share: row.id,
                from,
            });
        }
    }
    Ok(bound)
}

/// Shares go back to where they were before the merge into a record. What ended meanwhile stays ended.
///
/// # Errors
/// When the database fails.
pub(crate) async fn part(write: &Write<'_>, followed: &[Followed], into: Uuid) -> Result<()> {
    for one in followed {
        match one {
            Followed::Moved { share, from } => {
                let Some(found) = load(write, *share, into).await? else {
                    continue;
                };
                if is_live(&found) {
                    let ended = row::noted(&found, row::ENDED);
                    write.note_beside(&ended).await?;
                }
                let back = share::Model {
                    record: Some(*from),
                    ..found
                };
                put(write, back).await?;
            }
            Followed::Widened { share } => {
                let found = load(write, *share, into).await?;
                if let Some(found) = found.filter(is_live) {
                    put_level(write, found, false).await?;
                }
            }
            Followed::Bound { share, from } => {
                put_end_record(write, *share, (into, *from)).await?;
            }
        }
    }
    Ok(())
}

/// The shares and requests that name some records in two columns, object and id, the oldest first.
async fn open_at(
    write: &Write<'_>,
    [of, record]: [share::Column; 2],
    object: &str,
    records: &[Uuid],
) -> Result<Vec<share::Model>> {
    let rows = share::Entity::find()
        .filter(of.eq(object))
        .filter(record.is_in(records.to_vec()))
        .filter(share::Column::State.is_in([ShareState::Live.key(), ShareState::Asked.key()]))
        .order_by_asc(share::Column::MadeAt);
    Ok(rows.all(write.transaction()).await?)
}

fn is_live(row: &share::Model) -> bool {
    row.state == ShareState::Live.key()
}

/// A share, if it is of that record still.
async fn load(write: &Write<'_>, id: Uuid, record: Uuid) -> Result<Option<share::Model>> {
    let found = share::Entity::find_by_id(id).filter(share::Column::Record.eq(record));
    Ok(found.one(write.transaction()).await?)
}

/// Keeps a share at its record, and tells its holder.
async fn put(write: &Write<'_>, moved: share::Model) -> Result<()> {
    if is_live(&moved) {
        write.note_beside(&row::noted(&moved, row::SHARED)).await?;
    }
    row::keep(write, moved).await
}

async fn put_level(write: &Write<'_>, known: share::Model, may_edit: bool) -> Result<()> {
    put(write, share::Model { may_edit, ..known }).await
}

async fn put_end_record(write: &Write<'_>, id: Uuid, (from, to): (Uuid, Uuid)) -> Result<()> {
    share::Entity::update_many()
        .col_expr(share::Column::EndsRecord, Expr::val(to))
        .filter(share::Column::Id.eq(id))
        .filter(share::Column::EndsRecord.eq(from))
        .exec(write.transaction())
        .await?;
    Ok(())
}
