//! Fields of which the stored values are being sealed, opened or sealed anew, and how far that has come.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sealing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub object: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub field: String,
    /// `seal`, `open` or `again`.
    pub deed: String,
    /// The last record that is done.
    pub after: Option<Uuid>,
    /// The last event of the log that is done, once all records are.
    pub seq: Option<i64>,
    /// How many values are done.
    pub done: i64,
    /// How many values were still to be done when the last record had been looked at.
    pub left_over: Option<i64>,
    pub ordered_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
