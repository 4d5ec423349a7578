//! Browsers in which people have signed in.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "known_browser")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    /// SHA-256 of the secret that the browser keeps, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub mark: String,
    /// Browser and system in a few words.
    pub device: String,
    /// The network it came from last.
    pub network: String,
    pub first_seen_at: DateTimeUtc,
    pub seen_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
