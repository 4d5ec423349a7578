//! Roles as data.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, string, text};

use crate::columns::moment;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let role = Table::create()
            .table("role")
            .col(string("key").primary_key())
            .col(text("body"))
            .col(integer("position"))
            .col(integer("version"))
            .col(moment("changed_at"))
            .take();
        manager.create_table(role).await
    }
}
