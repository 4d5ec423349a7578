//! Sessions of signed-in browsers.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    /// SHA-256 of the session id in hexadecimal: a copy of the table opens no session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub user_id: Option<Uuid>,
    /// The session's values as JSON.
    pub data: String,
    /// What the browser said of itself.
    pub device: String,
    /// Where it was used last.
    pub address: String,
    pub started_at: DateTimeUtc,
    pub seen_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
