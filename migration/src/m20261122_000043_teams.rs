//! Who leads a team.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::uuid_null;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let lead = Table::alter()
            .table("team")
            .add_column(uuid_null("lead_id"))
            .take();
        manager.alter_table(lead).await
    }
}
