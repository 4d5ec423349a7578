//! Words that are common are looked for among the last records of an object, for which PostgreSQL needs an index. SQLite reads
//! its words backwards by themselves.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            let by_object = index("search_doc_object", "search_doc", &["object", "id"]);
            manager.create_index(by_object).await?;
        }
        Ok(())
    }
}
