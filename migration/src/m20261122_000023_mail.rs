//! Mails that are to be sent.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, string_null, text, text_null, uuid, uuid_null};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mail = Table::create()
            .table("mail")
            .col(uuid("id").primary_key())
            .col(text("recipient"))
            .col(text("name"))
            .col(text("subject"))
            .col(string("kind"))
            .col(text_null("letter"))
            .col(string("state"))
            .col(integer("attempts"))
            .col(moment("next_at"))
            .col(uuid_null("leased_by"))
            .col(moment_null("leased_until"))
            .col(string_null("trouble"))
            .col(text_null("answer"))
            .col(string("message_id"))
            .col(moment("created_at"))
            .col(moment("changed_at"))
            .col(moment_null("ends_at"))
            .take();
        manager.create_table(mail).await?;
        manager
            .create_index(index("mail_due", "mail", &["state", "next_at"]))
            .await
    }
}
