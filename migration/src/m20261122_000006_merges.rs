//! Merges of records, and pairs that are not the same.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, text, uuid, uuid_null};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let merge = Table::create()
            .table("merge")
            .col(uuid("id").primary_key())
            .col(string("object"))
            .col(uuid("into_id"))
            .col(text("journal"))
            .col(uuid_null("user_id"))
            .col(text("user_name"))
            .col(moment("at"))
            .col(moment_null("undone_at"))
            .take();
        let unlike = Table::create()
            .table("unlike")
            .col(string("object"))
            .col(uuid("one"))
            .col(uuid("other"))
            .col(uuid_null("said_by"))
            .col(moment("said_at"))
            .primary_key(Index::create().col("object").col("one").col("other"))
            .take();
        manager.create_table(merge).await?;
        manager.create_table(unlike).await?;
        let of_record = index("merge_record", "merge", &["object", "into_id"]);
        manager.create_index(of_record).await
    }
}
