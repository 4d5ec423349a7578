//! Imports that belong together, with how far they are as a whole.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_set")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub state: String,
    /// All its parts come from the rows of one sheet.
    pub is_one_sheet: bool,
    /// Who began it; nil for the house itself.
    pub user_id: Uuid,
    pub user_name: String,
    pub created_at: DateTimeUtc,
    /// The last sign of life of who works on it.
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
