//! What the index in the database is asked: FTS5 on SQLite, lexemes with GIN on PostgreSQL. Where SQL differs, it differs
//! here and in `docs.rs`.
#![expect(
    clippy::disallowed_methods,
    reason = "asks a table of the house: the search index"
)]

use contract::query::Total;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Order, Query, SelectStatement, Value};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, TransactionTrait};
use uuid::Uuid;

use super::tokens::Wanted;
use crate::Result;
use crate::access::Door;

/// So many of the last records of an object are looked at for words that are common. Tests come to the limit with fewer.
const RECENT: u64 = if cfg!(test) { 20 } else { 5_000 };
/// And for each of many that are wanted.
const RECENT_OF_EACH: u64 = if cfg!(test) { 1 } else { 100 };
/// Where so many of these have the words, all are not counted.
const COMMON: u64 = if cfg!(test) { 10 } else { 100 };
/// PostgreSQL looks up each that it counts.
const COUNTED_APART: u64 = 5_000;
/// To a limit the planner would rather read the table from its beginning than ask the index.
const BY_INDEX: &str = "SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off";
/// Of a word that is nearly everywhere the index need not bring all. Of several words it would leave out others for each, and
/// hardly bring what has all of them.
const NOT_ALL: &str = "SET LOCAL gin_fuzzy_search_limit = 3000";

/// The ids of records of an object that have all wanted tokens, at most so many.
pub(super) fn select(
    backend: DbBackend,
    object: &str,
    wanted: &Wanted,
    most: Option<u64>,
) -> SelectStatement {
    let mut select = Query::select();
    select
        .column((Alias::new("search_doc"), Alias::new("record_id")))
        .from(Alias::new("search_doc"));
    if backend == DbBackend::Postgres {
        select.and_where(Expr::col((Alias::new("search_doc"), Alias::new("object"))).eq(object));
        select.and_where(has(wanted));
    } else {
        let mut rows = Query::select();
        rows.column(Alias::new("rowid"))
            .from(Alias::new("search_word"));
        rows.and_where(Expr::cust_with_values(
            "search_word MATCH ?",
            [fts5(wanted)],
        ));
        if let Some(most) = most {
            rows.limit(most);
        }
        select.and_where(
            Expr::col((Alias::new("search_doc"), Alias::new("id"))).in_subquery(rows.take()),
        );
    }
    if let Some(most) = most {
        select.limit(most);
    }
    select.take()
}

/// Where the index holds a record of an object that has all wanted tokens. What changed last stands at the end.
pub(crate) struct Found {
    pub(crate) place: i64,
    pub(crate) record: Uuid,
}

/// The last records of an object before a place that have all wanted tokens and that fulfil a condition on their ids.
///
/// # Errors
/// When the database fails.
pub(super) async fn last(
    door: &Door,
    object: &str,
    wanted: &Wanted,
    before: Option<i64>,
    seen: impl FnOnce(Expr) -> Condition,
    most: u64,
) -> Result<Vec<Found>> {
    let seen = seen(Expr::col((
        Alias::new("search_doc"),
        Alias::new("record_id"),
    )));
    if door.backend() == DbBackend::Postgres {
        let recent = recent(object, wanted, before, most);
        let found = last_of(door, recent, before, seen.clone(), most).await?;
        if found.len() as u64 == most {
            return Ok(found);
        }
    }
    let all = match door.backend() {
        DbBackend::Postgres => sorted(object, wanted, before),
        backend => having(backend, object, wanted),
    };
    last_of(door, all, before, seen, most).await
}

async fn last_of(
    door: &Door,
    having: SelectStatement,
    before: Option<i64>,
    seen: Condition,
    most: u64,
) -> Result<Vec<Found>> {
    let mut select = having;
    let doc = |name: &'static str| Expr::col((Alias::new("search_doc"), Alias::new(name)));
    // SQLite reads the words backwards by their own number.
    let place = match door.backend() {
        DbBackend::Postgres => doc("id"),
        _ => Expr::col((Alias::new("search_word"), Alias::new("rowid"))),
    };
    select
        .expr_as(place.clone(), Alias::new("place"))
        .expr_as(doc("record_id"), Alias::new("record"))
        .cond_where(seen)
        .order_by_expr(place.clone(), Order::Desc)
        .limit(most);
    if let Some(before) = before {
        select.and_where(place.lt(before));
    }
    let rows = door.house().read().query_all(&select).await?;
    rows.iter()
        .map(|row| {
            Ok(Found {
                place: row.try_get("", "place")?,
                record: row.try_get("", "record")?,
            })
        })
        .collect()
}

/// How many records of an object have all wanted tokens and fulfil a condition on their ids, counted to a limit, and whether
/// there may be more.
///
/// # Errors
/// When the database fails.
pub(super) async fn count(
    door: &Door,
    object: &str,
    wanted: &Wanted,
    seen: impl FnOnce(Expr) -> Condition,
    limit: u64,
) -> Result<Total> {
    let seen = seen(Expr::col((
        Alias::new("search_doc"),
        Alias::new("record_id"),
    )));
    let mut limit = limit;
    if door.backend() == DbBackend::Postgres {
        let recent = recent(object, wanted, None, 0);
        let count = count_of(door, recent, seen.clone(), limit + 1).await?;
        if count >= COMMON {
            return Ok(Total {
                count: Ord::min(count, limit),
                or_more: count > limit || has_more_than_recent(door, object).await?,
            });
        }
        limit = Ord::min(limit, COUNTED_APART);
    }
    let all = having(door.backend(), object, wanted);
    let count = count_of(door, all, seen, limit + 1).await?;
    Ok(Total {
        count: Ord::min(count, limit),
        or_more: count > limit,
    })
}

/// Whether the index holds more records of an object than the last ones that are looked at.
async fn has_more_than_recent(door: &Door, object: &str) -> Result<bool> {
    let next = backwards(object, None)
        .expr(Expr::val(1))
        .offset(RECENT)
        .limit(1)
        .take();
    Ok(door.house().read().query_one(&next).await?.is_some())
}

async fn count_of(
    door: &Door,
    having: SelectStatement,
    seen: Condition,
    limit: u64,
) -> Result<u64> {
    let mut select = having;
    select
        .expr_as(Expr::val(1), Alias::new("one"))
        .cond_where(seen)
        .limit(limit);
    let count = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
        .from_subquery(select, Alias::new("counted"))
        .take();
    let row = door.house().read().query_one(&count).await?;
    let count: i64 = row
        .map(|row| row.try_get("", "n"))
        .transpose()?
        .unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Those of the last records of an object before a place that have all wanted tokens. PostgreSQL brings together whatever has
/// a word before it looks for the last of it; where a word is common, reading backwards finds a page at once.
fn recent(object: &str, wanted: &Wanted, before: Option<i64>, most: u64) -> SelectStatement {
    let last = backwards(object, before)
        .columns(["id", "object", "record_id", "lexemes"].map(Alias::new))
        .limit(Ord::max(RECENT, most * RECENT_OF_EACH))
        .take();
    Query::select()
        .from_subquery(last, Alias::new("search_doc"))
        .and_where(has(wanted))
        .take()
}

/// The records of an object before a place in the index of PostgreSQL, the last first. Said as a span of two columns, which
/// only the index of both of them reads backwards: asked for one object by its places, the planner would go through those
/// of all objects.
fn backwards(object: &str, before: Option<i64>) -> SelectStatement {
    let end: [Value; 2] = [object.into(), before.unwrap_or(i64::MAX).into()];
    let mut select = Query::select();
    select
        .from(Alias::new("search_doc"))
        .and_where(Expr::col(Alias::new("object")).gte(object))
        .and_where(Expr::cust_with_values("(object, id) < ($1, $2)", end))
        .order_by(Alias::new("object"), Order::Desc)
        .order_by(Alias::new("id"), Order::Desc);
    select
}

/// All that have the words, the last first, before any of them is looked at: only as many are as fill a page.
fn sorted(object: &str, wanted: &Wanted, before: Option<i64>) -> SelectStatement {
    let mut all = having(DbBackend::Postgres, object, wanted);
    all.columns(["id", "record_id"].map(Alias::new))
        .order_by(Alias::new("id"), Order::Desc);
    if let Some(before) = before {
        all.and_where(Expr::col((Alias::new("search_doc"), Alias::new("id"))).lt(before));
    }
    Query::select()
        .from_subquery(all, Alias::new("search_doc"))
        .take()
}

fn has(wanted: &Wanted) -> Expr {
    Expr::cust_with_values("search_doc.lexemes @@ $1::tsquery", [tsquery(wanted)])
}

/// The rows of the index that have all wanted tokens, read from the words on.
fn having(backend: DbBackend, object: &str, wanted: &Wanted) -> SelectStatement {
    let doc = |name: &'static str| Expr::col((Alias::new("search_doc"), Alias::new(name)));
    let mut select = Query::select();
    if backend == DbBackend::Postgres {
        select
            .from(Alias::new("search_doc"))
            .and_where(doc("object").eq(object))
            .and_where(has(wanted));
        return select;
    }
    let of_word = doc("id").equals((Alias::new("search_word"), Alias::new("rowid")));
    select
        .from(Alias::new("search_word"))
        // A cross join keeps its order: what the words find is looked up, and not the other way round.
        .cross_join(Alias::new("search_doc"))
        .and_where(of_word)
        .and_where(Expr::cust_with_values(
            "search_word MATCH ?",
            [fts5(wanted)],
        ));
    select
}

/// A record of whatever object that was taken from the index.
pub(super) struct Taken {
    pub(super) object: String,
    pub(super) record: Uuid,
    place: i64,
}

/// How many records have what these have, if they are the last ones that do and all others are like them.
pub(super) fn extrapolated(last: &[Taken]) -> u64 {
    let places = || last.iter().map(|taken| taken.place.unsigned_abs());
    let (Some(first), Some(last_place)) = (places().min(), places().max()) else {
        return 0;
    };
    last.len() as u64 * last_place / (last_place - first + 1)
}

/// Records of whatever object that have all wanted tokens, at most so many.
///
/// # Errors
/// When the database fails.
pub(super) async fn first(door: &Door, wanted: &Wanted, most: u64) -> Result<Vec<Taken>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = match door.backend() {
        DbBackend::Postgres => {
            let sql = "SELECT id, object, record_id FROM search_doc WHERE lexemes @@ $1::tsquery LIMIT $2";
            let asked = [tsquery(wanted).into(), most.into()];
            let tx = door.house().read().begin().await?;
            tx.execute_unprepared(BY_INDEX).await?;
            if wanted.is_one() {
                tx.execute_unprepared(NOT_ALL).await?;
            }
            let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, asked);
            let rows = tx.query_all_raw(statement).await?;
            tx.commit().await?;
            rows
        }
        // The last ones first, where there are too many.
        backend => {
            let sql = "SELECT id, object, record_id FROM search_doc WHERE id IN \
                       (SELECT rowid FROM search_word WHERE search_word MATCH ?1 ORDER BY rowid DESC LIMIT ?2)";
            let asked = [fts5(wanted).into(), most.into()];
            let statement = Statement::from_sql_and_values(backend, sql, asked);
            door.house().read().query_all_raw(statement).await?
        }
    };
    rows.iter()
        .map(|row| {
            let (object, record) = of_object(row)?;
            let place = row.try_get("", "id")?;
            Ok(Taken {
                object,
                record,
                place,
            })
        })
        .collect()
}

pub(super) fn of_object(row: &QueryResult) -> Result<(String, Uuid)> {
    Ok((row.try_get("", "object")?, row.try_get("", "record_id")?))
}

/// Tokens hold letters, digits and the underscore only, so that quoting them is enough.
fn fts5(wanted: &Wanted) -> String {
    asked(wanted, " AND ", " OR ", |token, is_whole| match is_whole {
        true => format!("\"{token}\""),
        false => format!("\"{token}\"*"),
    })
}

pub(super) fn tsquery(wanted: &Wanted) -> String {
    asked(wanted, " & ", " | ", |token, is_whole| match is_whole {
        true => format!("'{token}'"),
        false => format!("'{token}':*"),
    })
}

fn asked(wanted: &Wanted, and: &str, or: &str, word: impl Fn(&str, bool) -> String) -> String {
    let whole = wanted.whole.iter().map(|token| word(token, true));
    let beginnings = wanted.beginnings.iter().map(|token| word(token, false));
    let either = wanted.either.iter().map(|(tokens, beginning)| {
        let tokens = tokens.iter().map(|token| word(token, true));
        let any: Vec<String> = tokens.chain([word(beginning, false)]).collect();
        format!("({})", any.join(or))
    });
    whole
        .chain(beginnings)
        .chain(either)
        .collect::<Vec<_>>()
        .join(and)
}
