//! Saved views of lists.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "view")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub object: String,
    pub name: String,
    pub owner_id: Uuid,
    /// `private`, `team` or `everyone`.
    pub sharing: String,
    /// The owner's team when it was shared with it.
    pub team: Option<String>,
    /// `contract::dto::views::ViewBody` as JSON.
    pub body: String,
    pub position: i32,
    /// Counts the changes, so that two people do not overwrite each other.
    pub version: i32,
    pub changed_at: DateTimeUtc,
    pub deleted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
