//! What one batch made goes again, some at a time: also used for sample data.
#![expect(
    clippy::disallowed_methods,
    reason = "asks inside the transaction that erases"
)]

use contract::ObjectDef;
use contract::objects::ACTIVITY;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Func, Order, Query, SelectStatement, SubQueryStatement, UpdateStatement,
};
use uuid::Uuid;

use crate::access::Write;
use crate::{Desk, Result, activities};

/// Records of one transaction.
const CHUNK: u64 = 2_000;

/// Erases the next records of a batch and answers how many: what points to them keeps their foreign id or name
/// as text, and what they were about gets its pulse anew.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] unless the asker may delete records of that object.
pub(crate) async fn erase_some(
    desk: &Desk,
    write: &mut Write<'_>,
    object: &ObjectDef,
    batch: Uuid,
) -> Result<u64> {
    let descriptions = desk.crm().descriptions();
    for other in descriptions.all() {
        for field in other.relations_to(&object.key) {
            let (Some(column), Some(reference)) = (field.column(), field.reference_column()) else {
                continue;
            };
            write
                .derive(&kept_as_text(
                    object,
                    other.table(),
                    &column,
                    &reference,
                    batch,
                ))
                .await?;
        }
    }
    let touched = if object.key == ACTIVITY {
        about(write, object, batch).await?
    } else {
        Vec::new()
    };
    let erased = write.erase_batch(object, batch, CHUNK).await?;
    for (object, ids) in touched {
        activities::refresh(write, &object, ids).await?;
    }
    Ok(erased)
}

/// What the next activities are about.
async fn about(
    write: &Write<'_>,
    object: &ObjectDef,
    batch: Uuid,
) -> Result<Vec<(String, Vec<Uuid>)>> {
    let mut touched = Vec::new();
    for field in object
        .fields
        .iter()
        .filter(|field| field.relation.is_some())
    {
        let (Some(column), Some(target)) = (field.column(), field.relation.clone()) else {
            continue;
        };
        let select = Query::select()
            .distinct()
            .column(Alias::new(&column))
            .from_subquery(next(object, batch, &["id", &column]), Alias::new("going"))
            .and_where(Expr::col(Alias::new(&column)).is_not_null())
            .take();
        let rows = write.transaction().query_all(&select).await?;
        let ids = rows
            .iter()
            .map(|row| row.try_get("", &column))
            .collect::<std::result::Result<Vec<Uuid>, _>>()?;
        touched.push((target, ids));
    }
    Ok(touched)
}

/// The records that go next, as [`Write::erase_batch`] takes them.
fn next(object: &ObjectDef, batch: Uuid, columns: &[&str]) -> SelectStatement {
    Query::select()
        .columns(columns.iter().map(|column| Alias::new(*column)))
        .from(Alias::new(object.table()))
        .and_where(Expr::col(Alias::new("batch_id")).eq(batch))
        .order_by(Alias::new("id"), Order::Asc)
        .limit(CHUNK)
        .take()
}

fn kept_as_text(
    object: &ObjectDef,
    other: &str,
    column: &str,
    reference: &str,
    batch: Uuid,
) -> UpdateStatement {
    // A name of its own for the table that is pointed to, since a relation may lead to its own object.
    let gone = |name: &str| Expr::col((Alias::new("gone"), Alias::new(name)));
    let name = Query::select()
        .expr(Func::coalesce([gone("external_id"), gone(&object.title)]))
        .from_as(Alias::new(object.table()), Alias::new("gone"))
        .and_where(gone("id").equals((Alias::new(other), Alias::new(column))))
        .take();
    let going = Query::select()
        .column(Alias::new("id"))
        .from_subquery(next(object, batch, &["id"]), Alias::new("going"))
        .take();
    Query::update()
        .table(Alias::new(other))
        .value(
            Alias::new(reference),
            Expr::SubQuery(None, Box::new(SubQueryStatement::SelectStatement(name))),
        )
        .value(Alias::new(column), Option::<Uuid>::None)
        .and_where(Expr::col((Alias::new(other), Alias::new(column))).in_subquery(going))
        .take()
}
