//! Purposes for which people are contacted, and what they said to them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{date, date_null, integer, integer_null, text, uuid, uuid_null};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [purpose(), wording(), consent(), state(), kept()] {
            manager.create_table(table).await?;
        }
        for index in [
            index("consent_record", "consent", &["object", "record_id"]),
            index("consent_joined", "consent", &["joined"]),
            index("consent_file", "consent", &["file_id"]),
            index(
                "consent_state_said",
                "consent_state",
                &["object", "purpose_id", "channel", "state", "record_id"],
            ),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn purpose() -> TableCreateStatement {
    Table::create()
        .table("purpose")
        .col(uuid("id").primary_key())
        .col(text("name_en"))
        .col(text("name_zh"))
        .col(integer("wording_version"))
        .col(text("basis"))
        .col(text("channels"))
        .col(integer("months"))
        .col(moment_null("retired_at"))
        .col(integer("version"))
        .col(moment("made_at"))
        .take()
}

fn wording() -> TableCreateStatement {
    Table::create()
        .table("purpose_wording")
        .col(uuid("purpose_id"))
        .col(integer("version"))
        .col(text("en"))
        .col(text("zh"))
        .col(moment("at"))
        .primary_key(Index::create().col("purpose_id").col("version"))
        .take()
}

fn consent() -> TableCreateStatement {
    Table::create()
        .table("consent")
        .col(uuid("id").primary_key())
        .col(text("object"))
        .col(uuid("record_id"))
        .col(uuid("purpose_id"))
        .col(text("channel"))
        .col(text("state"))
        .col(date("said_on"))
        .col(date_null("until"))
        .col(text("source"))
        .col(integer_null("wording"))
        .col(text("note"))
        .col(uuid_null("file_id"))
        .col(moment("recorded_at"))
        .col(uuid_null("by_id"))
        .col(text("by_name"))
        .col(uuid_null("joined"))
        .take()
}

fn state() -> TableCreateStatement {
    Table::create()
        .table("consent_state")
        .col(text("object"))
        .col(uuid("record_id"))
        .col(uuid("purpose_id"))
        .col(text("channel"))
        .col(text("state"))
        .col(date("since"))
        .col(date_null("until"))
        .primary_key(
            Index::create()
                .col("object")
                .col("record_id")
                .col("purpose_id")
                .col("channel"),
        )
        .take()
}

fn kept() -> TableCreateStatement {
    Table::create()
        .table("consent_kept")
        .col(text("mark"))
        .col(uuid("purpose_id"))
        .col(text("channel"))
        .col(text("state"))
        .col(date("said_on"))
        .primary_key(Index::create().col("mark").col("purpose_id").col("channel"))
        .take()
}
