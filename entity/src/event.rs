//! The log of every change.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// Transaction id on PostgreSQL, by which followers page; empty on SQLite, where one writer makes seq order commit order.
    pub xid: Option<i64>,
    pub at: DateTimeUtc,
    /// The user; `None` for the house itself.
    pub actor_id: Option<Uuid>,
    pub actor: String,
    pub object: String,
    pub record_id: Uuid,
    pub version: i32,
    /// Word of a `contract::dto::records::EventAction`.
    pub action: String,
    /// Fields before and after as JSON: `{"field": [before, after]}`.
    pub changes: String,
    /// Random bytes that hide the content in the sealed chain.
    pub salt: Vec<u8>,
    /// What several events of one deed have in common: a request, an import.
    pub request_id: Option<Uuid>,
    /// Automations leave it alone.
    pub is_silent: bool,
    /// Where it came from, as far as the network says.
    pub address: Option<String>,
    /// Browser and system in a few words.
    pub device: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
