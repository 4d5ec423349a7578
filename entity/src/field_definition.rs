//! Fields that an administrator added, and what was changed of those that come with the product.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "field_definition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub object: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// A `contract::FieldDef` as JSON. Of a field that comes with the product only what an administrator may change
    /// of it counts.
    pub body: String,
    /// Place among the fields added.
    pub position: i32,
    /// Counts the changes, so that two administrators do not overwrite each other.
    pub version: i32,
    pub changed_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
