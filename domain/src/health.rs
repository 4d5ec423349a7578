//! What the operator's check asks of the database.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use chrono::{DateTime, Utc};
use entity::event;
use sea_orm::{DbBackend, EntityTrait, QueryOrder};

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
    // Begun and given up: tells whether anything could be written.
    drop(door.house().begin().await?);
    let kind = if door.backend() == DbBackend::Postgres { "PostgreSQL" } else { "SQLite" };
    let newest = match pending {
        0 => event::Entity::find().order_by_desc(event::Column::Seq).one(door.house().read()).await?,
        _ => None,
    };
    Ok(Database { kind, pending, newest: newest.map(|event| event.at) })
}
