//! Words of names by what is left of them when one letter is taken away, so that misspelt ones are found.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_near")]
pub struct Model {
    /// A hash of what is left.
    #[sea_orm(primary_key, auto_increment = false)]
    pub variant: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
