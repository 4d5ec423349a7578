//! Rules by which records go by themselves, their runs, and which rule had a person erased.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, date, date_null, integer, text, text_null, uuid, uuid_null,
};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rule = Table::create()
            .table("retention_rule")
            .col(uuid("id").primary_key())
            .col(text("name"))
            .col(text("body"))
            .col(integer("version"))
            .col(text("state"))
            .col(text_null("preview"))
            .col(boolean("is_approved"))
            .col(date_null("ran_on"))
            .col(text("changed_by"))
            .col(moment("changed_at"))
            .take();
        manager.create_table(rule).await?;
        let run = Table::create()
            .table("retention_run")
            .col(uuid("id").primary_key())
            .col(uuid("rule_id"))
            .col(text("body"))
            .col(text("state"))
            .col(date("day"))
            .col(text_null("cursor"))
            .col(big_integer("total"))
            .col(big_integer("done"))
            .col(big_integer("changed"))
            .col(big_integer("held"))
            .col(big_integer("failed"))
            .col(text_null("trouble"))
            .col(text("digests"))
            .col(text("by_name"))
            .col(moment("at"))
            .col(moment_null("ended_at"))
            .col(moment_null("leased_until"))
            .take();
        manager.create_table(run).await?;
        let note = Table::create()
            .table("retention_note")
            .col(uuid("run_id"))
            .col(text("object"))
            .col(uuid("record_id"))
            .col(text("why"))
            .primary_key(Index::create().col("run_id").col("record_id"))
            .take();
        manager.create_table(note).await?;
        for index in [
            index("retention_run_at", "retention_run", &["at"]),
            index("retention_run_rule", "retention_run", &["rule_id"]),
            index("retention_note_record", "retention_note", &["record_id"]),
        ] {
            manager.create_index(index).await?;
        }
        // One column each: SQLite takes no more at once.
        for column in [text_null("rule"), uuid_null("run_id")] {
            let widened = Table::alter().table("erasure").add_column(column).take();
            manager.alter_table(widened).await?;
        }
        Ok(())
    }
}
