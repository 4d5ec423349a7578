//! For how long each kind of document is kept of people who were erased, and who may come back.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{text, text_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column each: SQLite takes no more at once.
        for column in [
            text("kept_by_kind").default("{}").take(),
            text_null("allowed"),
        ] {
            let widened = Table::alter().table("erasure").add_column(column).take();
            manager.alter_table(widened).await?;
        }
        Ok(())
    }
}
