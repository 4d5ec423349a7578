//! The connections to the database, private to this module.
#![expect(
    clippy::disallowed_methods,
    reason = "the door is the one place that speaks to the database"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::Context;
use sea_orm::sea_query::SelectStatement;
use sea_orm::sqlx::postgres::{PgListener, PgPoolOptions};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    QueryResult, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::Result;
use crate::sealing::Keyring;

/// How many connections read at once from an embedded database.
const SQLITE_READERS: u32 = 4;
/// How many connections a node holds to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;

/// Room of the writer for bulk work, 64 MB, with the log folded into the database every 256 MB: a page that several
/// transactions write goes there once.
const BULK: &str = "PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 64000;";
/// As [`Door::open`] sets it, and as SQLite has it by itself.
const USUAL: &str =
    "PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 1000; PRAGMA shrink_memory;";

/// The way to the records. Only `access` opens it.
#[derive(Clone, Debug)]
pub struct Door {
    read: DatabaseConnection,
    /// On SQLite the one writer; on PostgreSQL the same pool as `read`.
    write: DatabaseConnection,
    /// What sealed texts are opened with.
    keys: Arc<Keyring>,
    /// How many wait to begin a transaction.
    awaiting: Arc<AtomicUsize>,
}

impl Door {
    /// Opens the database and brings its schema up to this version.
    ///
    /// # Errors
    /// When it cannot be reached, read, written or brought up to date.
    pub async fn open(url: &str) -> Result<Self> {
        let door = if url.starts_with("sqlite:") {
            Self::sqlite(url).await?
        } else {
            Self::postgres(url).await?
        };
        Ok(door)
    }

    /// Brings the schema up to this version.
    ///
    /// # Errors
    /// When the database is newer than this program, or cannot be written.
    pub async fn migrate(&self) -> Result<()> {
        use migration::MigratorTrait;
        migration::Migrator::up(&self.write, None).await?;
        Ok(())
    }

    /// Brings the tables of records up to their descriptions.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub(crate) async fn shape(&self, objects: &[contract::ObjectDef]) -> Result<()> {
        Ok(migration::reconcile(&self.write, objects).await?)
    }

    /// How many changes of the schema are still to be made.
    ///
    /// # Errors
    /// When the database is newer than this program, or does not answer.
    pub async fn pending(&self) -> Result<usize> {
        use migration::MigratorTrait;
        Ok(migration::Migrator::get_pending_migrations(&self.write)
            .await?
            .len())
    }

    async fn sqlite(url: &str) -> Result<Self> {
        let connect = |connections: u32| {
            let mut options = ConnectOptions::new(url.to_owned());
            options
                .max_connections(connections)
                .min_connections(1)
                .sqlx_logging(false)
                .map_sqlx_sqlite_opts(|options| {
                    options
                        .create_if_missing(true)
                        .foreign_keys(true)
                        .busy_timeout(Duration::from_secs(10))
                        .pragma("journal_mode", "WAL")
                        .pragma("synchronous", "FULL")
                        .pragma("temp_store", "MEMORY")
                        .pragma("cache_size", "-8000")
                        .statement_cache_capacity(200)
                });
            Database::connect(options)
        };
        let write = connect(1).await?;
        let read = connect(SQLITE_READERS).await?;
        Ok(Self {
            read,
            write,
            keys: Arc::default(),
            awaiting: Arc::default(),
        })
    }

    async fn postgres(url: &str) -> Result<Self> {
        let mut options = ConnectOptions::new(url.to_owned());
        options
            .max_connections(POSTGRES_CONNECTIONS)
            .min_connections(1)
            .connect_timeout(Duration::from_secs(8))
            .sqlx_logging(false);
        let pool = Database::connect(options)
            .await
            .context("PostgreSQL cannot be reached")?;
        Ok(Self {
            read: pool.clone(),
            write: pool,
            keys: Arc::default(),
            awaiting: Arc::default(),
        })
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        Ok(self.read.ping().await?)
    }

    /// Ends all connections.
    ///
    /// # Errors
    /// When one cannot be ended.
    pub(crate) async fn close(&self) -> Result<()> {
        self.write.close_by_ref().await?;
        Ok(self.read.close_by_ref().await?)
    }

    /// A connection of its own that hears what other nodes say; `None` on SQLite, where there are none.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub(crate) async fn listener(&self) -> Result<Option<PgListener>> {
        if self.backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let options = self.read.get_postgres_connection_pool().connect_options();
        let alone = PgPoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None)
            .connect_lazy_with((*options).clone());
        let listener = PgListener::connect_with(&alone).await;
        Ok(Some(listener.map_err(crate::Error::broken)?))
    }

    pub(super) async fn rows(&self, select: &SelectStatement) -> Result<Vec<QueryResult>> {
        crate::census::count();
        Ok(self.read.query_all(select).await?)
    }

    pub(super) async fn row(&self, select: &SelectStatement) -> Result<Option<QueryResult>> {
        crate::census::count();
        Ok(self.read.query_one(select).await?)
    }

    pub(super) async fn begin(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let _waits = Waits::new(&self.awaiting);
        Ok(self.write.begin_with_options(options).await?)
    }

    /// Whether somebody in this process waits to begin a transaction. On PostgreSQL nobody waits for another.
    pub(crate) fn is_awaited(&self) -> bool {
        self.awaiting.load(Ordering::Relaxed) > 0
    }

    /// Gives the writer room for bulk work: with the usual little of it, pages of large indexes go to the disk and
    /// back many times in one transaction. PostgreSQL looks after itself.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn make_room(&self) -> Result<()> {
        self.set(BULK).await
    }

    /// Takes back what [`Door::make_room`] gave.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn take_room_back(&self) -> Result<()> {
        self.set(USUAL).await
    }

    async fn set(&self, pragmas: &str) -> Result<()> {
        if self.backend() == DbBackend::Sqlite {
            self.write.execute_unprepared(pragmas).await?;
        }
        Ok(())
    }

    /// The keys that sealed texts are opened with.
    pub(crate) fn keyring(&self) -> &Arc<Keyring> {
        &self.keys
    }

    pub(super) fn reader(&self) -> &DatabaseConnection {
        &self.read
    }

    pub(super) fn writer(&self) -> &DatabaseConnection {
        &self.write
    }
}

/// One who waits, counted until it is dropped: also one who gives up.
struct Waits<'c>(&'c AtomicUsize);

impl<'c> Waits<'c> {
    fn new(count: &'c AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Waits<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
