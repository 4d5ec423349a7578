//! The follower that keeps the index: it reads the log by cursor and writes what changed.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps tables of the house: the search index and its cursor"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use contract::FieldDef;
use entity::follower;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, OnConflict, Order, Query};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Set};
use uuid::Uuid;

use super::index::{self, Doc};
use super::tokens;
use crate::access::several_of;
use crate::{Crm, Desk, Result};

const NAME: &str = "search";
/// Events of one step.
const STEP: u64 = 2_000;
/// How long the follower rests after something broke.
const REST: Duration = Duration::from_secs(5);

/// Follows the log for as long as the process lives.
pub async fn follow(crm: Arc<Crm>) {
    loop {
        match catch_up(&crm).await {
            Ok(()) => {
                // Another node may have written too: look again after a while even if nobody here did.
                let _ = tokio::time::timeout(Duration::from_secs(2), crm.log_growth()).await;
            }
            Err(error) => {
                // Logged by being told; nobody waits for the answer.
                drop(error.into_refusal());
                tokio::time::sleep(REST).await;
            }
        }
    }
}

/// Reads the log to its end.
///
/// # Errors
/// When the database fails; the next call goes on from where it stood.
pub async fn catch_up(crm: &Arc<Crm>) -> Result<()> {
    let desk = crm.system_desk("search index");
    while step(&desk).await? {
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// One step; `false` at the end of the log.
async fn step(desk: &Desk) -> Result<bool> {
    let house = desk.crm().door().house();
    let cursor = follower::Entity::find_by_id(NAME).one(house.read()).await?;
    let (xid, seq) = cursor
        .map(|cursor| (cursor.xid, cursor.seq))
        .unwrap_or_default();
    let Some((changed, last)) = changed(desk, xid, seq).await? else {
        return Ok(false);
    };
    let mut docs = Vec::new();
    for (object, ids) in changed {
        let described = desk.crm().descriptions().object(&object);
        if described.is_some_and(|described| described.is_found()) {
            docs.extend(documents(desk, &object, ids).await?);
        }
    }
    let tx = house.begin().await?;
    index::put(&tx, &docs).await?;
    let row = follower::ActiveModel {
        name: Set(NAME.to_owned()),
        xid: Set(last.0),
        seq: Set(last.1),
    };
    let newer = OnConflict::column(follower::Column::Name)
        .update_columns([follower::Column::Xid, follower::Column::Seq])
        .to_owned();
    follower::Entity::insert(row)
        .on_conflict(newer)
        .exec_without_returning(&tx)
        .await?;
    tx.commit().await?;
    Ok(true)
}

type Changed = BTreeMap<String, BTreeSet<Uuid>>;

/// The records of the next events, and where those end. On PostgreSQL a smaller number can commit later: pages go by
/// transaction, and only by those before the oldest one that still runs.
async fn changed(desk: &Desk, xid: i64, seq: i64) -> Result<Option<(Changed, (i64, i64))>> {
    let house = desk.crm().door().house();
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let mut select = Query::select();
    select
        .columns(["seq", "object", "record_id"].map(Alias::new))
        .from(Alias::new("event"))
        .limit(STEP);
    if house.backend() == DbBackend::Postgres {
        select
            .column(Alias::new("xid"))
            .and_where(
                Expr::tuple([column("xid"), column("seq")])
                    .gt(Expr::tuple([Expr::val(xid), Expr::val(seq)])),
            )
            .and_where(Expr::cust(
                "xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
            ))
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
    let mut changed = Changed::new();
    for row in &rows {
        changed
            .entry(row.try_get("", "object")?)
            .or_default()
            .insert(row.try_get("", "record_id")?);
    }
    Ok(Some((changed, last)))
}

/// The documents of records; those that are gone have no tokens.
async fn documents(desk: &Desk, object: &str, ids: BTreeSet<Uuid>) -> Result<Vec<Doc>> {
    let described = desk.object(object)?;
    let wanted: Vec<&FieldDef> = described
        .searched
        .iter()
        .map(String::as_str)
        .chain(["owner"])
        .filter_map(|key| described.field(key))
        .collect();
    let visible = desk.visible(object)?;
    let id = visible.column("id");
    let all: Vec<Uuid> = ids.iter().copied().collect();
    let mut records = visible
        .only(Condition::all().add(id.is_in(all.clone())))
        .records(&wanted)
        .await?;
    if wanted.iter().any(|field| field.kind.is_several()) {
        let mut several = several_of(desk, &described, all).await?;
        for record in &mut records {
            record
                .values
                .extend(several.remove(&record.id).unwrap_or_default());
        }
    }
    let mut gone = ids;
    let mut docs: Vec<Doc> = Vec::new();
    for record in &records {
        gone.remove(&record.id);
        docs.push(Doc {
            object: object.to_owned(),
            record: record.id,
            tokens: tokens::of_record(&described, record),
        });
    }
    docs.extend(gone.into_iter().map(|record| Doc {
        object: object.to_owned(),
        record,
        tokens: BTreeSet::new(),
    }));
    Ok(docs)
}
