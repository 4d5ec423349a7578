//! Imports that belong together.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string, text, uuid};

use crate::columns::{index, moment};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let set = Table::create()
            .table("import_set")
            .col(uuid("id").primary_key())
            .col(string("state"))
            .col(boolean("is_one_sheet"))
            .col(uuid("user_id"))
            .col(text("user_name"))
            .col(moment("created_at"))
            .col(moment("updated_at"))
            .take();
        let part = Table::create()
            .table("import_set_part")
            .col(uuid("import_id").primary_key())
            .col(uuid("set_id"))
            .col(text("details"))
            .take();
        manager.create_table(set).await?;
        manager.create_table(part).await?;
        let of_set = index("import_set_part_set", "import_set_part", &["set_id"]);
        manager.create_index(of_set).await
    }
}
