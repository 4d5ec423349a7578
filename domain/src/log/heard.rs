//! Events as followers hear them.
#![expect(
    clippy::disallowed_methods,
    reason = "reads a table of the house: the log"
)]

use std::collections::BTreeMap;

use contract::Value;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use crate::access::HouseDoor;
use crate::{Desk, Result};

/// Where in the log a follower stands: the transaction on PostgreSQL, and the number of the event.
pub(crate) type Cursor = (i64, i64);

/// On PostgreSQL: by transactions before the oldest one that still runs.
pub(crate) const SETTLED: &str = "xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

const COLUMNS: [&str; 8] = [
    "seq",
    "object",
    "record_id",
    "version",
    "action",
    "actor_id",
    "actor",
    "changes",
];

/// One event.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) object: String,
    pub(crate) record: Uuid,
    /// Of the record, after the event.
    pub(crate) version: i32,
    /// The word of an action.
    pub(crate) action: String,
    /// Who did it; `None` for the house itself.
    pub(crate) actor: Option<Uuid>,
    /// The name of who did it.
    pub(crate) name: String,
    changes: String,
}

impl Heard {
    /// The fields before and after; empty where the event tells of the whole record.
    pub(crate) fn changes(&self) -> BTreeMap<String, [Value; 2]> {
        // What an older version wrote and this one cannot read is taken for a change of the whole record.
        serde_json::from_str(&self.changes).unwrap_or_default()
    }
}

/// The next events after a cursor, and where they end. On PostgreSQL a smaller number can commit later: pages go by
/// transaction, and only by those before the oldest one that still runs.
pub(crate) async fn next(
    desk: &Desk,
    (xid, seq): Cursor,
    most: u64,
) -> Result<Option<(Vec<Heard>, Cursor)>> {
    let house: HouseDoor<'_> = desk.crm().door().house();
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let mut select = Query::select();
    select
        .columns(COLUMNS.map(Alias::new))
        .from(Alias::new("event"))
        .limit(most);
    if house.backend() == DbBackend::Postgres {
        select
            .column(Alias::new("xid"))
            .and_where(
                Expr::tuple([column("xid"), column("seq")])
                    .gt(Expr::tuple([Expr::val(xid), Expr::val(seq)])),
            )
            .and_where(Expr::cust(SETTLED))
            .order_by(Alias::new("xid"), Order::Asc)
            .order_by(Alias::new("seq"), Order::Asc);
    } else {
        select
            .expr_as(Expr::val(0_i64), Alias::new("xid"))
            .and_where(column("seq").gt(seq))
            .order_by(Alias::new("seq"), Order::Asc);
    }
    let rows = house.read().query_all(&select).await?;
    let Some(last) = rows.last() else {
        return Ok(None);
    };
    let last = (last.try_get("", "xid")?, last.try_get("", "seq")?);
    let events = rows
        .iter()
        .map(|row| {
            Ok(Heard {
                object: row.try_get("", "object")?,
                record: row.try_get("", "record_id")?,
                version: row.try_get("", "version")?,
                action: row.try_get("", "action")?,
                actor: row.try_get("", "actor_id")?,
                name: row.try_get("", "actor")?,
                changes: row.try_get("", "changes")?,
            })
        })
        .collect::<Result<Vec<Heard>>>()?;
    Ok(Some((events, last)))
}

/// Where the log ends now, as far as [`next`] would read it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn end(desk: &Desk) -> Result<Cursor> {
    let house: HouseDoor<'_> = desk.crm().door().house();
    let mut select = Query::select();
    select
        .column(Alias::new("seq"))
        .from(Alias::new("event"))
        .limit(1);
    if house.backend() == DbBackend::Postgres {
        select
            .column(Alias::new("xid"))
            .and_where(Expr::cust(SETTLED))
            .order_by(Alias::new("xid"), Order::Desc);
    } else {
        select.expr_as(Expr::val(0_i64), Alias::new("xid"));
    }
    select.order_by(Alias::new("seq"), Order::Desc);
    Ok(match house.read().query_one(&select).await? {
        Some(row) => (row.try_get("", "xid")?, row.try_get("", "seq")?),
        None => Cursor::default(),
    })
}
