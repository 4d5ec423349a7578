//! What stands in the index: a row of words for each record.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps tables of the house: the search index"
)]

use std::collections::BTreeSet;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use uuid::Uuid;

use super::near;
use crate::Result;

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
