//! Roll-ups in SQL: one statement writes the values of many records anew, each gathered by a subquery of its own.

use contract::{FieldDef, FieldKind, Gathering};
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Query, SelectStatement, SubQueryStatement, TableRef, UpdateStatement,
};
use uuid::Uuid;

use super::links::{RollUp, Tie};
use crate::access::Write;
use crate::records::condition;
use crate::{Desk, Result};

/// Records refreshed by one statement.
const CHUNK: usize = 1_000;
/// The records that hold the values, by another name, since they may gather from their own kind.
const WHOLE: &str = "whole";
/// A sum is made of two halves, so that none of its steps outgrows 64 bits.
const HALF: i64 = 1_000_000_000;
/// The most that the upper half may be.
const MOST: i64 = 9_000_000_000;

/// Gathers the values of a tie anew for some records, or only those of some of its roll-ups.
///
/// # Errors
/// When the database fails, or a filter cannot be answered any more.
pub(super) async fn refresh(
    write: &Write<'_>,
    tie: &Tie,
    roll_ups: &[RollUp],
    ids: &[Uuid],
) -> Result<()> {
    if roll_ups.is_empty() {
        return Ok(());
    }
    for ids in ids.chunks(CHUNK) {
        write
            .derive(&statement(write.desk(), tie, roll_ups, ids)?)
            .await?;
    }
    Ok(())
}

fn statement(desk: &Desk, tie: &Tie, roll_ups: &[RollUp], ids: &[Uuid]) -> Result<UpdateStatement> {
    let mut update = Query::update();
    let table = TableRef::from(Alias::new(tie.whole.table())).alias(Alias::new(WHOLE));
    update.table(table);
    for roll_up in roll_ups {
        let Some(column) = roll_up.field.column() else {
            continue;
        };
        let gathered = gathered(tie, roll_up);
        update.value(
            Alias::new(column),
            subquery(select(desk, tie, roll_up, gathered)?),
        );
        if let Some(column) = roll_up.field.currency_column() {
            let currency = currency(tie, roll_up).unwrap_or_else(|| "NULL".to_owned());
            update.value(
                Alias::new(column),
                subquery(select(desk, tie, roll_up, currency)?),
            );
        }
    }
    update.and_where(Expr::col((Alias::new(WHOLE), Alias::new("id"))).is_in(ids.to_vec()));
    Ok(update)
}

fn subquery(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(select)))
}

/// What the living parts of one record come to.
fn select(desk: &Desk, tie: &Tie, roll_up: &RollUp, what: String) -> Result<SelectStatement> {
    let part = Alias::new(tie.part.table());
    let mut select = Query::select();
    select.expr(Expr::cust(what)).from(part.clone());
    if let Some(by) = tie.by.column() {
        select.and_where(
            Expr::col((part.clone(), Alias::new(by))).equals((Alias::new(WHOLE), Alias::new("id"))),
        );
    }
    select.and_where(Expr::col((part, Alias::new("deleted_at"))).is_null());
    for filter in &roll_up.only {
        select.cond_where(condition(desk, &tie.part, filter)?);
    }
    Ok(select)
}

/// A column of the part. Names of tables and columns are made from ids or are words of the product.
fn column(tie: &Tie, name: &str) -> String {
    format!("\"{}\".\"{name}\"", tie.part.table())
}

/// The value in SQL.
fn gathered(tie: &Tie, roll_up: &RollUp) -> String {
    let Some((of, name)) = roll_up
        .of
        .as_ref()
        .and_then(|of| Some((of, of.column()?)))
        .filter(|_| roll_up.gathering != Gathering::Count)
    else {
        return "COUNT(*)".to_owned();
    };
    let column = column(tie, &name);
    let value = match roll_up.gathering {
        Gathering::Count => "COUNT(*)".to_owned(),
        Gathering::Least => format!("MIN({column})"),
        Gathering::Most => format!("MAX({column})"),
        Gathering::Sum => sum(&column, of),
        Gathering::Average => average(&column, of),
    };
    match currency(tie, roll_up) {
        Some(currency) => format!("CASE WHEN {currency} IS NOT NULL THEN {value} END"),
        None => value,
    }
}

/// For amounts: the currency of all of them; nothing where they have several.
fn currency(tie: &Tie, roll_up: &RollUp) -> Option<String> {
    let name = roll_up.of.as_ref()?.currency_column()?;
    let column = column(tie, &name);
    Some(format!(
        "CASE WHEN MIN({column}) = MAX({column}) THEN MIN({column}) END"
    ))
}

/// Whether a sum can be kept in 64 bits.
fn is_small(column: &str) -> String {
    format!("ABS(SUM({column} / {HALF}) + SUM({column} % {HALF}) / {HALF}) < {MOST}")
}

fn small_sum(column: &str) -> String {
    format!("CAST(SUM({column} / {HALF}) * {HALF} + SUM({column} % {HALF}) AS bigint)")
}

/// The sum; nothing where it is too large. Of no values it is nought, but of no amounts nothing.
fn sum(column: &str, of: &FieldDef) -> String {
    let none = if of.kind == FieldKind::Money {
        "NULL"
    } else {
        "0"
    };
    format!(
        "CASE WHEN COUNT({column}) = 0 THEN {none} WHEN {} THEN {} END",
        is_small(column),
        small_sum(column)
    )
}

/// The mean, rounded half away from nought in the last place that is kept: whole parts first, then the rest, so that
/// no step outgrows 64 bits. The mean of whole numbers is a decimal and therefore in millionths.
fn average(column: &str, of: &FieldDef) -> String {
    let scale: i64 = match of.kind {
        FieldKind::Money | FieldKind::Decimal => 1,
        _ => 1_000_000,
    };
    let most = i64::MAX / scale / 2;
    let (sum, count) = (small_sum(column), format!("COUNT({column})"));
    let doubled = scale * 2;
    format!(
        "CASE WHEN COUNT({column}) = 0 OR NOT {small} THEN NULL WHEN ABS({sum} / {count}) > {most} THEN NULL \
         ELSE ({sum} / {count}) * {scale} + (({sum} % {count}) * {doubled} + CASE WHEN {sum} < 0 THEN -{count} ELSE {count} END) / ({count} * 2) END",
        small = is_small(column)
    )
}
