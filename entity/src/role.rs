//! Roles that an administrator added, and what was changed of those that come with the product.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// A `contract::RoleDef` as JSON.
    pub body: String,
    /// Place among those added.
    pub position: i32,
    /// Counts the changes, so that two administrators do not overwrite each other.
    pub version: i32,
    pub changed_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
