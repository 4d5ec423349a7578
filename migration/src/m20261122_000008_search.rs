//! How far the search index has come with each object, the words of names by their near writings, and what each person
//! opened last and marked.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string, text, uuid, uuid_null};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let state = Table::create()
            .table("search_state")
            .col(string("object").primary_key())
            .col(text("fingerprint"))
            .col(uuid_null("after"))
            .col(boolean("is_done"))
            .take();
        manager.create_table(state).await?;
        let near = match manager.get_database_backend() {
            DbBackend::Postgres => {
                "CREATE TABLE search_near (variant bigint NOT NULL, word text NOT NULL, PRIMARY KEY (variant, word))"
            }
            _ => {
                "CREATE TABLE search_near (variant integer NOT NULL, word text NOT NULL, PRIMARY KEY (variant, word)) WITHOUT ROWID"
            }
        };
        manager.get_connection().execute_unprepared(near).await?;
        for (table, at) in [("recent", "opened_at"), ("favourite", "starred_at")] {
            let of_person = Table::create()
                .table(table)
                .col(uuid("user_id"))
                .col(string("object"))
                .col(uuid("record_id"))
                .col(
                    ColumnDef::new(at)
                        .timestamp_with_time_zone()
                        .not_null()
                        .take(),
                )
                .primary_key(
                    Index::create()
                        .col("user_id")
                        .col("object")
                        .col("record_id"),
                )
                .take();
            manager.create_table(of_person).await?;
        }
        Ok(())
    }
}
