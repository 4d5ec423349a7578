//! Backups that were made, tried or failed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, integer, string, string_null, text, text_null, uuid,
};

use crate::columns::{index, moment};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backup = Table::create()
            .table("backup")
            .col(uuid("id").primary_key())
            .col(string("name"))
            .col(moment("started_at"))
            .col(boolean("is_scheduled"))
            .col(string_null("slot").unique_key())
            .col(moment("leased_until"))
            .col(string("step"))
            .col(integer("percent"))
            .col(text_null("trouble"))
            .col(big_integer("bytes"))
            .col(string("digest"))
            .col(text("manifest"))
            .col(text_null("tried"))
            .take();
        manager.create_table(backup).await?;
        let by_time = index("backup_started", "backup", &["started_at"]);
        manager.create_index(by_time).await
    }
}
