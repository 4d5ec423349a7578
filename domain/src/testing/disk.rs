//! A disk that is full, as SQLite tells it when its database may not grow.

use sea_orm::{ConnectionTrait, DbBackend};

use crate::Crm;

/// The database may not grow, for the one connection that writes, until that is closed or [`give_room`]. `false` on PostgreSQL,
/// whose disk a test cannot fill.
pub async fn fill(crm: &Crm) -> bool {
    // No less than it has.
    may_have(crm, 1).await
}

/// There is room again.
pub async fn give_room(crm: &Crm) {
    may_have(crm, u32::MAX / 4).await;
}

async fn may_have(crm: &Crm, pages: u32) -> bool {
    let house = crm.door().house();
    let words = format!("PRAGMA max_page_count = {pages}");
    let is_sqlite = house.backend() == DbBackend::Sqlite;
    if is_sqlite {
        house.write().execute_unprepared(&words).await.unwrap();
    }
    is_sqlite
}
