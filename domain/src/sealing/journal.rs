//! What is to be sealed, opened or sealed anew, and how far that has come: a process that dies goes on from there.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: the journal of values that are being sealed"
)]

use std::collections::HashSet;

use entity::sealing::{ActiveModel, Column, Entity, Model};
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::Result;
use crate::access::{HouseDoor, Write};

/// What is done with the stored values of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// The field became sensitive.
    Seal,
    /// It is sensitive no more.
    Open,
    /// There is a new key.
    Again,
}

impl Deed {
    fn word(self) -> &'static str {
        match self {
            Self::Seal => "seal",
            Self::Open => "open",
            Self::Again => "again",
        }
    }

    pub(super) fn of(row: &Model) -> Self {
        match row.deed.as_str() {
            "seal" => Self::Seal,
            "open" => Self::Open,
            _ => Self::Again,
        }
    }
}

/// Orders it for a field, from the first record on. Ordered in the transaction that changes the description, it comes about
/// whatever happens to the process.
///
/// # Errors
/// When the database fails.
pub(crate) async fn order(write: &Write<'_>, object: &str, field: &str, deed: Deed) -> Result<()> {
    let row = ActiveModel {
        object: Set(object.to_owned()),
        field: Set(field.to_owned()),
        deed: Set(deed.word().to_owned()),
        after: Set(None),
        seq: Set(None),
        done: Set(0),
        left_over: Set(None),
        ordered_at: Set(write.now()),
    };
    let anew = OnConflict::columns([Column::Object, Column::Field])
        .update_columns([
            Column::Deed,
            Column::After,
            Column::Seq,
            Column::Done,
            Column::LeftOver,
            Column::OrderedAt,
        ])
        .to_owned();
    Entity::insert(row)
        .on_conflict(anew)
        .exec_without_returning(write.transaction())
        .await?;
    Ok(())
}

/// Everything that is ordered, the oldest first.
///
/// # Errors
/// When the database fails.
pub(super) async fn pending(house: HouseDoor<'_>) -> Result<Vec<Model>> {
    let rows = Entity::find().order_by_asc(Column::OrderedAt);
    Ok(rows.all(house.read()).await?)
}

/// The fields whose stored values are being sealed or opened, by object and key.
///
/// # Errors
/// When the database fails.
pub(crate) async fn at_work(house: HouseDoor<'_>) -> Result<HashSet<(String, String)>> {
    let rows = pending(house).await?;
    let changes_form = |row: &Model| Deed::of(row) != Deed::Again;
    Ok(rows
        .into_iter()
        .filter(changes_form)
        .map(|row| (row.object, row.field))
        .collect())
}

/// The row as it stands in the transaction, unless it was ordered anew meanwhile.
///
/// # Errors
/// When the database fails.
pub(super) async fn still(write: &Write<'_>, row: &Model) -> Result<bool> {
    let now = Entity::find_by_id((row.object.clone(), row.field.clone()))
        .one(write.transaction())
        .await?;
    Ok(now.is_some_and(|now| now.ordered_at == row.ordered_at && now.deed == row.deed))
}

/// Keeps the place it came to.
///
/// # Errors
/// When the database fails.
pub(super) async fn move_on(write: &Write<'_>, row: Model) -> Result<()> {
    let is_row = Column::Object
        .eq(row.object.as_str())
        .and(Column::Field.eq(row.field.as_str()));
    let place = ActiveModel {
        after: Set(row.after),
        seq: Set(row.seq),
        done: Set(row.done),
        left_over: Set(row.left_over),
        ..ActiveModel::default()
    };
    Entity::update_many()
        .set(place)
        .filter(is_row)
        .exec(write.transaction())
        .await?;
    Ok(())
}

/// It is done.
///
/// # Errors
/// When the database fails.
pub(super) async fn end(write: &Write<'_>, row: &Model) -> Result<()> {
    Entity::delete_by_id((row.object.clone(), row.field.clone()))
        .exec(write.transaction())
        .await?;
    Ok(())
}
