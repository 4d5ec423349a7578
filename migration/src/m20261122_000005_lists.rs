//! What lists need: deeds on many records, and saved views.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, string, string_null, text, uuid};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("bulk_job")
            .col(uuid("id").primary_key())
            .col(string("object"))
            .col(text("selection"))
            .col(text("deed"))
            .col(string("state"))
            .col(string_null("cursor"))
            .col(big_integer("total"))
            .col(big_integer("done"))
            .col(big_integer("changed"))
            .col(big_integer("refused"))
            .col(uuid("user_id"))
            .col(text("user_name"))
            .col(moment("created_at"))
            .col(moment_null("leased_until"))
            .take(),
        Table::create()
            .table("bulk_note")
            .col(uuid("job_id"))
            .col(uuid("record_id"))
            .col(text("title"))
            .col(text("refusal"))
            .primary_key(Index::create().col("job_id").col("record_id"))
            .take(),
        Table::create()
            .table("view")
            .col(uuid("id").primary_key())
            .col(string("object"))
            .col(text("name"))
            .col(uuid("owner_id"))
            .col(string("sharing"))
            .col(string_null("team"))
            .col(text("body"))
            .col(integer("position"))
            .col(integer("version"))
            .col(moment("changed_at"))
            .col(moment_null("deleted_at"))
            .take(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        let of_user = index("bulk_job_user", "bulk_job", &["user_id", "created_at"]);
        let of_object = index("view_object", "view", &["object", "position"]);
        manager.create_index(of_user).await?;
        manager.create_index(of_object).await
    }
}
