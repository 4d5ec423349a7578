//! Passkeys.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, string, text, text_uniq, uuid};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("passkey")
            .col(uuid("id").primary_key())
            .col(uuid("user_id"))
            .col(text_uniq("credential"))
            .col(string("host"))
            .col(text("name"))
            .col(text("key"))
            .col(big_integer("counter"))
            .col(moment("made_at"))
            .col(moment_null("used_at"))
            .col(moment_null("doubted_at"))
            .take();
        manager.create_table(table).await?;
        manager
            .create_index(index("passkey_user", "passkey", &["user_id"]))
            .await
    }
}
