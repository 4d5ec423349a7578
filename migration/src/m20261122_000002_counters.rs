//! What derived values need: the counters of numbers, and the journal of values that are written anew in bulk.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, uuid_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let counters = Table::create()
            .table("counter")
            .col(string("object"))
            .col(string("field"))
            .col(string("period"))
            .col(big_integer("next"))
            .primary_key(Index::create().col("object").col("field").col("period"))
            .take();
        let refills = Table::create()
            .table("refill")
            .col(string("object"))
            .col(string("field"))
            .col(uuid_null("after"))
            .col(big_integer("done"))
            .col(
                ColumnDef::new("ordered_at")
                    .timestamp_with_time_zone()
                    .not_null(),
            )
            .primary_key(Index::create().col("object").col("field"))
            .take();
        manager.create_table(counters).await?;
        manager.create_table(refills).await
    }
}
