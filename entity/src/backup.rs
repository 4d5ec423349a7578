//! Backups that were made, tried or failed. What lies at their place is what there is; this says what is known of it.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "backup")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Of its file.
    pub name: String,
    pub started_at: DateTimeUtc,
    pub is_scheduled: bool,
    /// One word while it is being made, and empty afterwards: of a word there is one.
    pub slot: Option<String>,
    /// Until when the process that makes it has shown to be alive.
    pub leased_until: DateTimeUtc,
    /// Word of a `contract::dto::backups::BackupStep`.
    pub step: String,
    pub percent: i32,
    /// Why it was not made, as JSON of a `contract::dto::backups::BackupTrouble`.
    pub trouble: Option<String>,
    pub bytes: i64,
    /// SHA-256 of the whole file.
    pub digest: String,
    /// What is in it, as JSON; empty until it is made.
    pub manifest: String,
    /// What came of trying it out, as JSON of a `contract::dto::backups::Tried`.
    pub tried: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
