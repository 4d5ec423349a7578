//! Which team stands above which, at any distance, so that a question asks for all teams below one by one word.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::string;

use crate::columns::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Every team stands above itself. A ring of teams ends where it meets itself.
const FILL: &str = "INSERT INTO team_above (above, team) \
    WITH RECURSIVE way (above, team) AS (\
        SELECT \"key\", \"key\" FROM team \
        UNION SELECT way.above, team.\"key\" FROM way JOIN team ON team.parent = way.team\
    ) SELECT above, team FROM way";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let above = Table::create()
            .table("team_above")
            .col(string("above"))
            .col(string("team"))
            .primary_key(Index::create().col("above").col("team"))
            .take();
        manager.create_table(above).await?;
        let by_team = index("team_above_team", "team_above", &["team", "above"]);
        manager.create_index(by_team).await?;
        manager.get_connection().execute_unprepared(FILL).await?;
        Ok(())
    }
}
