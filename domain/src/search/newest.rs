//! What the newest records tell of words on PostgreSQL: whether they are so common that the index would take long to bring
//! together all that have them.
#![expect(
    clippy::disallowed_methods,
    reason = "asks a table of the house: the search index"
)]

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::index::{of_object, tsquery};
use super::tokens::Wanted;
use crate::Result;
use crate::access::Door;

/// So many of the last records of each object tell whether words are common.
pub(super) const NEWEST: u64 = if cfg!(test) { 10 } else { 300 };

/// The newest records of an object that have some words.
#[derive(Default)]
pub(super) struct Newest {
    pub(super) having: Vec<Uuid>,
    /// How many records the object had when its table was looked through last; none before.
    pub(super) all: u64,
}

/// Those of the last records of each of some objects, named with their tables, that have all wanted tokens, which tells in a
/// moment what is common. Objects of which the index holds nothing are left out. `None` on SQLite, which finds the last ones
/// by its words.
///
/// # Errors
/// When the database fails.
pub(super) async fn newest(
    door: &Door,
    objects: &[(&str, String)],
    wanted: &Wanted,
) -> Result<Option<BTreeMap<String, Newest>>> {
    if door.backend() != DbBackend::Postgres {
        return Ok(None);
    }
    // As the index is read backwards, for several objects.
    let sql = "SELECT doc.object, doc.record_id, doc.has, CASE WHEN doc.place = 1 THEN \
               (SELECT CAST(reltuples AS bigint) FROM pg_class WHERE relname = kind.table_name \
               AND relnamespace = current_schema()::regnamespace) END AS roughly \
               FROM unnest(string_to_array($1, ','), string_to_array($2, ',')) AS kind (object, table_name) \
               CROSS JOIN LATERAL (SELECT object, record_id, lexemes @@ $4::tsquery AS has, \
               row_number() OVER () AS place FROM (SELECT object, record_id, lexemes FROM search_doc \
               WHERE object >= kind.object AND (object, id) < (kind.object, 9223372036854775807) \
               ORDER BY object DESC, id DESC LIMIT $3) AS newest) AS doc WHERE doc.has OR doc.place = 1";
    let (keys, tables): (Vec<&str>, Vec<&str>) = objects
        .iter()
        .map(|(object, table)| (*object, table.as_str()))
        .unzip();
    let most = i64::try_from(NEWEST).unwrap_or(i64::MAX);
    let asked = [
        keys.join(",").into(),
        tables.join(",").into(),
        most.into(),
        tsquery(wanted).into(),
    ];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, asked);
    let mut newest: BTreeMap<String, Newest> = BTreeMap::new();
    for row in door.house().read().query_all_raw(statement).await? {
        let (object, record) = of_object(&row)?;
        let of_kind = newest.entry(object).or_default();
        of_kind
            .having
            .extend(row.try_get::<bool>("", "has")?.then_some(record));
        let roughly: Option<i64> = row.try_get("", "roughly")?;
        of_kind.all += roughly
            .and_then(|rows| u64::try_from(rows).ok())
            .unwrap_or_default();
    }
    Ok(Some(newest))
}
