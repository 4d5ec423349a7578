//! The indexes of titles and of choices by creation hold the owner, too: those without are dropped, and made anew when the
//! tables are brought up to their descriptions.

use sea_orm_migration::prelude::*;

use crate::present::forget_indexes;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let names = ["%\\_by\\_title", "%\\_by\\_%\\_created"];
        forget_indexes(manager.get_connection(), &names).await
    }
}
