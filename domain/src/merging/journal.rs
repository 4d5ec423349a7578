//! What merges moved, so that they can be taken back.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use contract::dto::merging::Merged;
use contract::value::Values;
use contract::{Action, Refusal};
use entity::{attachment, merge};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, Set,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::Moved;
use crate::sharing::Followed;
use crate::{Desk, Result};

/// Everything that taking a merge back needs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Journal {
    /// Fields of the record that stayed, before and after.
    pub(super) before: Values,
    pub(super) after: Values,
    pub(super) others: Vec<Uuid>,
    /// By object and field, what came to point to the record that stayed.
    pub(super) moved: Vec<(String, String, Vec<Moved>)>,
    /// Files with the record they were on.
    pub(super) files: Vec<(Uuid, Uuid)>,
    /// Shares that followed.
    #[serde(default)]
    pub(super) shares: Vec<Followed>,
}

impl Journal {
    pub(super) fn moved_count(&self) -> u64 {
        self.moved
            .iter()
            .map(|(_, _, moved)| moved.len() as u64)
            .sum()
    }
}

pub(super) async fn insert(
    tx: &DatabaseTransaction,
    desk: &Desk,
    id: Uuid,
    object: &str,
    into: Uuid,
    journal: &Journal,
) -> Result<merge::Model> {
    let row = merge::Model {
        id,
        object: object.to_owned(),
        into_id: into,
        journal: serde_json::to_string(journal)?,
        user_id: desk.actor().id(),
        user_name: desk.actor().name().to_owned(),
        at: desk.now(),
        undone_at: None,
    };
    Ok(row.into_active_model().reset_all().insert(tx).await?)
}

pub(super) async fn load(desk: &Desk, id: Uuid) -> Result<Option<merge::Model>> {
    Ok(merge::Entity::find_by_id(id)
        .one(desk.crm().door().house().read())
        .await?)
}

/// Notes that a merge was taken back; `false` when somebody did so before.
pub(super) async fn end(tx: &DatabaseTransaction, desk: &Desk, id: Uuid) -> Result<bool> {
    let ended = merge::Entity::update_many()
        .set(merge::ActiveModel {
            undone_at: Set(Some(desk.now())),
            ..Default::default()
        })
        .filter(merge::Column::Id.eq(id))
        .filter(merge::Column::UndoneAt.is_null())
        .exec(tx)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// The files of records come to another one. Answers each with where it was.
pub(super) async fn move_files(
    tx: &DatabaseTransaction,
    object: &str,
    from: &[Uuid],
    to: Uuid,
) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = attachment::Entity::find()
        .filter(attachment::Column::Object.eq(object))
        .filter(attachment::Column::RecordId.is_in(from.to_vec()))
        .all(tx)
        .await?;
    let moved: Vec<(Uuid, Uuid)> = rows.iter().map(|row| (row.id, row.record_id)).collect();
    attachment::Entity::update_many()
        .col_expr(attachment::Column::RecordId, Expr::val(to))
        .filter(attachment::Column::Object.eq(object))
        .filter(attachment::Column::RecordId.is_in(from.to_vec()))
        .exec(tx)
        .await?;
    Ok(moved)
}

/// Puts files back to where they were.
pub(super) async fn put_files_back(tx: &DatabaseTransaction, files: &[(Uuid, Uuid)]) -> Result<()> {
    for (file, record) in files {
        attachment::Entity::update_many()
            .col_expr(attachment::Column::RecordId, Expr::val(*record))
            .filter(attachment::Column::Id.eq(*file))
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// What the asker is told of a merge.
pub(super) fn told(row: &merge::Model, may_undo: bool) -> Result<Merged> {
    let journal: Journal = serde_json::from_str(&row.journal)?;
    Ok(Merged {
        id: row.id,
        object: row.object.clone(),
        into: row.into_id,
        moved: journal.moved_count(),
        others: journal.others,
        by: row.user_name.clone(),
        at: row.at,
        is_undone: row.undone_at.is_some(),
        may_undo: may_undo && row.undone_at.is_none(),
    })
}

/// One merge.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not there, or not the record it made.
pub async fn one(desk: &Desk, id: Uuid) -> Result<Merged> {
    let row = load(desk, id).await?.ok_or(Refusal::NotFound)?;
    desk.granted(&row.object, row.into_id, Action::See).await?;
    let may_undo = desk.reach(&row.object, Action::Delete) > contract::Reach::None;
    told(&row, may_undo)
}

/// The merges that made a record what it is, the newest first.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn of_record(desk: &Desk, object: &str, id: Uuid) -> Result<Vec<Merged>> {
    desk.granted(object, id, Action::See).await?;
    let may_undo = desk.reach(object, Action::Delete) > contract::Reach::None;
    let rows = merge::Entity::find()
        .filter(merge::Column::Object.eq(object))
        .filter(merge::Column::IntoId.eq(id))
        .order_by_desc(merge::Column::At)
        .all(desk.crm().door().house().read())
        .await?;
    rows.iter().map(|row| told(row, may_undo)).collect()
}
