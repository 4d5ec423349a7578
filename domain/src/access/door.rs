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
use sea_orm::sqlx::{self, Connection, SqliteConnection};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    QueryResult, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use contract::Refusal;

use super::spared::Spared;
use crate::Result;
use crate::sealing::Keyring;

/// Two gigabytes, the most that SQLite maps.
const MAPPED: &str = "2147418112";
/// How many connections read at once from an embedded database.
const SQLITE_READERS: u32 = 4;
/// How many connections refuse to write, for who only looks.
const LOOKERS: u32 = 2;
/// How many connections a node holds to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;

/// Room of the writer for bulk work, 40 MB, with the log folded into the database every 256 MB: a page that several
/// transactions write goes there once.
const BULK: &str = "PRAGMA cache_size = -40000; PRAGMA wal_autocheckpoint = 64000;";
/// As [`Door::open`] sets it, and as SQLite has it by itself.
const USUAL: &str =
    "PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 1000; PRAGMA shrink_memory;";

/// The way to the records. Only `access` opens it.
#[derive(Clone, Debug)]
pub struct Door {
    read: DatabaseConnection,
    /// On SQLite the one writer; on PostgreSQL the same pool as `read`.
    write: DatabaseConnection,
    /// Connections on which the database itself refuses to write. None is made before somebody only looks.
    looking: DatabaseConnection,
    /// Whether whoever stands here only looks.
    is_looking: bool,
    /// What sealed texts are opened with.
    keys: Arc<Keyring>,
    /// How many wait to begin a transaction.
    awaiting: Arc<AtomicUsize>,
    /// The indexes that are put away for now.
    spared: Arc<Spared>,
}

/// How PostgreSQL plans our questions: all are answered by an index within milliseconds, so that to compile one or to call
/// other processes for it takes longer than to answer it, and on the disks of today a page far away costs little more than
/// the next one.
const PLANNING: [(&str, &str); 3] = [
    ("jit", "off"),
    ("max_parallel_workers_per_gather", "0"),
    ("random_page_cost", "1.1"),
];

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

    /// Waits until no other node brings this database up to date, and keeps others waiting until what is answered is ended.
    /// `None` on SQLite.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn alone(&self) -> Result<Option<DatabaseTransaction>> {
        if self.backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let transaction = self.write.begin().await?;
        // It says nothing while others work, however long that takes.
        let lock = "SET LOCAL idle_in_transaction_session_timeout = 0; \
                    SELECT pg_advisory_xact_lock(hashtextextended('rapport schema', 0))";
        transaction.execute_unprepared(lock).await?;
        Ok(Some(transaction))
    }

    /// Brings the tables of records up to their descriptions.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub(crate) async fn shape(&self, objects: &[contract::ObjectDef]) -> Result<()> {
        Ok(migration::reconcile(&self.write, objects, &self.away()).await?)
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
        let connect = |connections: u32, only_looks: bool| {
            let mut options = ConnectOptions::new(url.to_owned());
            options
                .max_connections(connections)
                .min_connections(u32::from(!only_looks))
                .connect_lazy(only_looks)
                .sqlx_logging(false)
                .map_sqlx_sqlite_opts(move |options| {
                    let options = match only_looks {
                        true => options.pragma("query_only", "ON"),
                        false => options,
                    };
                    // Who only reads has the file mapped into memory, as far as SQLite can: rows that lie far apart are
                    // found three times as quickly as by reading page after page.
                    let options = match connections {
                        1 => options,
                        _ => options.pragma("mmap_size", MAPPED),
                    };
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
            options.map_sqlx_sqlite_pool_opts(|pool| {
                pool.after_release(|connection, _| Box::pin(is_fit(connection)))
            });
            Database::connect(options)
        };
        let write = connect(1, false).await?;
        let read = connect(SQLITE_READERS, false).await?;
        Ok(Self {
            read,
            write,
            looking: connect(LOOKERS, true).await?,
            is_looking: false,
            keys: Arc::default(),
            awaiting: Arc::default(),
            spared: Arc::default(),
        })
    }

    async fn postgres(url: &str) -> Result<Self> {
        let mut options = ConnectOptions::new(url.to_owned());
        options
            .max_connections(POSTGRES_CONNECTIONS)
            .min_connections(1)
            .connect_timeout(Duration::from_secs(8))
            .sqlx_logging(false)
            .map_sqlx_postgres_opts(|options| options.options(PLANNING));
        let pool = Database::connect(options)
            .await
            .context("PostgreSQL cannot be reached")?;
        let mut options = ConnectOptions::new(url.to_owned());
        options
            .max_connections(LOOKERS)
            .min_connections(0)
            .connect_lazy(true)
            .sqlx_logging(false)
            .map_sqlx_postgres_opts(|options| {
                let only_looking = [("default_transaction_read_only", "on")];
                options.options(PLANNING).options(only_looking)
            });
        Ok(Self {
            read: pool.clone(),
            write: pool,
            looking: Database::connect(options).await?,
            is_looking: false,
            keys: Arc::default(),
            awaiting: Arc::default(),
            spared: Arc::default(),
        })
    }

    /// The same door for who only looks: no transaction begins here, and a statement that writes is refused by the
    /// database itself.
    #[must_use]
    pub(crate) fn only_looking(&self) -> Self {
        Self {
            is_looking: true,
            ..self.clone()
        }
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
        self.looking.close_by_ref().await?;
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
        if self.is_looking {
            return Err(Refusal::OnlyLooking.into());
        }
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

    /// What is deleted from now on is overwritten in the file. PostgreSQL forgets it when it is vacuumed.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn overwrite_deleted(&self) -> Result<()> {
        self.set("PRAGMA secure_delete = ON").await
    }

    /// Empties the write-ahead log of SQLite, where pages stand as they were. Does not wait for who reads.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn empty_journal(&self) -> Result<()> {
        self.set("PRAGMA secure_delete = OFF").await?;
        self.set("PRAGMA busy_timeout = 100").await?;
        let emptied = self.set("PRAGMA wal_checkpoint(TRUNCATE)").await;
        self.set("PRAGMA busy_timeout = 10000").await?;
        emptied
    }

    /// Says something to the writer of SQLite about itself or its tables, and nothing to PostgreSQL.
    pub(super) async fn set(&self, words: &str) -> Result<()> {
        if self.backend() == DbBackend::Sqlite {
            self.write.execute_unprepared(words).await?;
        }
        Ok(())
    }

    pub(super) fn spared(&self) -> &Spared {
        &self.spared
    }

    /// The keys that sealed texts are opened with.
    pub(crate) fn keyring(&self) -> &Arc<Keyring> {
        &self.keys
    }

    pub(super) fn reader(&self) -> &DatabaseConnection {
        &self.read
    }

    pub(super) fn writer(&self) -> &DatabaseConnection {
        match self.is_looking {
            true => &self.looking,
            false => &self.write,
        }
    }

    /// The log is written for who only looks, too.
    pub(super) fn log(&self) -> &DatabaseConnection {
        &self.write
    }
}

/// Whether a connection may serve somebody else. On a full disk SQLite may end a transaction by itself, which the driver
/// does not hear of: what comes later would be nested in what never ends, acknowledged and never committed. Such a
/// connection is closed, and another one is opened.
async fn is_fit(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    // What is to be rolled back is, once it answers.
    connection.ping().await?;
    let is_fit = !connection.is_in_transaction();
    if !is_fit {
        tracing::warn!("a connection whose transaction broke is closed");
    }
    Ok(is_fit)
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
