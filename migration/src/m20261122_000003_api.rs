//! Keys of programs, and the requests that they may repeat.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer_null, string, text, text_null, uuid};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn keys() -> TableCreateStatement {
    Table::create()
        .table("api_key")
        .col(uuid("id").primary_key())
        .col(uuid("user_id"))
        .col(text("name"))
        .col(string("hash").unique_key())
        .col(string("hint"))
        .col(text("scopes"))
        .col(moment("created_at"))
        .col(moment_null("last_used_at"))
        .col(moment_null("expires_at"))
        .col(moment_null("ended_at"))
        .take()
}

fn requests() -> TableCreateStatement {
    Table::create()
        .table("api_request")
        .col(uuid("api_key_id"))
        .col(string("name"))
        .col(string("fingerprint"))
        .col(uuid("record_id"))
        .col(text_null("progress"))
        .col(integer_null("status"))
        .col(text_null("headers"))
        .col(text_null("body"))
        .col(moment("leased_until"))
        .col(moment("expires_at"))
        .primary_key(Index::create().col("api_key_id").col("name"))
        .take()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(keys()).await?;
        manager.create_table(requests()).await?;
        for (name, table, column) in [
            ("api_key_user", "api_key", "user_id"),
            ("api_request_expires", "api_request", "expires_at"),
        ] {
            let one = index(name, table, &[column]);
            manager.create_index(one).await?;
        }
        Ok(())
    }
}
