//! Alerts, and what is counted for them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, integer, text, text_null, uuid, uuid_null};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alert = Table::create()
            .table("alert")
            .col(uuid("id").primary_key())
            .col(text("rule"))
            .col(text("subject"))
            .col(uuid_null("person_id"))
            .col(text("name"))
            .col(text_null("address"))
            .col(big_integer("count"))
            .col(integer("number"))
            .col(integer("minutes"))
            .col(moment("first_at"))
            .col(moment("last_at"))
            .col(big_integer("last_seq"))
            .col(text("state"))
            .col(text_null("state_by"))
            .col(moment_null("state_at"))
            .col(text("note"))
            .take();
        manager.create_table(alert).await?;
        let hit = Table::create()
            .table("alert_hit")
            .col(text("rule"))
            .col(text("subject"))
            .col(big_integer("seq"))
            .col(moment("at"))
            .col(big_integer("weight"))
            .col(text("what"))
            .primary_key(Index::create().col("rule").col("subject").col("seq"))
            .take();
        manager.create_table(hit).await?;
        for index in [
            index("alert_subject", "alert", &["rule", "subject", "last_seq"]),
            index("alert_state", "alert", &["state", "id"]),
            index("alert_hit_at", "alert_hit", &["at"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
