//! The index in the database: FTS5 on SQLite, lexemes with GIN on PostgreSQL. Where SQL differs, it differs here.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps tables of the house: the search index"
)]

use std::collections::BTreeSet;

use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use uuid::Uuid;

use super::near;
use super::tokens::Wanted;
use crate::Result;
use crate::access::Door;

/// One record of the index; no tokens for one that is no longer to be found.
pub(crate) struct Doc {
    pub(crate) object: String,
    pub(crate) record: Uuid,
    pub(crate) tokens: BTreeSet<String>,
    /// The words of its name that may be misspelt.
    pub(crate) names: BTreeSet<String>,
}

impl Doc {
    /// Of a record that is not found.
    pub(super) fn none(object: &str, record: Uuid) -> Self {
        Self {
            object: object.to_owned(),
            record,
            tokens: BTreeSet::new(),
            names: BTreeSet::new(),
        }
    }
}

/// Rows of one statement.
const CHUNK: usize = 500;

/// Writes records into the index in place of what stood there for them.
///
/// # Errors
/// When the database fails.
pub(super) async fn put(tx: &DatabaseTransaction, docs: &[Doc]) -> Result<()> {
    near::learn(tx, docs).await?;
    for chunk in docs.chunks(CHUNK) {
        remove(tx, chunk).await?;
        let kept: Vec<&Doc> = chunk.iter().filter(|doc| !doc.tokens.is_empty()).collect();
        if kept.is_empty() {
            continue;
        }
        match tx.get_database_backend() {
            DbBackend::Postgres => insert_lexemes(tx, &kept).await?,
            _ => insert_words(tx, &kept).await?,
        }
    }
    Ok(())
}

async fn remove(tx: &DatabaseTransaction, docs: &[Doc]) -> Result<()> {
    let mut objects: Vec<&str> = docs.iter().map(|doc| doc.object.as_str()).collect();
    objects.sort_unstable();
    objects.dedup();
    for object in objects {
        let ids: Vec<Uuid> = docs
            .iter()
            .filter(|doc| doc.object == object)
            .map(|doc| doc.record)
            .collect();
        let is_of = || {
            [
                Expr::col(Alias::new("object")).eq(object),
                Expr::col(Alias::new("record_id")).is_in(ids.clone()),
            ]
        };
        if tx.get_database_backend() != DbBackend::Postgres {
            let mut rows = Query::select();
            rows.column(Alias::new("id")).from(Alias::new("search_doc"));
            let rows = is_of()
                .into_iter()
                .fold(rows, |mut rows, condition| rows.and_where(condition).take());
            let delete = Query::delete()
                .from_table(Alias::new("search_word"))
                .and_where(Expr::col(Alias::new("rowid")).in_subquery(rows))
                .take();
            tx.execute(&delete).await?;
        }
        let mut delete = Query::delete();
        delete.from_table(Alias::new("search_doc"));
        for condition in is_of() {
            delete.and_where(condition);
        }
        tx.execute(&delete).await?;
    }
    Ok(())
}

async fn insert_lexemes(tx: &DatabaseTransaction, docs: &[&Doc]) -> Result<()> {
    let mut insert = Query::insert();
    insert
        .into_table(Alias::new("search_doc"))
        .columns(["object", "record_id", "lexemes"].map(Alias::new));
    for doc in docs {
        let lexemes = Expr::cust_with_values(
            "array_to_tsvector(string_to_array($1, ' '))",
            [joined(&doc.tokens)],
        );
        insert
            .values([doc.object.clone().into(), doc.record.into(), lexemes])
            .map_err(crate::Error::broken)?;
    }
    tx.execute(&insert).await?;
    Ok(())
}

async fn insert_words(tx: &DatabaseTransaction, docs: &[&Doc]) -> Result<()> {
    let last = tx
        .query_one_raw(Statement::from_string(
            DbBackend::Sqlite,
            "SELECT COALESCE(MAX(id), 0) AS n FROM search_doc",
        ))
        .await?;
    let last: i64 = last
        .map(|row| row.try_get("", "n"))
        .transpose()?
        .unwrap_or_default();
    let mut rows = Query::insert();
    rows.into_table(Alias::new("search_doc"))
        .columns(["id", "object", "record_id"].map(Alias::new));
    let mut words = Query::insert();
    words
        .into_table(Alias::new("search_word"))
        .columns(["rowid", "words"].map(Alias::new));
    for (id, doc) in (last + 1..).zip(docs) {
        rows.values([id.into(), doc.object.clone().into(), doc.record.into()])
            .map_err(crate::Error::broken)?;
        words
            .values([id.into(), joined(&doc.tokens).into()])
            .map_err(crate::Error::broken)?;
    }
    tx.execute(&rows).await?;
    tx.execute(&words).await?;
    Ok(())
}

fn joined(tokens: &BTreeSet<String>) -> String {
    tokens
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

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
        select.and_where(Expr::cust_with_values(
            "search_doc.lexemes @@ $1::tsquery",
            [tsquery(wanted)],
        ));
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
    let mut select = having(door.backend(), object, wanted);
    let doc = |name: &'static str| Expr::col((Alias::new("search_doc"), Alias::new(name)));
    // SQLite reads the words backwards by their own number.
    let place = match door.backend() {
        DbBackend::Postgres => doc("id"),
        _ => Expr::col((Alias::new("search_word"), Alias::new("rowid"))),
    };
    select
        .expr_as(place.clone(), Alias::new("place"))
        .expr_as(doc("record_id"), Alias::new("record"))
        .cond_where(seen(doc("record_id")))
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

/// How many records of an object have all wanted tokens and fulfil a condition on their ids, counted to a limit.
///
/// # Errors
/// When the database fails.
pub(super) async fn count(
    door: &Door,
    object: &str,
    wanted: &Wanted,
    seen: impl FnOnce(Expr) -> Condition,
    limit: u64,
) -> Result<u64> {
    let mut select = having(door.backend(), object, wanted);
    let record = Expr::col((Alias::new("search_doc"), Alias::new("record_id")));
    select
        .expr_as(Expr::val(1), Alias::new("one"))
        .cond_where(seen(record))
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

/// The rows of the index that have all wanted tokens, read from the words on.
fn having(backend: DbBackend, object: &str, wanted: &Wanted) -> SelectStatement {
    let doc = |name: &'static str| Expr::col((Alias::new("search_doc"), Alias::new(name)));
    let mut select = Query::select();
    if backend == DbBackend::Postgres {
        select
            .from(Alias::new("search_doc"))
            .and_where(doc("object").eq(object))
            .and_where(Expr::cust_with_values(
                "search_doc.lexemes @@ $1::tsquery",
                [tsquery(wanted)],
            ));
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

/// The ids of records of whatever object that have all wanted tokens, at most so many.
///
/// # Errors
/// When the database fails.
pub(super) async fn first(door: &Door, wanted: &Wanted, most: u64) -> Result<Vec<(String, Uuid)>> {
    let backend = door.backend();
    let (sql, asked) = match backend {
        // As a whole: to a limit the planner would rather read the table from its beginning than ask the index.
        DbBackend::Postgres => (
            "WITH found AS MATERIALIZED (SELECT object, record_id FROM search_doc WHERE lexemes @@ $1::tsquery) \
             SELECT object, record_id FROM found LIMIT $2",
            tsquery(wanted),
        ),
        // The last ones first, where there are too many.
        _ => (
            "SELECT object, record_id FROM search_doc WHERE id IN \
             (SELECT rowid FROM search_word WHERE search_word MATCH ?1 ORDER BY rowid DESC LIMIT ?2)",
            fts5(wanted),
        ),
    };
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let statement = Statement::from_sql_and_values(backend, sql, [asked.into(), most.into()]);
    let rows = door.house().read().query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok((row.try_get("", "object")?, row.try_get("", "record_id")?)))
        .collect()
}

/// Tokens hold letters, digits and the underscore only, so that quoting them is enough.
fn fts5(wanted: &Wanted) -> String {
    asked(wanted, " AND ", " OR ", |token, is_whole| match is_whole {
        true => format!("\"{token}\""),
        false => format!("\"{token}\"*"),
    })
}

fn tsquery(wanted: &Wanted) -> String {
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
