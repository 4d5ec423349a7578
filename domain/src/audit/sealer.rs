//! The one who seals: it follows the log like others do, by a cursor, and closes what it has read with a seal.
#![expect(
    clippy::disallowed_methods,
    reason = "keeps a table of the house: the seals of the log"
)]

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use entity::{event, seal, seal_lease};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Set, SqlErr,
};
use uuid::Uuid;

use super::chain::{self, BEGINNING, Hash, Leaf};
use super::{calls, own_proof};
use crate::access::HouseDoor;
use crate::log::{Cursor, SETTLED, stand_at, stands};
use crate::{Crm, Error, Result};

/// Names the cursor.
const NAME: &str = "seal";
/// The most events of one seal: some 160 kB of digests, written within milliseconds.
const STEP: u64 = 4_096;
/// How often it is looked for new events. What is gathered meanwhile becomes one seal.
const EVERY: Duration = Duration::from_secs(1);
/// A process that seals keeps the others from it for so long.
const LEASE: TimeDelta = TimeDelta::seconds(15);

/// This process among those that could seal.
static HOLDER: LazyLock<Uuid> = LazyLock::new(Uuid::now_v7);

/// Seals the log for as long as the process lives, keeps what programs asked, and proves the chain once a day.
pub async fn follow(crm: Arc<Crm>) {
    loop {
        if let Err(error) = round(&crm).await {
            tracing::warn!(%error, "the log was not sealed");
        }
        tokio::time::sleep(EVERY).await;
    }
}

async fn round(crm: &Arc<Crm>) -> Result<()> {
    calls::keep(crm).await?;
    seal(crm).await?;
    own_proof(crm).await
}

/// Seals the log to its end. Answers how many events were sealed here.
///
/// # Errors
/// When the database fails; the next call goes on from where it stood.
pub async fn seal(crm: &Arc<Crm>) -> Result<u64> {
    let mut sealed = 0;
    while let Some(events) = step(crm).await? {
        sealed += events;
        tokio::task::yield_now().await;
    }
    Ok(sealed)
}

/// One seal; `None` at the end of the log, or when another process seals.
async fn step(crm: &Crm) -> Result<Option<u64>> {
    let house = crm.door().house();
    let events = next(house, cursor(house).await?).await?;
    let Some(last) = events.last() else {
        return Ok(None);
    };
    let end = (last.xid.unwrap_or_default(), last.seq);
    if !hold(house).await? {
        return Ok(None);
    }
    let leaves = unsealed(house, &events).await?;
    let transaction = house.begin().await?;
    if !leaves.is_empty()
        && let Err(error) = add(&transaction, &leaves).await
    {
        // Another process was quicker, whose lease had run out: what it sealed is not sealed again.
        return match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Ok(None),
            _ => Err(error.into()),
        };
    }
    stand_at(&transaction, NAME, end).await?;
    transaction.commit().await?;
    Ok(Some(leaves.len() as u64))
}

/// Where the sealer stands.
pub(super) async fn cursor(house: HouseDoor<'_>) -> Result<Cursor> {
    Ok(stands(house.read(), NAME).await?.unwrap_or_default())
}

/// Events after a cursor, as followers read them.
pub(crate) async fn next(house: HouseDoor<'_>, (xid, seq): Cursor) -> Result<Vec<event::Model>> {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let mut find = event::Entity::find().limit(STEP);
    if house.backend() == DbBackend::Postgres {
        let after = Expr::tuple([column("xid"), column("seq")])
            .gt(Expr::tuple([Expr::val(xid), Expr::val(seq)]));
        find = find
            .filter(after)
            .filter(Expr::cust(SETTLED))
            .order_by_asc(event::Column::Xid);
    } else {
        find = find.filter(event::Column::Seq.gt(seq));
    }
    Ok(find
        .order_by_asc(event::Column::Seq)
        .all(house.read())
        .await?)
}

/// A database that was brought to another server numbers its transactions anew, and its cursor goes back to be safe:
/// what stands in a seal already is left out.
async fn unsealed(house: HouseDoor<'_>, events: &[event::Model]) -> Result<Vec<Leaf>> {
    let seqs: Vec<i64> = events.iter().map(|event| event.seq).collect();
    let sealed = sealed_among(house, &seqs).await?;
    Ok(events
        .iter()
        .filter(|event| !sealed.contains(&event.seq))
        .map(|event| Leaf {
            seq: event.seq,
            digest: chain::digest(event),
        })
        .collect())
}

/// Which of some events stand in seals.
pub(super) async fn sealed_among(house: HouseDoor<'_>, seqs: &[i64]) -> Result<HashSet<i64>> {
    let (Some(first), Some(last)) = (seqs.iter().min(), seqs.iter().max()) else {
        return Ok(HashSet::new());
    };
    let wanted: HashSet<i64> = seqs.iter().copied().collect();
    let mut sealed = HashSet::new();
    let mut after = 0;
    let touching = || {
        seal::Entity::find()
            .filter(seal::Column::LastSeq.gte(*first))
            .filter(seal::Column::FirstSeq.lte(*last))
            .order_by_asc(seal::Column::Number)
    };
    // One at a time: each holds the digests of thousands.
    while let Some(seal) = touching()
        .filter(seal::Column::Number.gt(after))
        .one(house.read())
        .await?
    {
        after = seal.number;
        let leaves = chain::leaves(&seal).unwrap_or_default();
        sealed.extend(
            leaves
                .into_iter()
                .map(|leaf| leaf.seq)
                .filter(|seq| wanted.contains(seq)),
        );
    }
    Ok(sealed)
}

/// Number and head of the last seal.
async fn last(
    transaction: &DatabaseTransaction,
) -> std::result::Result<(i64, Hash), sea_orm::DbErr> {
    let last: Option<(i64, Vec<u8>)> = seal::Entity::find()
        .select_only()
        .columns([seal::Column::Number, seal::Column::Head])
        .order_by_desc(seal::Column::Number)
        .into_tuple()
        .one(transaction)
        .await?;
    let Some((number, head)) = last else {
        return Ok((0, BEGINNING));
    };
    // A head of another length was changed by hand; the chain goes on from what is left, and the proof says so.
    let mut whole = BEGINNING;
    for (place, byte) in whole.iter_mut().zip(head) {
        *place = byte;
    }
    Ok((number, whole))
}

async fn add(
    transaction: &DatabaseTransaction,
    leaves: &[Leaf],
) -> std::result::Result<(), sea_orm::DbErr> {
    let (number, before) = last(transaction).await?;
    let now: DateTime<Utc> = Utc::now().trunc_subsecs(3);
    let head = chain::head(before, leaves, number + 1, now.timestamp_millis());
    let seqs = || leaves.iter().map(|leaf| leaf.seq);
    let row = seal::ActiveModel {
        number: Set(number + 1),
        at: Set(now),
        first_seq: Set(seqs().min().unwrap_or_default()),
        last_seq: Set(seqs().max().unwrap_or_default()),
        events: Set(i64::try_from(leaves.len()).unwrap_or(i64::MAX)),
        leaves: Set(chain::kept(leaves)),
        head: Set(head.to_vec()),
    };
    seal::Entity::insert(row)
        .exec_without_returning(transaction)
        .await?;
    Ok(())
}

/// Takes the lease, or keeps it; `false` while another process has it.
async fn hold(house: HouseDoor<'_>) -> Result<bool> {
    let now = Utc::now();
    let kept = seal_lease::Entity::find_by_id(1).one(house.read()).await?;
    let is_ours = |lease: &seal_lease::Model| lease.holder == *HOLDER;
    match &kept {
        Some(lease) if lease.until > now && !is_ours(lease) => return Ok(false),
        Some(lease) if is_ours(lease) && lease.until > now + LEASE / 2 => return Ok(true),
        _ => {}
    }
    let row = seal_lease::ActiveModel {
        id: Set(1),
        holder: Set(*HOLDER),
        until: Set(now + LEASE),
    };
    let free = Expr::col((seal_lease::Entity, seal_lease::Column::Until))
        .lte(now)
        .or(Expr::col((seal_lease::Entity, seal_lease::Column::Holder)).eq(*HOLDER));
    let taken = OnConflict::column(seal_lease::Column::Id)
        .update_columns([seal_lease::Column::Holder, seal_lease::Column::Until])
        .action_and_where(free)
        .to_owned();
    let taken = seal_lease::Entity::insert(row)
        .on_conflict(taken)
        .exec_without_returning(house.write())
        .await;
    match taken {
        Ok(rows) => Ok(rows > 0),
        Err(sea_orm::DbErr::RecordNotInserted) => Ok(false),
        Err(error) => Err(Error::from(error)),
    }
}
