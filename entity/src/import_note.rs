//! Problems of imported rows.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_note")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub import_id: Uuid,
    pub line: i64,
    /// Word of a `contract::dto::imports::Severity`.
    pub severity: String,
    /// `contract::dto::imports::RowNote` as JSON.
    pub note: String,
    /// The row as it stands in the file, a JSON list, kept once for each row that is left out.
    pub cells: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
