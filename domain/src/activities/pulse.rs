//! The last contact and the next step of a record, kept from its activities in the same transaction.

use std::collections::{BTreeMap, BTreeSet};

use contract::Value;
use contract::objects::ACTIVITY;
use contract::value::Values;
use sea_orm::sea_query::{
    Alias, Condition, Expr, ExprTrait, Func, Order, Query, SelectStatement, SubQueryStatement,
    UpdateStatement,
};
use uuid::Uuid;

use super::{CONTACT_KINDS, OPEN};
use crate::Result;
use crate::access::Write;

/// How much of what was said stands in a list.
const WORDS: i32 = 200;
/// Records refreshed by one statement.
const CHUNK: usize = 2_000;

/// After records of `object` changed: when they are activities, what they are about keeps its pulse.
/// `values` are the activities before and after.
///
/// # Errors
/// When the database fails.
pub async fn follow<'v>(
    write: &Write<'_>,
    object: &str,
    values: impl IntoIterator<Item = &'v Values>,
) -> Result<()> {
    if object != ACTIVITY {
        return Ok(());
    }
    let mut about: BTreeMap<String, BTreeSet<Uuid>> = BTreeMap::new();
    let activities = write.desk().object(ACTIVITY)?;
    for values in values {
        for field in activities
            .fields
            .iter()
            .filter(|field| field.kind.is_relation())
        {
            let Some(id) = values.get(&field.key).and_then(Value::id) else {
                continue;
            };
            if let Some(target) = &field.relation {
                about.entry(target.clone()).or_default().insert(id);
            }
        }
    }
    for (object, ids) in about {
        refresh(write, &object, ids.into_iter().collect()).await?;
    }
    Ok(())
}

/// Reads the pulse of records anew from their activities. Objects that keep none are passed over.
///
/// # Errors
/// When the database fails.
pub(crate) async fn refresh(write: &Write<'_>, object: &str, ids: Vec<Uuid>) -> Result<()> {
    let (object, activities) = (write.desk().object(object)?, write.desk().object(ACTIVITY)?);
    let Some(by) = activities
        .relations_to(&object.key)
        .next()
        .and_then(|field| field.column())
    else {
        return Ok(());
    };
    if object.field("last_contact_at").is_none() {
        return Ok(());
    }
    for chunk in ids.chunks(CHUNK) {
        write.derive(&statement(object.table(), &by, chunk)).await?;
    }
    Ok(())
}

/// `table` holds the records, `by` is the column by which activities point to them.
fn statement(table: &str, by: &str, ids: &[Uuid]) -> UpdateStatement {
    let words = Func::coalesce([
        Expr::cust("NULLIF(activity.body, '')"),
        Expr::col((Alias::new(ACTIVITY), Alias::new("subject"))),
    ]);
    let words = Expr::from(Func::cust(Alias::new("SUBSTR")).args([
        Expr::from(words),
        Expr::val(1),
        Expr::val(WORDS),
    ]));
    let column = |name: &'static str| Expr::col((Alias::new(ACTIVITY), Alias::new(name)));
    let mut update = Query::update();
    update
        .table(Alias::new(table))
        .value(
            Alias::new("last_contact_at"),
            subquery(last(table, by, column("at"))),
        )
        .value(Alias::new("last_contact"), subquery(last(table, by, words)))
        .value(
            Alias::new("next_step_at"),
            subquery(next(table, by, column("due_at"))),
        )
        .value(
            Alias::new("next_step"),
            subquery(next(table, by, column("subject"))),
        )
        .and_where(Expr::col((Alias::new(table), Alias::new("id"))).is_in(ids.to_vec()));
    update
}

fn subquery(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(select)))
}

fn of(table: &str, by: &str, what: Expr) -> SelectStatement {
    let column = |name: &str| Expr::col((Alias::new(ACTIVITY), Alias::new(name)));
    Query::select()
        .expr(what)
        .from(Alias::new(ACTIVITY))
        .cond_where(
            Condition::all()
                .add(column(by).equals((Alias::new(table), Alias::new("id"))))
                .add(column("deleted_at").is_null()),
        )
        .limit(1)
        .take()
}

fn last(table: &str, by: &str, what: Expr) -> SelectStatement {
    let column = |name: &'static str| Expr::col((Alias::new(ACTIVITY), Alias::new(name)));
    of(table, by, what)
        .and_where(column("status").eq("done"))
        .and_where(column("kind").is_in(CONTACT_KINDS))
        .and_where(column("at").is_not_null())
        .order_by((Alias::new(ACTIVITY), Alias::new("at")), Order::Desc)
        .take()
}

fn next(table: &str, by: &str, what: Expr) -> SelectStatement {
    let column = |name: &'static str| Expr::col((Alias::new(ACTIVITY), Alias::new(name)));
    of(table, by, what)
        .and_where(column("status").is_in(OPEN))
        .and_where(column("due_at").is_not_null())
        .order_by((Alias::new(ACTIVITY), Alias::new("due_at")), Order::Asc)
        .take()
}
