//! Who looks at the product as somebody else at the moment.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{string, text, uuid};

use crate::columns::{index, moment};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("simulation")
            .col(uuid("id").primary_key())
            .col(string("session_key"))
            .col(uuid("by_id"))
            .col(uuid("user_id"))
            .col(text("reason"))
            .col(moment("begun_at"))
            .col(moment("ends_at"))
            .take();
        manager.create_table(table).await?;
        let by_session = index("simulation_session", "simulation", &["session_key"]);
        manager.create_index(by_session).await
    }
}
