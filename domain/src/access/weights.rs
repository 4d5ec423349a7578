//! How many records the parts of a question find: by it is decided in which order the database goes about the question,
//! and nothing else. So it may be a minute old, and is counted once however many ask.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use moka::sync::Cache;
use sea_orm::sea_query::{Alias, Expr, Query, SelectStatement, SqliteQueryBuilder, Value};

use super::Visible;
use crate::{Desk, Result};

/// Parts of questions that are remembered.
const MOST: u64 = 10_000;
/// How long a count is taken for true.
const OLD: Duration = Duration::from_secs(60);
/// Moments of the same hour are the same part of a question: “now” is another one each time it is asked.
const SAME_SECONDS: i64 = 3_600;

/// The counts of a process.
#[derive(Debug)]
pub(crate) struct Weights(Cache<u64, u64>);

impl Default for Weights {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(MOST)
                .time_to_live(OLD)
                .build(),
        )
    }
}

/// What tells one part of a question from another.
fn name_of(rows: &SelectStatement, limit: u64) -> u64 {
    let (sql, values) = rows.build(SqliteQueryBuilder);
    let mut name = DefaultHasher::new();
    (sql, limit).hash(&mut name);
    for value in &values.0 {
        match value {
            Value::ChronoDateTimeUtc(Some(at)) => (at.timestamp() / SAME_SECONDS).hash(&mut name),
            other => other.hash(&mut name),
        }
    }
    name.finish()
}

impl Desk {
    /// How many rows a subquery of conditions has, counted to a limit.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn weight_of(&self, rows: SelectStatement, limit: u64) -> Result<u64> {
        self.weight(name_of(&rows, limit), limit, || rows).await
    }

    /// How many records of an object the asker sees, counted to a limit. It is theirs by name, so that the question is not
    /// even put into words where the answer is known.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn weight_of_seen(&self, seen: &Visible, limit: u64) -> Result<u64> {
        let mut name = DefaultHasher::new();
        (self.actor().id(), &seen.object().key, limit).hash(&mut name);
        self.weight(name.finish(), limit, || seen.ids_weighed())
            .await
    }

    async fn weight(
        &self,
        name: u64,
        limit: u64,
        rows: impl FnOnce() -> SelectStatement,
    ) -> Result<u64> {
        let Weights(known) = self.crm().weights();
        if let Some(count) = known.get(&name) {
            return Ok(count);
        }
        let mut rows = rows();
        rows.limit(limit);
        let count = Query::select()
            .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
            .from_subquery(rows, Alias::new("counted"))
            .take();
        let row = self.crm().door().row(&count).await?;
        let count: Option<i64> = row.map(|row| row.try_get("", "n")).transpose()?;
        let count = u64::try_from(count.unwrap_or_default()).unwrap_or_default();
        known.insert(name, count);
        Ok(count)
    }
}
