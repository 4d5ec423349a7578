//! Files on records.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub object: String,
    pub record_id: Uuid,
    pub name: String,
    /// MIME type as found from the content.
    pub media_type: String,
    pub bytes: i64,
    /// SHA-256 of the content in hexadecimal, also its place in the store.
    pub digest: String,
    pub added_at: DateTimeUtc,
    pub added_by: Option<Uuid>,
    pub deleted_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
