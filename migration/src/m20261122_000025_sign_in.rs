//! Sign-in: past passwords, second factors, known browsers and networks, links that set a password.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, boolean, string, text, uuid};

use crate::columns::{index, moment, moment_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).take()
}

fn tables() -> Vec<TableCreateStatement> {
    let number = ColumnDef::new("id")
        .big_integer()
        .not_null()
        .auto_increment()
        .primary_key()
        .take();
    vec![
        table("past_password")
            .col(number)
            .col(uuid("user_id"))
            .col(text("hash"))
            .col(moment("ended_at"))
            .take(),
        table("second_factor")
            .col(uuid("user_id").primary_key())
            .col(text("secret"))
            .col(moment("begun_at"))
            .col(moment_null("proven_at"))
            .col(big_integer("used_step"))
            .take(),
        table("recovery_code")
            .col(string("hash").primary_key())
            .col(uuid("user_id"))
            .col(moment_null("used_at"))
            .take(),
        table("known_browser")
            .col(uuid("user_id"))
            .col(string("mark"))
            .col(text("device"))
            .col(string("network"))
            .col(moment("first_seen_at"))
            .col(moment("seen_at"))
            .primary_key(Index::create().col("user_id").col("mark"))
            .take(),
        table("known_network")
            .col(uuid("user_id"))
            .col(string("network"))
            .col(moment("seen_at"))
            .primary_key(Index::create().col("user_id").col("network"))
            .take(),
        table("sign_in_notice")
            .col(uuid("id").primary_key())
            .col(uuid("user_id"))
            .col(text("device"))
            .col(string("address"))
            .col(boolean("is_new_device"))
            .col(boolean("is_new_network"))
            .col(moment("at"))
            .col(moment_null("seen_at"))
            .take(),
        table("door_link")
            .col(string("hash").primary_key())
            .col(uuid("user_id"))
            .col(string("kind"))
            .col(moment("made_at"))
            .col(moment("expires_at"))
            .col(moment_null("used_at"))
            .take(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        for (name, on) in [
            ("past_password_user", "past_password"),
            ("recovery_code_user", "recovery_code"),
            ("sign_in_notice_user", "sign_in_notice"),
            ("door_link_user", "door_link"),
        ] {
            manager.create_index(index(name, on, &["user_id"])).await?;
        }
        let address = ColumnDef::new("address")
            .text()
            .not_null()
            .default("")
            .take();
        let widened = Table::alter().table("session").add_column(address).take();
        manager.alter_table(widened).await
    }
}
