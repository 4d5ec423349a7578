//! Who looks at the product as somebody else at the moment. What is over stands in the log alone.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "simulation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The session with which it ends.
    pub session_key: String,
    /// Who looks.
    pub by_id: Uuid,
    /// As whom they look.
    pub user_id: Uuid,
    pub reason: String,
    pub begun_at: DateTimeUtc,
    /// When it ends by itself.
    pub ends_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
