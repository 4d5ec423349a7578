//! The index of owners holds the titles of what they own, in order: that without is dropped, and made anew when the tables
//! are brought up to their descriptions.

use sea_orm_migration::prelude::*;

use crate::present::forget_indexes;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        forget_indexes(manager.get_connection(), &["%\\_by\\_owner"]).await
    }
}
