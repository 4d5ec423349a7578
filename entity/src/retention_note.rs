//! Why records were passed over by a run of a rule of retention. No personal data: their names are read anew.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "retention_note")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub run_id: Uuid,
    pub object: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// `contract::dto::retention::Stays` as JSON.
    pub why: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
