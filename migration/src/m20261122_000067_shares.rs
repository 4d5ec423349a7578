//! Which deed on many gave a share, which other share it took the place of, and of which a letter is still to be written.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, uuid_null};

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite adds one column at a time.
        for column in [
            uuid_null("job"),
            uuid_null("replaced"),
            boolean("letter_due").default(false).take(),
        ] {
            let wider = Table::alter().table("share").add_column(column).take();
            manager.alter_table(wider).await?;
        }
        for made in [
            index("share_of_job", "share", &["job"]),
            index("share_letters", "share", &["letter_due"]),
        ] {
            manager.create_index(made).await?;
        }
        Ok(())
    }
}
