//! Records of people who are to be forgotten, and what points to them: whoever may see them, and also in the bin. Only
//! erasing and handing out everything of a person, which ask for an administrator first, come here.
#![expect(
    clippy::disallowed_methods,
    reason = "the door is the one place that speaks to the database"
)]

use contract::{FieldDef, FieldKind, ObjectDef, Record, Value};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Order, Query, SelectStatement};
use uuid::Uuid;

use super::{read_record, row};
use crate::{Crm, Result};

/// Some records by their ids, with everything that stands in their own row and the fields of which they may have several
/// links.
///
/// # Errors
/// When the database fails.
pub(crate) async fn whole<C: ConnectionTrait>(
    crm: &Crm,
    connection: &C,
    object: &ObjectDef,
    ids: &[Uuid],
) -> Result<Vec<Record>> {
    let fields: Vec<&FieldDef> = object.fields.iter().collect();
    let mut columns: Vec<String> = fields
        .iter()
        .flat_map(|field| row::columns(field))
        .chain(["id".to_owned(), "version".to_owned()])
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let select = Query::select()
        .columns(columns.into_iter().map(Alias::new))
        .from(Alias::new(object.table()))
        .and_where(Expr::col(Alias::new("id")).is_in(ids.to_vec()))
        .order_by(Alias::new("id"), Order::Asc)
        .take();
    let keys = crm.keys();
    let mut records = Vec::new();
    for row in connection.query_all(&select).await? {
        let mut record = read_record(&keys, object, &fields, &row)?;
        add_links(connection, object, &mut record).await?;
        records.push(record);
    }
    Ok(records)
}

/// Tags, choices and links of which a record has several.
async fn add_links<C: ConnectionTrait>(
    connection: &C,
    object: &ObjectDef,
    record: &mut Record,
) -> Result<()> {
    let is_several = |field: &&FieldDef| field.kind.is_several();
    for field in object.fields.iter().filter(is_several) {
        let select = Query::select()
            .column(Alias::new("value"))
            .from(Alias::new("several"))
            .cond_where(of_field(object, field))
            .and_where(Expr::col(Alias::new("record_id")).eq(record.id))
            .order_by(Alias::new("value"), Order::Asc)
            .take();
        let rows = connection.query_all(&select).await?;
        let values = rows
            .iter()
            .map(|row| row.try_get("", "value"))
            .collect::<std::result::Result<Vec<String>, _>>()?;
        if values.is_empty() {
            continue;
        }
        let value = match field.kind {
            FieldKind::Relations => {
                let ids = values.iter().filter_map(|value| value.parse().ok());
                Value::Links(ids.map(contract::Link::to).collect())
            }
            _ => Value::Tags(values),
        };
        record.values.insert(field.key.clone(), value);
    }
    Ok(())
}

/// The next ids of records of an object that point by a field to one of some others.
///
/// # Errors
/// When the database fails.
pub(crate) async fn pointing<C: ConnectionTrait>(
    connection: &C,
    object: &ObjectDef,
    field: &FieldDef,
    to: &[Uuid],
    most: u64,
) -> Result<Vec<Uuid>> {
    let Some(mut select) = pointing_select(object, field, to) else {
        return Ok(Vec::new());
    };
    ids(connection, select.limit(most), "id").await
}

fn pointing_select(object: &ObjectDef, field: &FieldDef, to: &[Uuid]) -> Option<SelectStatement> {
    let mut select = Query::select();
    if field.kind == FieldKind::Relations {
        let values: Vec<String> = to.iter().map(Uuid::to_string).collect();
        select
            .distinct()
            .expr_as(Expr::col(Alias::new("record_id")), Alias::new("id"))
            .from(Alias::new("several"))
            .cond_where(of_field(object, field))
            .and_where(Expr::col(Alias::new("value")).is_in(values));
        return Some(select);
    }
    let column = field.column()?;
    select
        .column(Alias::new("id"))
        .from(Alias::new(object.table()))
        .and_where(Expr::col(Alias::new(column)).is_in(to.to_vec()))
        // Themselves they go as a whole.
        .and_where(Expr::col(Alias::new("id")).is_not_in(to.to_vec()))
        .order_by(Alias::new("id"), Order::Asc);
    Some(select)
}

/// The records that became part of some others.
///
/// # Errors
/// When the database fails.
pub(crate) async fn merged_into<C: ConnectionTrait>(
    connection: &C,
    object: &ObjectDef,
    into: &[Uuid],
) -> Result<Vec<Uuid>> {
    let select = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new(object.table()))
        .and_where(Expr::col(Alias::new("merged_into")).is_in(into.to_vec()))
        .take();
    ids(connection, &select, "id").await
}

async fn ids<C: ConnectionTrait>(
    connection: &C,
    select: &SelectStatement,
    column: &str,
) -> Result<Vec<Uuid>> {
    let rows = connection.query_all(select).await?;
    Ok(rows
        .iter()
        .map(|row| row.try_get("", column))
        .collect::<std::result::Result<_, _>>()?)
}

fn of_field(object: &ObjectDef, field: &FieldDef) -> Condition {
    Condition::all()
        .add(Expr::col(Alias::new("object")).eq(object.key.as_str()))
        .add(Expr::col(Alias::new("field")).eq(field.stem()))
}
