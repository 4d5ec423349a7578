//! Indexes that are put away while many rows are put into a table that has few, and brought back when they are there. Only
//! on SQLite, where filling the indexes of a million customers takes three times as long as building them afterwards.
//!
//! Nothing is lost when the process dies meanwhile: at the next start every table gets the indexes of its description.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use contract::ObjectDef;
use migration::{Described, likeness_index, missing_indexes, spared};
use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Expr, Query};
use uuid::Uuid;

use super::Door;
use crate::Result;

/// Of so many new rows on it is worth it.
pub(crate) const MANY: u64 = if cfg!(test) { 200 } else { 50_000 };
/// A table with more rows than this keeps its indexes: it is asked for them, and they take long to build anew.
const FEW: u64 = if cfg!(test) { 20 } else { 5_000 };
/// The table of likenesses, of which each record has several.
const LIKENESSES: &str = "duplicate_key";
const FEW_LIKENESSES: u64 = 8 * FEW;

/// How an index is built: it is sorted in little memory and in files, by a second thread too, with the table mapped into memory
/// as far as it is in the file already.
const BUILDING: &str = "PRAGMA cache_size = -8000; PRAGMA shrink_memory; PRAGMA temp_store = FILE; \
                        PRAGMA threads = 1; PRAGMA mmap_size = 2147418112;";
/// Where there is no room for such files.
const SORTING_IN_MEMORY: &str = "PRAGMA temp_store = MEMORY;";
/// As [`Door::open`] sets it.
const BUILT: &str = "PRAGMA temp_store = MEMORY; PRAGMA threads = 0; PRAGMA mmap_size = 0;";

/// The names of the indexes that are put away, by what they are put away for.
#[derive(Debug, Default)]
pub(super) struct Spared(Mutex<BTreeMap<Uuid, Vec<String>>>);

impl Spared {
    fn with<T>(&self, deed: impl FnOnce(&mut BTreeMap<Uuid, Vec<String>>) -> T) -> T {
        deed(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Door {
    /// The names of all indexes that are put away.
    pub(crate) fn away(&self) -> HashSet<String> {
        let spared = self.spared();
        spared.with(|away| away.values().flatten().cloned().collect())
    }

    /// Puts away what a table can do without while `rows` are put into it on behalf of `by`, which asks for records by `fields`
    /// meanwhile. Does nothing where it is not worth it, and on PostgreSQL. Whoever calls this calls
    /// [`Door::bring_one_back`] in the end, whatever happened.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn put_away(
        &self,
        by: Uuid,
        object: &ObjectDef,
        fields: &[&str],
        rows: u64,
    ) -> Result<()> {
        let is_worth_it = self.backend() == DbBackend::Sqlite && rows >= MANY;
        if !is_worth_it || self.are_there_more(object.table(), FEW).await? {
            return Ok(());
        }
        let away = self.away();
        let mut names = spared(object, self.backend(), fields);
        names.retain(|name| !away.contains(name));
        // Remembered first, so that they are brought back when only some of them went.
        self.spared()
            .with(|away| away.entry(by).or_default().extend(names.clone()));
        for name in names {
            self.set(&format!("DROP INDEX IF EXISTS \"{name}\""))
                .await?;
        }
        Ok(())
    }

    /// Puts away the index by which records are found that are alike, too, where few are known of. Whoever asks for them
    /// meanwhile reads all of them. `false` where it stays: nothing else was put away, or many are known of.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn put_likenesses_away(&self, by: Uuid) -> Result<bool> {
        if !self.has_put_away(by)
            || self.are_likenesses_away()
            || self.are_there_more(LIKENESSES, FEW_LIKENESSES).await?
        {
            return Ok(false);
        }
        let name = likeness_index().name;
        let drop = format!("DROP INDEX IF EXISTS \"{name}\"");
        self.spared()
            .with(|away| away.entry(by).or_default().push(name));
        self.set(&drop).await?;
        Ok(true)
    }

    /// Whether records that are alike have no index by which they are found.
    pub(crate) fn are_likenesses_away(&self) -> bool {
        let name = likeness_index().name;
        self.spared()
            .with(|away| away.values().flatten().any(|other| *other == name))
    }

    /// Builds the index by which records are found that are alike before whoever put it away does.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn bring_likenesses_back(&self) -> Result<()> {
        let index = likeness_index();
        self.build(&index).await?;
        // Whoever put it away goes on with an import.
        self.make_room().await?;
        self.spared().with(|away| {
            away.values_mut()
                .for_each(|names| names.retain(|name| *name != index.name))
        });
        Ok(())
    }

    /// Whether anything is put away for somebody.
    pub(crate) fn has_put_away(&self, by: Uuid) -> bool {
        self.spared().with(|away| away.contains_key(&by))
    }

    /// Builds one of the indexes that were put away for somebody, as its object is described now. Others who wait to
    /// write do so before the next one. `false` when all of them are there again.
    ///
    /// # Errors
    /// When the database fails; what is still missing can be asked for again.
    pub(crate) async fn bring_one_back(&self, by: Uuid, object: &ObjectDef) -> Result<bool> {
        let names = self.spared().with(|away| away.get(&by).cloned());
        let names = names.unwrap_or_default();
        let missing = match names.is_empty() {
            true => Vec::new(),
            false => missing_indexes(self.writer(), object).await?,
        };
        let Some(next) = missing.iter().find(|index| names.contains(&index.name)) else {
            self.spared().with(|away| away.remove(&by));
            return Ok(false);
        };
        self.build(next).await.map(|()| true)
    }

    async fn build(&self, index: &Described) -> Result<()> {
        self.set(BUILDING).await?;
        let mut built = self.set(&index.build).await;
        if let Err(error) = &built {
            tracing::warn!(index = index.name, %error, "an index is sorted in memory");
            self.set(SORTING_IN_MEMORY).await?;
            built = self.set(&index.build).await;
        }
        self.set(BUILT).await?;
        built
    }

    /// Whether a table has more rows than some.
    async fn are_there_more(&self, table: &str, than: u64) -> Result<bool> {
        let some = Query::select()
            .expr(Expr::val(1))
            .from(Alias::new(table))
            .limit(than + 1)
            .take();
        let count = Query::select()
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
            .from_subquery(some, Alias::new("some"))
            .take();
        let row = self.row(&count).await?;
        let count: Option<i64> = row.map(|row| row.try_get("", "n")).transpose()?;
        Ok(count.is_none_or(|count| count.unsigned_abs() > than))
    }
}
