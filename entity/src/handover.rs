//! Everything that somebody owns, given to colleagues.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "handover")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose things they were.
    pub user_id: Uuid,
    pub user_name: String,
    /// Objects with who gets them and the deed on many that does it, as JSON.
    pub portions: String,
    /// Views and kept plans of imports that were given along, as JSON.
    pub things: String,
    /// The user was deactivated with it.
    pub has_left: bool,
    /// Word of a `contract::dto::bulk::BulkState`.
    pub state: String,
    pub by_id: Uuid,
    pub by_name: String,
    pub created_at: DateTimeUtc,
    /// Until then one process works on it; later another may take over. Also the proof of who works on it.
    pub leased_until: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
