//! That somebody who was erased had said no: by a keyed hash of an address or a number, and nothing else of them.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent_kept")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub mark: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel: String,
    /// Word of a `contract::dto::consents::ConsentState` that is a no.
    pub state: String,
    pub said_on: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
