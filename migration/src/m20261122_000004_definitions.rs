//! What administrators describe, and one table for every kind of field of which a record may have several values.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, text, uuid};

use crate::columns::{index, moment};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let objects = Table::create()
            .table("object_definition")
            .col(string("key").primary_key())
            .col(text("body"))
            .col(integer("position"))
            .col(integer("version"))
            .col(moment("changed_at"))
            .take();
        let fields = Table::create()
            .table("field_definition")
            .col(string("object"))
            .col(string("key"))
            .col(text("body"))
            .col(integer("position"))
            .col(integer("version"))
            .col(moment("changed_at"))
            .primary_key(Index::create().col("object").col("key"))
            .take();
        let several = Table::create()
            .table("several")
            .col(string("object"))
            .col(string("field"))
            .col(uuid("record_id"))
            .col(string("value"))
            .primary_key(
                Index::create()
                    .col("object")
                    .col("record_id")
                    .col("field")
                    .col("value"),
            )
            .take();
        for table in [objects, fields, several] {
            manager.create_table(table).await?;
        }
        let by_value = index(
            "several_value",
            "several",
            &["object", "field", "value", "record_id"],
        );
        manager.create_index(by_value).await?;
        manager
            .get_connection()
            .execute_unprepared(
                "INSERT INTO several (object, field, record_id, value) SELECT object, 'tags', record_id, tag FROM tagging",
            )
            .await?;
        manager
            .drop_table(Table::drop().table("tagging").take())
            .await
    }
}
