//! Where a record leads: to what stands above it, and to what it became part of.

use contract::{FieldDef, ObjectDef};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use uuid::Uuid;

use crate::{Desk, Result};

/// The most records that are looked at on the way up.
const HIGHEST: usize = 64;

/// The way from a record upwards, by a relation of its object to itself, until it comes to `end`; whoever may see what
/// stands there. Ids only; what is told of them is for the caller's rights to say.
pub(crate) async fn way_up(
    desk: &Desk,
    object: &ObjectDef,
    by: &FieldDef,
    from: Uuid,
    end: Uuid,
) -> Result<Option<Vec<Uuid>>> {
    let Some(column) = by.column() else {
        return Ok(None);
    };
    let (mut way, mut here) = (vec![from], from);
    while here != end {
        let select = Query::select()
            .column(Alias::new(&column))
            .from(Alias::new(object.table()))
            .and_where(Expr::col(Alias::new("id")).eq(here))
            .take();
        let row = desk.crm().door().row(&select).await?;
        let above: Option<Uuid> = row
            .map(|row| row.try_get("", &column))
            .transpose()?
            .flatten();
        let Some(above) = above.filter(|_| way.len() < HIGHEST) else {
            return Ok(None);
        };
        way.push(above);
        here = above;
    }
    Ok(Some(way))
}

/// What a record became part of, whoever may see it. An id only; what is told of it is for the caller's rights to say.
pub(super) async fn merged_into(desk: &Desk, object: &ObjectDef, id: Uuid) -> Result<Option<Uuid>> {
    let select = Query::select()
        .column(Alias::new("merged_into"))
        .from(Alias::new(object.table()))
        .and_where(Expr::col(Alias::new("id")).eq(id))
        .and_where(Expr::col(Alias::new("deleted_at")).is_not_null())
        .take();
    let row = desk.crm().door().row(&select).await?;
    Ok(row
        .map(|row| row.try_get("", "merged_into"))
        .transpose()?
        .flatten())
}
