//! What the database has already: columns and indexes by their names.

use std::collections::HashSet;

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

pub(crate) async fn names_of_indexes<C: ConnectionTrait>(
    connection: &C,
    table: &str,
) -> Result<HashSet<String>, DbErr> {
    names(
        connection,
        "SELECT indexname::text AS name FROM pg_indexes WHERE schemaname = current_schema() AND tablename = $1",
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?",
        table,
    )
    .await
}

/// Drops the indexes whose names are like one of some patterns of SQL, in which `\\` stands before a letter that means
/// itself.
pub(crate) async fn forget_indexes<C: ConnectionTrait>(
    connection: &C,
    patterns: &[&str],
) -> Result<(), DbErr> {
    for pattern in patterns {
        let found = names(
            connection,
            "SELECT indexname::text AS name FROM pg_indexes WHERE schemaname = current_schema() AND indexname LIKE $1",
            "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE ? ESCAPE '\\'",
            pattern,
        );
        for name in found.await? {
            let mut drop = Index::drop();
            drop.if_exists().name(name);
            connection.execute(&drop).await?;
        }
    }
    Ok(())
}

pub(crate) async fn columns_of<C: ConnectionTrait>(
    connection: &C,
    table: &str,
) -> Result<HashSet<String>, DbErr> {
    names(
        connection,
        "SELECT column_name::text AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1",
        "SELECT name FROM pragma_table_info(?)",
        table,
    )
    .await
}

/// What the database names about something, asked in the words of each database.
async fn names<C: ConnectionTrait>(
    connection: &C,
    postgres: &str,
    sqlite: &str,
    about: &str,
) -> Result<HashSet<String>, DbErr> {
    let backend = connection.get_database_backend();
    let sql = match backend {
        DbBackend::Postgres => postgres,
        _ => sqlite,
    };
    let rows = connection
        .query_all_raw(Statement::from_sql_and_values(backend, sql, [about.into()]))
        .await?;
    rows.iter().map(|row| row.try_get("", "name")).collect()
}
