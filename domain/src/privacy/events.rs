//! What the log says of the person.
#![expect(
    clippy::disallowed_methods,
    reason = "reads a table of the house: the log"
)]

use entity::event::{Column, Entity};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use uuid::Uuid;

use super::subject::{One, Subject};
use crate::access::Write;
use crate::{Result, audit};

/// Events of one transaction.
pub(super) const SOME: u64 = 500;

/// Why content of the log is destroyed, as the log itself says it.
const REASON: &str = "a person was erased";

/// Destroys what all events of some records say. Answers how many.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_records(write: &Write<'_>, records: &[One]) -> Result<u64> {
    of_records_because(write, records, REASON).await
}

/// As [`of_records`], for another reason.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_records_because(
    write: &Write<'_>,
    records: &[One],
    reason: &str,
) -> Result<u64> {
    let seqs: Vec<i64> = open(records)
        .select_only()
        .column(Column::Seq)
        .into_tuple()
        .all(write.transaction())
        .await?;
    audit::erase(write, &seqs, reason).await?;
    Ok(seqs.len() as u64)
}

/// The same, some at a time, without those that the erasure itself writes: followers still read them. Answers how many.
///
/// # Errors
/// When the database fails.
pub(super) async fn some(write: &Write<'_>, records: &[One], erasure: Uuid) -> Result<u64> {
    let seqs: Vec<i64> = open(records)
        .filter(
            Condition::any()
                .add(Column::RequestId.is_null())
                .add(Column::RequestId.ne(erasure)),
        )
        .select_only()
        .column(Column::Seq)
        .order_by_asc(Column::Seq)
        .limit(SOME)
        .into_tuple()
        .all(write.transaction())
        .await?;
    audit::erase(write, &seqs, REASON).await?;
    Ok(seqs.len() as u64)
}

/// Destroys what those events of some records say that name the person. Answers how many.
///
/// # Errors
/// When the database fails.
pub(super) async fn that_name(
    write: &Write<'_>,
    records: &[One],
    subject: &Subject,
) -> Result<u64> {
    let events: Vec<(i64, String)> = open(records)
        .select_only()
        .columns([Column::Seq, Column::Changes])
        .into_tuple()
        .all(write.transaction())
        .await?;
    let named: Vec<i64> = events
        .into_iter()
        .filter(|(_, changes)| subject.is_named_in(changes))
        .map(|(seq, _)| seq)
        .collect();
    audit::erase(write, &named, REASON).await?;
    Ok(named.len() as u64)
}

/// How many events of some records say something.
///
/// # Errors
/// When the database fails.
pub(super) async fn count<C: ConnectionTrait>(connection: &C, records: &[One]) -> Result<u64> {
    if records.is_empty() {
        return Ok(0);
    }
    Ok(open(records).count(connection).await?)
}

/// Numbers of the deeds by which records came about or changed: imports among them.
///
/// # Errors
/// When the database fails.
pub(super) async fn requests<C: ConnectionTrait>(
    connection: &C,
    records: &[One],
) -> Result<Vec<Uuid>> {
    let found: Vec<Option<Uuid>> = Entity::find()
        .filter(are(records))
        .select_only()
        .column(Column::RequestId)
        .distinct()
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().flatten().collect())
}

/// The events of some records that still say something.
fn open(records: &[One]) -> Select<Entity> {
    Entity::find()
        .filter(are(records))
        .filter(Expr::cust("length(salt) > 0"))
}

fn are(records: &[One]) -> Condition {
    // Without any record it is none, and not all.
    let mut any = Condition::any().add(Expr::cust("1 = 0"));
    for (object, id) in records {
        let one = Column::Object
            .eq(object.as_str())
            .and(Column::RecordId.eq(*id));
        any = any.add(one);
    }
    any
}
