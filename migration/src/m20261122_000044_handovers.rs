//! Hand-overs: everything that somebody owns, given to colleagues as one act. Its parts are deeds on many records.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string, text, uuid, uuid_null};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let handover = Table::create()
            .table("handover")
            .col(uuid("id").primary_key())
            .col(uuid("user_id"))
            .col(text("user_name"))
            .col(text("portions"))
            .col(text("things"))
            .col(boolean("has_left"))
            .col(string("state"))
            .col(uuid("by_id"))
            .col(text("by_name"))
            .col(moment("created_at"))
            .col(moment_null("leased_until"))
            .take();
        manager.create_table(handover).await?;
        let newest = index("handover_created", "handover", &["created_at"]);
        manager.create_index(newest).await?;
        let part_of = Table::alter()
            .table("bulk_job")
            .add_column(uuid_null("part_of"))
            .take();
        manager.alter_table(part_of).await
    }
}
