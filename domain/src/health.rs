//! What the operator's check asks of the database.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::{DateTime, Utc};
use entity::{event, sign_in_attempt};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder};

use crate::Result;
use crate::access::Door;

/// What was found of a database.
#[derive(Clone, Debug)]
pub struct Database {
    /// `SQLite` or `PostgreSQL`.
    pub kind: &'static str,
    /// Changes of the schema that it still lacks.
    pub pending: usize,
    /// When the newest change of its log was made.
    pub newest: Option<DateTime<Utc>>,
}

/// Looks at a database without bringing it up to date.
///
/// # Errors
/// When it does not answer, or is newer than this program.
pub async fn examine(url: &str) -> Result<Database> {
    let door = Door::open(url).await?;
    door.ping().await?;
    let pending = door.pending().await?;
    let kind = if door.backend() == DbBackend::Postgres {
        "PostgreSQL"
    } else {
        "SQLite"
    };
    let newest = match pending {
        0 => {
            event::Entity::find()
                .order_by_desc(event::Column::Seq)
                .one(door.house().read())
                .await?
        }
        _ => None,
    };
    if pending == 0 {
        try_to_write(&door).await?;
    }
    Ok(Database {
        kind,
        pending,
        newest: newest.map(|event| event.at),
    })
}

/// Deletes nothing: the database says at once whether it could.
async fn try_to_write(door: &Door) -> Result<()> {
    let nothing = sign_in_attempt::Column::Id.eq(-1);
    sign_in_attempt::Entity::delete_many()
        .filter(nothing)
        .exec(door.house().write())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::examine;
    use crate::Crm;
    use crate::testing::stage;

    #[tokio::test]
    async fn a_newer_database_is_left_alone() {
        let stage = stage().await;
        let found = examine(&stage.config.database).await.unwrap();
        assert!(found.pending == 0 && found.newest.is_some());
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_later', 1)";
        let house = stage.crm.door().house();
        house.write().execute_unprepared(newer).await.unwrap();
        assert!(examine(&stage.config.database).await.is_err());
        let told = Crm::open(&stage.config).await.unwrap_err().to_string();
        assert!(told.contains("its file is missing"), "{told}");
    }
}
