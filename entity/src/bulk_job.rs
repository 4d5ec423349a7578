//! Deeds on many records and how far they got.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bulk_job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub object: String,
    /// `contract::dto::bulk::Selection` as JSON.
    pub selection: String,
    /// `contract::dto::bulk::Deed` as JSON.
    pub deed: String,
    /// Word of a `contract::dto::bulk::BulkState`.
    pub state: String,
    /// The last record that is done, or the last event that was taken back.
    pub cursor: Option<String>,
    pub total: i64,
    pub done: i64,
    pub changed: i64,
    pub refused: i64,
    pub user_id: Uuid,
    pub user_name: String,
    pub created_at: DateTimeUtc,
    /// Until then one process works on it; later another may take over. Also the proof of who works on it.
    pub leased_until: Option<DateTimeUtc>,
    /// The hand-over that it is a part of, which works on it.
    pub part_of: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
