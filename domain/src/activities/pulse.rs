//! The last contact and the next step of a record, kept from its activities in the same transaction.

use std::collections::{BTreeMap, BTreeSet};

use contract::Value;
use contract::objects::{ACCOUNT, ACTIVITY, CONTACT, DEAL, LEAD};
use contract::value::Values;
use sea_orm::sea_query::{
    Alias, Condition, Expr, ExprTrait, Func, Order, Query, SelectStatement, SubQueryStatement,
    UpdateStatement,
};
use uuid::Uuid;

use super::{CONTACT_KINDS, OPEN};
use crate::Result;
use crate::access::Write;

/// The objects that keep a pulse.
const ABOUT: [&str; 4] = [ACCOUNT, CONTACT, LEAD, DEAL];
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
    let mut about: BTreeMap<&str, BTreeSet<Uuid>> = BTreeMap::new();
    for values in values {
        for key in ABOUT {
            about
                .entry(key)
                .or_default()
                .extend(values.get(key).and_then(Value::id));
        }
    }
    for (key, ids) in about {
        refresh(write, key, ids.into_iter().collect()).await?;
    }
    Ok(())
}

/// Reads the pulse of records anew from their activities.
///
/// # Errors
/// When the database fails.
pub(crate) async fn refresh(write: &Write<'_>, object: &str, ids: Vec<Uuid>) -> Result<()> {
    for chunk in ids.chunks(CHUNK) {
        write.derive(&statement(object, chunk)).await?;
    }
    Ok(())
}

fn statement(object: &str, ids: &[Uuid]) -> UpdateStatement {
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
        .table(Alias::new(object))
        .value(
            Alias::new("last_contact_at"),
            subquery(last(object, column("at"))),
        )
        .value(Alias::new("last_contact"), subquery(last(object, words)))
        .value(
            Alias::new("next_step_at"),
            subquery(next(object, column("due_at"))),
        )
        .value(
            Alias::new("next_step"),
            subquery(next(object, column("subject"))),
        )
        .and_where(Expr::col((Alias::new(object), Alias::new("id"))).is_in(ids.to_vec()));
    update
}

fn subquery(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(select)))
}

fn of(object: &str, what: Expr) -> SelectStatement {
    let column = |name: String| Expr::col((Alias::new(ACTIVITY), Alias::new(name)));
    Query::select()
        .expr(what)
        .from(Alias::new(ACTIVITY))
        .cond_where(
            Condition::all()
                .add(column(format!("{object}_id")).equals((Alias::new(object), Alias::new("id"))))
                .add(column("deleted_at".to_owned()).is_null()),
        )
        .limit(1)
        .take()
}

fn last(object: &str, what: Expr) -> SelectStatement {
    let column = |name: &'static str| Expr::col((Alias::new(ACTIVITY), Alias::new(name)));
    of(object, what)
        .and_where(column("status").eq("done"))
        .and_where(column("kind").is_in(CONTACT_KINDS))
        .and_where(column("at").is_not_null())
        .order_by((Alias::new(ACTIVITY), Alias::new("at")), Order::Desc)
        .take()
}

fn next(object: &str, what: Expr) -> SelectStatement {
    let column = |name: &'static str| Expr::col((Alias::new(ACTIVITY), Alias::new(name)));
    of(object, what)
        .and_where(column("status").is_in(OPEN))
        .and_where(column("due_at").is_not_null())
        .order_by((Alias::new(ACTIVITY), Alias::new("due_at")), Order::Asc)
        .take()
}
