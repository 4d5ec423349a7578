//! Imports and how far they got.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub object: String,
    pub file_name: String,
    pub bytes: i64,
    /// `contract::dto::imports::ImportPlan` as JSON.
    pub plan: String,
    /// Word of a `contract::dto::imports::ImportState`.
    pub state: String,
    /// Rows of the file that are done: where a stopped import goes on.
    pub rows_done: i64,
    /// Bytes of the file read so far.
    pub bytes_read: i64,
    /// `contract::dto::imports::ImportCounts` as JSON.
    pub counts: String,
    pub user_id: Uuid,
    pub user_name: String,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    /// Until then one process works on it; later another may take over.
    pub leased_until: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
