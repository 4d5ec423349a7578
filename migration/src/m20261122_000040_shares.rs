//! Records and filters that are shared beyond what roles reach.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string, string_null, text, text_null, uuid, uuid_null};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let share = Table::create()
            .table("share")
            .col(uuid("id").primary_key())
            .col(string("object"))
            .col(uuid_null("record"))
            .col(text_null("question"))
            .col(string("holder"))
            .col(boolean("may_edit"))
            .col(text("reason"))
            .col(moment_null("until"))
            .col(string_null("ends_object"))
            .col(uuid_null("ends_record"))
            .col(string("state"))
            .col(moment("made_at"))
            .col(uuid_null("asked_by"))
            .col(uuid_null("given_by"))
            .col(moment_null("ended_at"))
            .col(string_null("ended_why"))
            .col(uuid_null("ended_by"))
            .take();
        manager.create_table(share).await?;
        // All that a list asks of a share stands in the index: with whom, whether it lives, and of which record it is.
        let held = ["holder", "state", "object", "record", "may_edit", "until"];
        for made in [
            index("share_held", "share", &held),
            index("share_of_record", "share", &["record"]),
            index("share_due", "share", &["state", "until"]),
            index("share_ends_with", "share", &["ends_record"]),
        ] {
            manager.create_index(made).await?;
        }
        Ok(())
    }
}
