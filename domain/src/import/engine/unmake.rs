//! What an import made for names goes with it, unless something else uses it by now.
#![expect(
    clippy::disallowed_methods,
    reason = "asks inside the transaction that erases, about records of anybody"
)]

use std::collections::HashSet;
use std::sync::Arc;

use contract::dto::imports::{RowNote, RowProblem, Severity};
use contract::{Action, FieldDef, ObjectDef, Reach};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use uuid::Uuid;

use super::erase::erase_some;
use super::job::Job;
use super::{notes, work};
use crate::access::Write;
use crate::{Crm, Desk, Result};

/// Records of one transaction; no more than one erasing takes.
const CHUNK: u64 = 1_000;

/// A record that the import made for a name.
struct Made {
    id: Uuid,
    title: String,
    is_changed: bool,
}

/// Takes back what was made for names. Answers whether it came to its end.
///
/// # Errors
/// When the database fails.
pub(super) async fn unmake(crm: &Arc<Crm>, desk: &Desk, job: &mut Job) -> Result<bool> {
    let (descriptions, own) = (crm.descriptions(), job.object.clone());
    let others = descriptions
        .all()
        .iter()
        .filter(|object| object.key != own && object.field(&object.title).is_some());
    for object in others {
        loop {
            let mut write = desk.write().await?;
            if job.recipe.plan.silent {
                write.silence();
            }
            let made = made(&write, object, job.id).await?;
            if made.is_empty() {
                break;
            }
            let kept = kept(desk, &write, object, &made).await?;
            keep(&write, object, job.id, &made, &kept).await?;
            if kept.len() < made.len() {
                erase_some(desk, &mut write, object, job.id).await?;
            }
            write.commit().await?;
            if !work::pulse(crm, job).await? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

async fn made(write: &Write<'_>, object: &ObjectDef, import: Uuid) -> Result<Vec<Made>> {
    let select = Query::select()
        .columns(["id", "version"].map(Alias::new))
        .expr_as(Expr::col(Alias::new(title(object))), Alias::new("title"))
        .from(Alias::new(object.table()))
        .and_where(Expr::col(Alias::new("batch_id")).eq(import))
        .order_by(Alias::new("id"), Order::Asc)
        .limit(CHUNK)
        .take();
    let rows = write.transaction().query_all(&select).await?;
    rows.iter()
        .map(|row| {
            Ok(Made {
                id: row.try_get("", "id")?,
                title: row
                    .try_get::<Option<String>>("", "title")?
                    .unwrap_or_default(),
                is_changed: row.try_get::<i32>("", "version")? > 1,
            })
        })
        .collect()
}

fn title(object: &ObjectDef) -> String {
    let column = object.field(&object.title).and_then(FieldDef::column);
    column.unwrap_or_else(|| object.title.clone())
}

/// Those that stay: somebody changed them, points to them or put a file on them, or the asker may delete none.
async fn kept(
    desk: &Desk,
    write: &Write<'_>,
    object: &ObjectDef,
    made: &[Made],
) -> Result<HashSet<Uuid>> {
    let all: Vec<Uuid> = made.iter().map(|made| made.id).collect();
    if desk.reach(&object.key, Action::Delete) == Reach::None {
        return Ok(all.into_iter().collect());
    }
    let changed = made.iter().filter(|made| made.is_changed);
    let mut kept: HashSet<Uuid> = changed.map(|made| made.id).collect();
    for other in desk.crm().descriptions().all() {
        for field in other.relations_to(&object.key) {
            let asked = match field.column() {
                Some(column) => by_column(other, &column, &all),
                None => by_several(other, field, &all),
            };
            for row in write.transaction().query_all(&asked).await? {
                match field.column() {
                    Some(_) => kept.extend(row.try_get::<Option<Uuid>>("", "id")?),
                    None => kept.extend(row.try_get::<String>("", "id")?.parse::<Uuid>().ok()),
                }
            }
        }
    }
    let files = Query::select()
        .distinct()
        .expr_as(Expr::col(Alias::new("record_id")), Alias::new("id"))
        .from(Alias::new("attachment"))
        .and_where(Expr::col(Alias::new("object")).eq(object.key.as_str()))
        .and_where(Expr::col(Alias::new("record_id")).is_in(all))
        .take();
    for row in write.transaction().query_all(&files).await? {
        kept.insert(row.try_get("", "id")?);
    }
    Ok(kept)
}

fn by_column(other: &ObjectDef, column: &str, ids: &[Uuid]) -> SelectStatement {
    Query::select()
        .distinct()
        .expr_as(Expr::col(Alias::new(column)), Alias::new("id"))
        .from(Alias::new(other.table()))
        .and_where(Expr::col(Alias::new(column)).is_in(ids.to_vec()))
        .and_where(Expr::col(Alias::new("deleted_at")).is_null())
        .take()
}

fn by_several(other: &ObjectDef, field: &FieldDef, ids: &[Uuid]) -> SelectStatement {
    Query::select()
        .distinct()
        .expr_as(Expr::col(Alias::new("value")), Alias::new("id"))
        .from(Alias::new("several"))
        .and_where(Expr::col(Alias::new("object")).eq(other.key.as_str()))
        .and_where(Expr::col(Alias::new("field")).eq(field.stem()))
        .and_where(Expr::col(Alias::new("value")).is_in(ids.iter().map(Uuid::to_string)))
        .take()
}

/// Lets those that stay belong to the import no more, and tells of them.
async fn keep(
    write: &Write<'_>,
    object: &ObjectDef,
    import: Uuid,
    made: &[Made],
    kept: &HashSet<Uuid>,
) -> Result<()> {
    if kept.is_empty() {
        return Ok(());
    }
    let free = Query::update()
        .table(Alias::new(object.table()))
        .value(Alias::new("batch_id"), Option::<Uuid>::None)
        .and_where(Expr::col(Alias::new("id")).is_in(kept.iter().copied()))
        .take();
    write.derive(&free).await?;
    let told = made
        .iter()
        .filter(|made| kept.contains(&made.id))
        .map(|made| RowNote {
            line: notes::OF_UNDO,
            title: made.title.clone(),
            column: String::new(),
            field: String::new(),
            value: String::new(),
            severity: Severity::Warning,
            problem: RowProblem::StillUsed {
                object: object.key.clone(),
                id: made.id,
            },
            rows: 1,
        });
    notes::tell(write.transaction(), import, told.collect()).await
}
