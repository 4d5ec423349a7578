//! Copies of databases: made while others write, and looked into.
#![expect(
    clippy::disallowed_methods,
    reason = "copies whole databases and counts what is in the copies"
)]

use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::Context;
use chrono::{DateTime, SubsecRound, Utc};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, IsolationLevel,
    Statement, TransactionTrait,
};

use super::manifest::{Contents, Kind};
use super::postgres;
use crate::{Crm, Error, Result};

/// What a path must not bring into the address of a database.
const NOT_IN_PATHS: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#');

/// The tables of SQLite that hold rows; those inside the index of words are parts of another one.
const TABLES_SQLITE: &str = "SELECT name FROM sqlite_master WHERE type = 'table' \
    AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'search\\_word%' ESCAPE '\\' ORDER BY name";
/// The same of PostgreSQL.
const TABLES_POSTGRES: &str = "SELECT table_name::text AS name FROM information_schema.tables \
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name";

/// Writes a copy of the database into a file that is not there yet. Others read and write meanwhile.
///
/// # Errors
/// When the database or the disk fails, or a program of PostgreSQL is missing.
pub(super) async fn copy(crm: &Crm, to: &Path) -> Result<Contents> {
    // Before the copy begins, so that everything acknowledged until then is in it.
    let made_at = Utc::now().trunc_subsecs(3);
    let connection = crm.door().house().read();
    match Kind::of(&crm.config().database) {
        Kind::Sqlite => {
            let path = to.to_string_lossy().replace('\'', "''");
            connection
                .execute_unprepared(&format!("VACUUM INTO '{path}'"))
                .await?;
            let copy = open_copy(to).await?;
            let found = contents(&copy, made_at).await;
            copy.close().await?;
            found
        }
        Kind::Postgres => {
            // One snapshot for the rows that are counted and those that are dumped.
            let read = connection
                .begin_with_config(Some(IsolationLevel::RepeatableRead), None)
                .await?;
            let snapshot = word(&read, "SELECT pg_export_snapshot() AS word").await?;
            let found = contents(&read, made_at).await?;
            postgres::dump(&crm.config().database, &snapshot, to).await?;
            read.rollback().await?;
            Ok(found)
        }
    }
}

/// What a database holds.
///
/// # Errors
/// When it cannot be read.
pub(super) async fn contents<C: ConnectionTrait>(
    connection: &C,
    made_at: DateTime<Utc>,
) -> Result<Contents> {
    let tables = match connection.get_database_backend() {
        DbBackend::Postgres => TABLES_POSTGRES,
        _ => TABLES_SQLITE,
    };
    let mut found = Contents {
        made_at,
        migrations: Vec::new(),
        counts: Default::default(),
        keys: Vec::new(),
    };
    for table in words(connection, tables, "name").await? {
        let count = format!("SELECT COUNT(*) AS rows FROM \"{table}\"");
        let row = connection
            .query_one_raw(Statement::from_string(
                connection.get_database_backend(),
                count,
            ))
            .await?
            .context("a count has no row")?;
        let rows: i64 = row.try_get("", "rows")?;
        found
            .counts
            .insert(table, u64::try_from(rows).unwrap_or_default());
    }
    if found.counts.contains_key("seaql_migrations") {
        let applied = "SELECT version FROM seaql_migrations ORDER BY version";
        found.migrations = words(connection, applied, "version").await?;
    }
    if found.counts.contains_key("seal_key") {
        found.keys = words(connection, "SELECT id FROM seal_key ORDER BY id", "id").await?;
    }
    Ok(found)
}

/// Whether the pages of a copy fit together, in SQLite's own words.
///
/// # Errors
/// When it cannot be read at all.
pub(super) async fn is_sound(copy: &DatabaseConnection) -> Result<bool> {
    let told = words(copy, "PRAGMA quick_check", "quick_check").await?;
    Ok(told == ["ok"])
}

/// A file of SQLite, for reading. It has to be there.
pub(super) async fn open_copy(file: &Path) -> Result<DatabaseConnection> {
    connect(&format!("{}?mode=ro", address(file))).await
}

/// The address of a file of SQLite.
pub(super) fn address(file: &Path) -> String {
    let path = file.to_string_lossy();
    format!("sqlite:{}", utf8_percent_encode(&path, NOT_IN_PATHS))
}

/// A connection of its own to a database.
pub(super) async fn connect(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url.to_owned());
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// The file of an embedded database.
pub(super) fn sqlite_file(url: &str) -> Result<PathBuf> {
    let options = SqliteConnectOptions::from_str(url).map_err(Error::broken)?;
    Ok(options.get_filename().to_path_buf())
}

/// One word that a statement answers.
pub(super) async fn word<C: ConnectionTrait>(connection: &C, statement: &str) -> Result<String> {
    let words = words(connection, statement, "word").await?;
    Ok(words.into_iter().next().context("no word was answered")?)
}

/// A column of words that a statement answers.
pub(super) async fn words<C: ConnectionTrait>(
    connection: &C,
    statement: &str,
    column: &str,
) -> Result<Vec<String>> {
    let statement = Statement::from_string(connection.get_database_backend(), statement);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get("", column)?))
        .collect()
}
