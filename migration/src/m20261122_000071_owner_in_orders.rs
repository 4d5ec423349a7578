//! The indexes of titles and of choices by creation hold the owner, too: those without are dropped, and made anew when the
//! tables are brought up to their descriptions.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let backend = connection.get_database_backend();
        let sql = match backend {
            DbBackend::Postgres => {
                "SELECT indexname::text AS name FROM pg_indexes WHERE schemaname = current_schema() \
                 AND (indexname LIKE '%\\_by\\_title' OR indexname LIKE '%\\_by\\_%\\_created')"
            }
            _ => {
                "SELECT name FROM sqlite_master WHERE type = 'index' \
                 AND (name LIKE '%\\_by\\_title' ESCAPE '\\' OR name LIKE '%\\_by\\_%\\_created' ESCAPE '\\')"
            }
        };
        let rows = connection
            .query_all_raw(Statement::from_string(backend, sql))
            .await?;
        for row in rows {
            let name: String = row.try_get("", "name")?;
            let mut drop = Index::drop();
            drop.if_exists().name(name);
            connection.execute(&drop).await?;
        }
        Ok(())
    }
}
