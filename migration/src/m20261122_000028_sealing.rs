//! Keys by which values are sealed, by their ids, and the journal of values that are being sealed.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, string, uuid_null};

use crate::columns::moment;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let keys = Table::create()
            .table("seal_key")
            .col(string("id").primary_key())
            .col(moment("since"))
            .take();
        manager.create_table(keys).await?;
        let work = Table::create()
            .table("sealing")
            .col(string("object"))
            .col(string("field"))
            .col(string("deed"))
            .col(uuid_null("after"))
            .col(big_integer_null("seq"))
            .col(big_integer("done"))
            .col(big_integer_null("left_over"))
            .col(moment("ordered_at"))
            .primary_key(Index::create().col("object").col("field"))
            .take();
        manager.create_table(work).await
    }
}
