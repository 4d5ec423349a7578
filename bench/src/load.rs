//! Rows into tables by the shortest way of each database: large statements that wait for no disk on SQLite, COPY on
//! PostgreSQL. Indexes are built when all rows are there.
#![expect(
    clippy::disallowed_methods,
    reason = "fills the tables as the product would have, only sooner"
)]

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::time::Instant;

use anyhow::{Context, bail};
use domain::access::NewRecord;
use domain::loading::{Loading, Rows};
use domain::{derived, search};
use sea_orm::sea_query::Value as Bound;
use sea_orm::sqlx::postgres::PgPoolCopyExt;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement,
};

use crate::records::{Batch, FILLED, World};
use crate::{say, stage};

/// Customers of one batch.
const AT_ONCE: u64 = 5_000;
/// The most values of one statement on SQLite.
const MOST_BOUND: usize = 30_000;

/// Fills an empty database.
pub(crate) async fn fill(url: &str, accounts: u64) -> anyhow::Result<()> {
    let begun = Instant::now();
    let crm = stage::open(url).await?;
    if !crm.people().is_empty() {
        bail!("the database is not empty");
    }
    stage::set(&crm).await?;
    // What follows from nothing is done, so that nothing is indexed anew later.
    search::catch_up(&crm).await?;
    derived::catch_up(&crm).await?;
    let world = World::of(&crm, accounts)?;
    let desk = crm.system_desk("benchmark");
    let mut loading = Loading::new(&desk);
    let mut sink = Sink::open(url).await?;
    let indexes = sink.put_indexes_away().await?;
    for from in (0..accounts).step_by(AT_ONCE as usize) {
        let Batch(batch) = world.batch(from, (from + AT_ONCE).min(accounts));
        for ((key, filled), records) in FILLED.into_iter().zip(batch) {
            let filled = with_added(key, filled, &world.added.0);
            put(&mut sink, &mut loading, &desk, key, &filled, &records).await?;
        }
        sink.end_batch().await?;
        if from % 100_000 == 0 {
            say(&format!(
                "{from} customers after {} s",
                begun.elapsed().as_secs()
            ));
        }
    }
    sink.put(loading.words_of_names()).await?;
    sink.stand_at_the_end().await?;
    say(&format!("all rows after {} s", begun.elapsed().as_secs()));
    sink.bring_indexes_back(indexes).await?;
    sink.close().await?;
    say(&format!("filled in {} s", begun.elapsed().as_secs()));
    Ok(())
}

pub(crate) fn with_added<'a>(key: &str, filled: &[&'a str], added: &'a str) -> Vec<&'a str> {
    let mut filled = filled.to_vec();
    if key == FILLED[0].0 {
        filled.push(added);
    }
    filled
}

async fn put(
    sink: &mut Sink,
    loading: &mut Loading<'_>,
    desk: &domain::Desk,
    key: &str,
    filled: &[&str],
    records: &[NewRecord],
) -> anyhow::Result<()> {
    let object = desk.object(key)?;
    for rows in loading.rows(&object, filled, records) {
        sink.put(rows).await?;
    }
    Ok(())
}

/// A connection for nothing but loading.
pub(crate) struct Sink {
    database: DatabaseConnection,
    statements: HashMap<(String, usize), String>,
    tables: BTreeSet<String>,
}

impl Sink {
    pub(crate) async fn open(url: &str) -> anyhow::Result<Self> {
        let mut options = ConnectOptions::new(url.to_owned());
        options.max_connections(1).sqlx_logging(false);
        let database = Database::connect(options).await?;
        let sink = Self {
            database,
            statements: HashMap::new(),
            tables: BTreeSet::new(),
        };
        sink.run(match sink.is_postgres() {
            true => "SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SET max_parallel_maintenance_workers = 2",
            false => {
                "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 20000; PRAGMA cache_size = -1000000; \
                 PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF; BEGIN"
            }
        })
        .await?;
        Ok(sink)
    }

    fn is_postgres(&self) -> bool {
        self.database.get_database_backend() == DbBackend::Postgres
    }

    pub(crate) async fn run(&self, sql: &str) -> anyhow::Result<()> {
        self.database
            .execute_unprepared(sql)
            .await
            .with_context(|| sql.to_owned())?;
        Ok(())
    }

    pub(crate) async fn put(&mut self, rows: Rows) -> anyhow::Result<()> {
        self.tables.insert(rows.table.clone());
        match self.is_postgres() {
            true => self.copy(rows).await,
            false => self.insert(rows).await,
        }
    }

    async fn insert(&mut self, rows: Rows) -> anyhow::Result<()> {
        let at_once = MOST_BOUND / rows.columns.len();
        let mut rest = rows.rows.into_iter().peekable();
        while rest.peek().is_some() {
            let some: Vec<Vec<Bound>> = rest.by_ref().take(at_once).collect();
            let key = (rows.table.clone(), some.len());
            let sql = self
                .statements
                .entry(key)
                .or_insert_with(|| insert_of(&rows.table, &rows.columns, some.len()))
                .clone();
            let values = some.into_iter().flatten();
            let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
            self.database.execute_raw(statement).await?;
        }
        Ok(())
    }

    async fn copy(&self, rows: Rows) -> anyhow::Result<()> {
        let mut text = String::new();
        for row in &rows.rows {
            for (place, value) in row.iter().enumerate() {
                if place > 0 {
                    text.push('\t');
                }
                cell(&mut text, value)?;
            }
            text.push('\n');
        }
        let columns: Vec<String> = rows
            .columns
            .iter()
            .map(|name| format!("\"{name}\""))
            .collect();
        let copy = format!(
            "COPY \"{}\" ({}) FROM STDIN",
            rows.table,
            columns.join(", ")
        );
        let pool = self.database.get_postgres_connection_pool();
        let mut copying = pool.copy_in_raw(&copy).await?;
        copying.send(text.into_bytes()).await?;
        copying.finish().await?;
        Ok(())
    }

    pub(crate) async fn end_batch(&self) -> anyhow::Result<()> {
        match self.is_postgres() {
            true => Ok(()),
            false => self.run("COMMIT; BEGIN").await,
        }
    }

    /// Drops the indexes of the tables that will be filled; answers how they are made.
    pub(crate) async fn put_indexes_away(&self) -> anyhow::Result<Vec<String>> {
        let known = match self.is_postgres() {
            true => {
                "SELECT indexname AS name, indexdef AS sql FROM pg_indexes WHERE schemaname = current_schema() \
                 AND indexname NOT IN (SELECT conname FROM pg_constraint)"
            }
            false => "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
        };
        let statement = Statement::from_string(self.database.get_database_backend(), known);
        let mut indexes = Vec::new();
        for row in self.database.query_all_raw(statement).await? {
            let (name, sql): (String, String) = (row.try_get("", "name")?, row.try_get("", "sql")?);
            self.run(&format!("DROP INDEX \"{name}\"")).await?;
            indexes.push(sql);
        }
        Ok(indexes)
    }

    pub(crate) async fn bring_indexes_back(&self, indexes: Vec<String>) -> anyhow::Result<()> {
        for index in indexes {
            self.run(&index).await?;
            // One by one, or the log of SQLite would grow as large as all indexes together.
            self.end_batch().await?;
        }
        Ok(())
    }

    /// The followers have nothing to do: what follows from the log was written with it.
    async fn stand_at_the_end(&self) -> anyhow::Result<()> {
        let xid = match self.is_postgres() {
            true => "MAX(xid)",
            false => "0",
        };
        self.run("DELETE FROM follower").await?;
        for name in ["search", "derived"] {
            let place =
                format!("SELECT '{name}' AS name, {xid} AS xid, MAX(seq) AS seq FROM event");
            self.run(&format!("INSERT INTO follower (name, xid, seq) {place}"))
                .await?;
        }
        Ok(())
    }

    pub(crate) async fn close(self) -> anyhow::Result<()> {
        match self.is_postgres() {
            // As the server does by itself after a while.
            true => self.run("VACUUM ANALYZE").await?,
            false => self.run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)").await?,
        }
        self.database.close().await?;
        Ok(())
    }
}

fn insert_of(table: &str, columns: &[String], rows: usize) -> String {
    let names: Vec<String> = columns.iter().map(|name| format!("\"{name}\"")).collect();
    let row = format!("({})", vec!["?"; columns.len()].join(","));
    format!(
        "INSERT INTO \"{table}\" ({}) VALUES {}",
        names.join(","),
        vec![row; rows].join(",")
    )
}

/// A value in the text form of COPY.
fn cell(text: &mut String, value: &Bound) -> anyhow::Result<()> {
    match value {
        Bound::String(Some(words)) => {
            for letter in words.chars() {
                match letter {
                    '\\' => text.push_str("\\\\"),
                    '\t' => text.push_str("\\t"),
                    '\n' => text.push_str("\\n"),
                    '\r' => text.push_str("\\r"),
                    other => text.push(other),
                }
            }
        }
        Bound::Int(Some(number)) => write!(text, "{number}")?,
        Bound::BigInt(Some(number)) => write!(text, "{number}")?,
        Bound::Bool(Some(yes)) => text.push_str(if *yes { "t" } else { "f" }),
        Bound::Uuid(Some(id)) => write!(text, "{id}")?,
        Bound::ChronoDate(Some(day)) => write!(text, "{day}")?,
        Bound::ChronoDateTimeUtc(Some(at)) => text.push_str(&at.to_rfc3339()),
        Bound::Bytes(Some(bytes)) => {
            text.push_str("\\\\x");
            for byte in bytes {
                write!(text, "{byte:02x}")?;
            }
        }
        empty if *empty == empty.as_null() => text.push_str("\\N"),
        other => bail!("{other:?} has no text form here"),
    }
    Ok(())
}
