//! Mappings of imports kept under a name, and events that automations leave alone.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, string, text, uuid};

use crate::columns::{index, moment};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mapping = Table::create()
            .table("import_mapping")
            .col(uuid("id").primary_key())
            .col(string("object"))
            .col(text("name"))
            .col(text("plan"))
            .col(uuid("owner_id"))
            .col(moment("updated_at"))
            .take();
        manager.create_table(mapping).await?;
        let by_name = index(
            "import_mapping_name",
            "import_mapping",
            &["object", "owner_id", "name"],
        )
        .unique()
        .take();
        manager.create_index(by_name).await?;
        let is_silent = Table::alter()
            .table("event")
            .add_column(boolean("is_silent").default(false))
            .take();
        manager.alter_table(is_silent).await
    }
}
