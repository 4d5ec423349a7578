//! The bin: what was deleted and may be brought back.

use chrono::{DateTime, Utc};
use contract::dto::lists::{BinCount, BinPage, Binned};
use contract::objects::USER;
use contract::query::Total;
use contract::{Filter, ObjectDef, Operator, Problem};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use uuid::Uuid;

use super::condition;
use super::list::{COUNTED as MATCHING, total};
use crate::access::{Order, Visible, deleters_of, read_record};
use crate::{Desk, Error, Result};

/// Records of one page.
const ROWS: usize = 50;
/// Deleted records of one object are counted to this number where all objects are counted.
const COUNTED: u64 = 1_000;

/// One page of the deleted records of an object that the asker may bring back, the last deleted first, found by any
/// part of their names.
///
/// # Errors
/// [`contract::Refusal::NotFound`] and [`contract::Refusal::Forbidden`] as [`Desk::in_bin`]; at `after` for what is no
/// place in the bin.
pub async fn bin(desk: &Desk, object: &str, words: &str, after: Option<&str>) -> Result<BinPage> {
    let object = desk.object(object)?;
    let all = binned(desk, &object, words)?;
    let place: Option<(DateTime<Utc>, Uuid)> = after
        .map(serde_json::from_str)
        .transpose()
        .map_err(|_| Error::invalid("after", Problem::WrongKind))?;
    let mut asked = all.clone();
    if let Some((at, id)) = place {
        let here = Expr::tuple([asked.column("deleted_at"), asked.column("id")]);
        let there = Expr::tuple([Expr::val(at), Expr::val(id)]);
        asked = asked.only(Condition::all().add(here.lt(there)));
    }
    let mut records = page(desk, asked, &object).await?;
    let has_more = records.len() > ROWS;
    records.truncate(ROWS);
    let next = match records.last().filter(|_| has_more) {
        Some(last) => Some(serde_json::to_string(&(last.deleted_at, last.id))?),
        None => None,
    };
    let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
    let mut deleters = deleters_of(desk, &object.key, ids).await?;
    for record in &mut records {
        record.deleted_by = deleters.remove(&record.id).unwrap_or_default();
    }
    let total = match after {
        Some(_) => None,
        None => Some(total(all, MATCHING).await?),
    };
    Ok(BinPage {
        records,
        next,
        total,
    })
}

/// The deleted records of an object that the asker may bring back and whose names have the words in them.
///
/// # Errors
/// As [`Desk::in_bin`].
pub(crate) fn binned(desk: &Desk, object: &ObjectDef, words: &str) -> Result<Visible> {
    let all = desk.in_bin(&object.key)?;
    match words.trim() {
        "" => Ok(all),
        words => {
            let named = Filter::new(&object.title, Operator::Contains, words);
            Ok(all.only(condition(desk, object, &named)?))
        }
    }
}

async fn page(desk: &Desk, asked: Visible, object: &ObjectDef) -> Result<Vec<Binned>> {
    let keys = desk.crm().keys();
    let title: Vec<_> = object.field(&object.title).into_iter().collect();
    let deleted_at = asked.column("deleted_at");
    let columns: Vec<_> = ["id".to_owned(), "version".to_owned()]
        .into_iter()
        .chain(title.iter().filter_map(|field| field.column()))
        .map(|name| (asked.column(&name), name))
        .collect();
    let rows = asked
        .order("deleted_at", Order::Down)
        .order("id", Order::Down)
        .first(ROWS as u64 + 1)
        .rows(|select| {
            for (column, name) in columns {
                select.expr_as(column, name);
            }
            select.expr_as(deleted_at, "deleted_at");
        })
        .await?;
    rows.iter()
        .map(|row| {
            let record = read_record(&keys, object, &title, row)?;
            Ok(Binned {
                id: record.id,
                title: record.text(&object.title).to_owned(),
                deleted_at: row.try_get("", "deleted_at")?,
                deleted_by: String::new(),
            })
        })
        .collect()
}

/// How many deleted records of each object the asker may bring back; objects of which there are none are left out.
/// Lines come back with what they belong to.
///
/// # Errors
/// When the database fails.
pub async fn bin_counts(desk: &Desk) -> Result<Vec<BinCount>> {
    let described = desk.crm().descriptions();
    let mut objects = Vec::new();
    let mut asked = Vec::new();
    for object in described.all() {
        let has_bin = object.line_of.is_none() && object.key != USER;
        if let Some(all) = has_bin.then(|| desk.in_bin(&object.key).ok()).flatten() {
            objects.push(object.key.clone());
            asked.push(all);
        }
    }
    let counts = Visible::counts_to(asked, COUNTED + 1).await?;
    let told = objects
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0);
    Ok(told
        .map(|(object, count)| BinCount {
            object,
            total: Total {
                count: Ord::min(count, COUNTED),
                or_more: count > COUNTED,
            },
        })
        .collect())
}
