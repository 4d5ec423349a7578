//! What makes records alike, as it stands in a table of its own: who is like somebody, and who is like whom.

use std::collections::HashMap;

use sea_orm::QueryResult;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use uuid::Uuid;

use super::Door;
use crate::likeness::Key;
use crate::{Desk, Result};

/// Values of one question; SQLite binds 32,766 at most.
const ASKED: usize = 10_000;

/// The ids of live records that carry one of some keys, whoever may see them: a twin is told of even where
/// it may not be opened. Ids only; what is shown of them is for the caller's rights to say.
pub(crate) async fn alike(
    desk: &Desk,
    object: &str,
    keys: &[Key],
    most: u64,
) -> Result<Vec<(Key, Uuid)>> {
    let mut found = Vec::new();
    let door = desk.crm().door();
    for kind in [
        crate::likeness::EMAIL,
        crate::likeness::PHONE,
        crate::likeness::FIXED_LINE,
        crate::likeness::NAME,
    ] {
        let mut values: Vec<&str> = keys
            .iter()
            .filter(|key| key.kind == kind)
            .map(|key| key.value.as_str())
            .collect();
        if values.is_empty() {
            continue;
        }
        few_lengths(&mut values);
        let select = alike_select(door, object, kind, &values, most);
        for row in door.rows(&select).await? {
            found.push((
                Key {
                    kind,
                    value: row.try_get("", "value")?,
                },
                row.try_get("", "record_id")?,
            ));
        }
    }
    Ok(found)
}

/// Lengths of lists of values differ by so many.
const STEP: usize = 500;

/// Makes a list of values as long as few lists are, by its last one again and again: each connection keeps the
/// statements it knows, and of every length that would be another one.
pub(crate) fn few_lengths<T: Clone>(values: &mut Vec<T>) {
    if let Some(last) = values.last().cloned() {
        values.resize(values.len().next_power_of_two(), last);
    }
}

/// For each of some values of one kind of likeness the first live record that carries it, whoever may see it.
/// Ids only, as with [`alike`].
pub(crate) async fn first_alike(
    desk: &Desk,
    object: &str,
    kind: &str,
    mut values: Vec<String>,
) -> Result<HashMap<String, Uuid>> {
    values.sort_unstable();
    values.dedup();
    let mut found = HashMap::new();
    for values in values.chunks(ASKED) {
        let mut asked: Vec<&str> = values.iter().map(String::as_str).collect();
        // Few lengths, so that the statement is known from the last time.
        let whole = asked.len().next_multiple_of(STEP);
        asked.resize(whole, asked.last().copied().unwrap_or_default());
        let firsts = alike_select(desk.crm().door(), object, kind, &asked, 0)
            .reset_limit()
            .clear_selects()
            .expr(Expr::cust("MIN(id)"))
            .group_by_col(Alias::new("value"))
            .take();
        let select = Query::select()
            .columns(["value", "record_id"].map(Alias::new))
            .from(Alias::new("duplicate_key"))
            .and_where(Expr::col(Alias::new("id")).in_subquery(firsts))
            .take();
        for row in desk.crm().door().rows(&select).await? {
            found.insert(row.try_get("", "value")?, row.try_get("", "record_id")?);
        }
    }
    Ok(found)
}

/// The names, as they are compared, of some records, whoever may see them.
pub(crate) async fn names_of(
    desk: &Desk,
    object: &str,
    mut ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, String>> {
    few_lengths(&mut ids);
    let select = Query::select()
        .columns(["value", "record_id"].map(Alias::new))
        .from(Alias::new("duplicate_key"))
        .and_where(Expr::col(Alias::new("object")).eq(object))
        .and_where(Expr::col(Alias::new("record_id")).is_in(ids))
        .and_where(Expr::col(Alias::new("kind")).eq(crate::likeness::NAME))
        .take();
    let mut names = HashMap::new();
    for row in desk.crm().door().rows(&select).await? {
        names.insert(row.try_get("", "record_id")?, row.try_get("", "value")?);
    }
    Ok(names)
}

/// A likeness that several records carry.
#[derive(Debug)]
pub(crate) struct Repeated {
    pub(crate) value: String,
    pub(crate) records: Vec<Uuid>,
}

/// Likenesses of some kinds that several live records carry, whoever may see them, in the order of their values after
/// one. Ids only, as with [`alike`].
pub(crate) async fn repeated(
    desk: &Desk,
    object: &str,
    kinds: &[&str],
    after: &str,
    most: u64,
) -> Result<Vec<Repeated>> {
    let door = desk.crm().door();
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let values = Query::select()
        .column(Alias::new("value"))
        .from(Alias::new("duplicate_key"))
        .and_where(of_object(door, object))
        .and_where(column("kind").is_in(kinds.iter().copied()))
        .and_where(column("value").gt(after))
        .group_by_col(Alias::new("value"))
        .and_having(Expr::cust("COUNT(DISTINCT record_id) > 1"))
        .order_by(Alias::new("value"), Order::Asc)
        .limit(most)
        .take();
    let mut found: Vec<Repeated> = Vec::new();
    let select = Query::select()
        .columns(["value", "record_id"].map(Alias::new))
        .from(Alias::new("duplicate_key"))
        .and_where(of_object(door, object))
        .and_where(column("kind").is_in(kinds.iter().copied()))
        .and_where(
            column("value").in_subquery(
                Query::select()
                    .column(Alias::new("value"))
                    .from_subquery(values, Alias::new("twice"))
                    .take(),
            ),
        )
        .order_by(Alias::new("value"), Order::Asc)
        .order_by(Alias::new("id"), Order::Asc)
        .take();
    for row in door.rows(&select).await? {
        let (value, record): (String, Uuid) =
            (row.try_get("", "value")?, row.try_get("", "record_id")?);
        match found.last_mut() {
            Some(last) if last.value == value => {
                if !last.records.contains(&record) {
                    last.records.push(record);
                }
            }
            _ => found.push(Repeated {
                value,
                records: vec![record],
            }),
        }
    }
    Ok(found)
}

/// Every likeness of some records whose sight the caller has proved, or of whom nothing but an id is told, as with
/// [`alike`]: its kind, its value, the record; the first one that was written before the others.
pub(crate) async fn likenesses_of(
    desk: &Desk,
    object: &str,
    ids: Vec<Uuid>,
) -> Result<Vec<(String, String, Uuid)>> {
    let select = Query::select()
        .columns(["kind", "value", "record_id"].map(Alias::new))
        .from(Alias::new("duplicate_key"))
        .and_where(Expr::col(Alias::new("object")).eq(object))
        .and_where(Expr::col(Alias::new("record_id")).is_in(ids))
        .order_by(Alias::new("id"), Order::Asc)
        .take();
    let rows = desk.crm().door().rows(&select).await?;
    rows.iter().map(likeness_row).collect()
}

/// The kind of a likeness, its value, the record that has it.
pub(super) fn likeness_row(row: &QueryResult) -> Result<(String, String, Uuid)> {
    Ok((
        row.try_get("", "kind")?,
        row.try_get("", "value")?,
        row.try_get("", "record_id")?,
    ))
}

/// While the index of likenesses is put away, the other one would lead to each of them by itself: all are read instead.
fn of_object(door: &Door, object: &str) -> Expr {
    match door.are_likenesses_away() {
        true => Expr::cust("+object").eq(object),
        false => Expr::col(Alias::new("object")).eq(object),
    }
}

fn alike_select(
    door: &Door,
    object: &str,
    kind: &str,
    values: &[&str],
    most: u64,
) -> SelectStatement {
    Query::select()
        .columns(["value", "record_id"].map(Alias::new))
        .from(Alias::new("duplicate_key"))
        .and_where(of_object(door, object))
        .and_where(Expr::col(Alias::new("kind")).eq(kind))
        .and_where(Expr::col(Alias::new("value")).is_in(values.iter().copied()))
        .limit(most)
        .take()
}
