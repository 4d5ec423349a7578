//! Which team stands above which, at any distance. Every team stands above itself.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, DeriveEntityModel)]
#[sea_orm(table_name = "team_above")]
pub struct Model {
    /// Key of the team above.
    #[sea_orm(primary_key, auto_increment = false)]
    pub above: String,
    /// Key of the team below.
    #[sea_orm(primary_key, auto_increment = false)]
    pub team: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
