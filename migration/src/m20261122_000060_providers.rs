//! Providers that people sign in through, and who they know as whom.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string, text, uuid};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let provider = Table::create()
            .table("identity_provider")
            .col(uuid("id").primary_key())
            .col(text("name"))
            .col(text("issuer"))
            .col(text("client_id"))
            .col(text("secret"))
            .col(text("scopes"))
            .col(boolean("is_on"))
            .col(text("domains"))
            .col(string("role"))
            .col(boolean("trusts_codes"))
            .col(moment("made_at"))
            .take();
        manager.create_table(provider).await?;
        let link = Table::create()
            .table("provider_link")
            .col(uuid("id").primary_key())
            .col(uuid("provider_id"))
            .col(text("subject"))
            .col(uuid("user_id"))
            .col(text("email"))
            .col(moment("made_at"))
            .col(moment_null("used_at"))
            .take();
        manager.create_table(link).await?;
        for columns in [["provider_id", "subject"], ["user_id", "provider_id"]] {
            let name = match columns[0] {
                "user_id" => "provider_link_user",
                _ => "provider_link_subject",
            };
            let once = index(name, "provider_link", &columns).unique().take();
            manager.create_index(once).await?;
        }
        Ok(())
    }
}
