//! People who were erased.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, text, text_null, uuid, uuid_null};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let erasure = Table::create()
            .table("erasure")
            .col(uuid("id").primary_key())
            .col(string("object"))
            .col(uuid("record_id"))
            .col(text("people"))
            .col(text("hashes"))
            .col(string("reason"))
            .col(integer("kept_years"))
            .col(moment("at"))
            .col(uuid_null("by_id"))
            .col(text("by_name"))
            .col(string("step"))
            .col(text("counts"))
            .col(text("kept"))
            .col(text("digests"))
            .col(moment_null("ended_at"))
            .col(text_null("certificate"))
            .col(integer("replays"))
            .col(moment_null("leased_until"))
            .take();
        manager.create_table(erasure).await?;
        // Of two who erase the same person at once one is too late.
        let once = index("erasure_record", "erasure", &["object", "record_id"])
            .unique()
            .take();
        manager.create_index(once).await
    }
}
