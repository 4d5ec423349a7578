//! Seals of the log: each takes in the events since the one before.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "seal")]
pub struct Model {
    /// 1, 2, 3 …
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub at: DateTimeUtc,
    /// The least number of its events.
    pub first_seq: i64,
    /// The greatest number of its events.
    pub last_seq: i64,
    /// How many events it takes in.
    pub events: i64,
    /// Number (8 bytes, the greatest first) and digest (32 bytes) of each event, in the order of the chain.
    pub leaves: Vec<u8>,
    /// The head of the chain after it.
    pub head: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
