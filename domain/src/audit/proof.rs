//! The proof of the chain: every seal follows from the one before, and every event is what was sealed.
#![expect(
    clippy::disallowed_methods,
    reason = "reads tables of the house: the log and its seals"
)]

use std::collections::{BTreeMap, HashSet};

use chrono::{TimeDelta, Utc};
use contract::Value;
use contract::dto::audit::{Broken, Damage, NOTE, Verified};
use entity::{event, seal};
use sea_orm::sea_query::{Alias, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Select,
};

use super::chain::{self, BEGINNING, Hash, Leaf};
use super::heads::Head;
use super::sealer::{cursor, sealed_among};
use crate::access::HouseDoor;
use crate::log::Cursor;
use crate::{Crm, Result, settings};

/// The setting that says what the last proof found.
const KEPT: &str = "audit_verified";
/// The house proves the chain itself when the last proof is older.
const DAILY: TimeDelta = TimeDelta::days(1);

/// Proves the chain, against heads that were kept outside too, and tells how many of how many events were looked at.
/// What was found stands on the page of the log.
///
/// # Errors
/// When the database fails. A broken chain is no error but what was found.
pub async fn verify(
    crm: &Crm,
    heads: &[Head],
    mut progress: impl FnMut(u64, u64),
) -> Result<Verified> {
    let mut proof = Proof::begin(crm, heads).await?;
    let total = event::Entity::find().count(proof.house.read()).await?;
    let mut broken = None;
    while let Some(seal) = proof.next().await? {
        broken = proof.judge(&seal).await?;
        if broken.is_some() {
            break;
        }
        progress(proof.events, total);
    }
    if broken.is_none() {
        broken = proof.after_the_last().await?;
    }
    let waiting = proof.waiting().await?;
    let found = Verified {
        at: Utc::now(),
        events: proof.events,
        erased: proof.erased,
        waiting,
        broken,
    };
    let kept = serde_json::to_string(&found)?;
    settings::set(proof.house.write(), KEPT, &kept).await?;
    Ok(found)
}

/// What the last proof found.
pub(super) async fn last(crm: &Crm) -> Result<Option<Verified>> {
    let kept = settings::one(crm.door().house(), KEPT).await?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

/// Proves the chain when nobody did for a day; what is broken stands in the log of the server too.
pub(super) async fn own_proof(crm: &Crm) -> Result<()> {
    let before = last(crm).await?;
    if before.is_some_and(|before| Utc::now() - before.at < DAILY) {
        return Ok(());
    }
    let found = verify(crm, &[], |_, _| ()).await?;
    if let Some(broken) = found.broken {
        tracing::error!(?broken, "the chain of the log is broken");
    }
    Ok(())
}

struct Proof<'c> {
    house: HouseDoor<'c>,
    heads: BTreeMap<i64, &'c Head>,
    /// Where the sealer stood at the beginning: whatever is before it must be sealed.
    cursor: Cursor,
    /// Events whose content was destroyed, as erasures tell.
    destroyed: HashSet<i64>,
    number: i64,
    head: Hash,
    /// The greatest number of an event in the seals so far.
    covered: i64,
    events: u64,
    erased: u64,
}

impl<'c> Proof<'c> {
    async fn begin(crm: &'c Crm, heads: &'c [Head]) -> Result<Self> {
        let house = crm.door().house();
        Ok(Self {
            house,
            heads: heads.iter().map(|head| (head.number, head)).collect(),
            cursor: cursor(house).await?,
            destroyed: destroyed(house).await?,
            number: 0,
            head: BEGINNING,
            covered: i64::MIN,
            events: 0,
            erased: 0,
        })
    }

    async fn next(&self) -> Result<Option<seal::Model>> {
        let next = seal::Entity::find()
            .filter(seal::Column::Number.gt(self.number))
            .order_by_asc(seal::Column::Number);
        Ok(next.one(self.house.read()).await?)
    }

    /// What is broken in a seal, or in the events that it takes in.
    async fn judge(&mut self, seal: &seal::Model) -> Result<Option<Broken>> {
        let expected = self.number + 1;
        if seal.number != expected {
            return Ok(Some(at(Damage::SealMissing, expected, None)));
        }
        let Some(leaves) = self.follows(seal) else {
            return Ok(Some(at(Damage::Seal, seal.number, None)));
        };
        let kept = self.heads.get(&seal.number);
        if kept.is_some_and(|kept| kept.head != hex(&seal.head)) {
            return Ok(Some(at(Damage::Head, seal.number, None)));
        }
        let broken = self.judge_events(seal, &leaves).await?;
        self.number = seal.number;
        self.covered = Ord::max(self.covered, seal.last_seq);
        Ok(broken)
    }

    /// The leaves of a seal that follows from the one before.
    fn follows(&mut self, seal: &seal::Model) -> Option<Vec<Leaf>> {
        let leaves = chain::leaves(seal)?;
        let seqs = || leaves.iter().map(|leaf| leaf.seq);
        let head = chain::head(self.head, &leaves, seal.number, seal.at.timestamp_millis());
        let is_whole = head.as_slice() == seal.head
            && seqs().min() == Some(seal.first_seq)
            && seqs().max() == Some(seal.last_seq);
        self.head = head;
        is_whole.then_some(leaves)
    }

    async fn judge_events(
        &mut self,
        seal: &seal::Model,
        leaves: &[Leaf],
    ) -> Result<Option<Broken>> {
        // From the end of the seals before, so that nothing hides between two of them.
        let from = Ord::min(seal.first_seq, self.covered.saturating_add(1));
        let found = event::Entity::find()
            .filter(event::Column::Seq.between(from, seal.last_seq))
            .all(self.house.read())
            .await?;
        let mut found: BTreeMap<i64, event::Model> =
            found.into_iter().map(|event| (event.seq, event)).collect();
        for leaf in leaves {
            let damage = match found.remove(&leaf.seq) {
                None => Some(Damage::Missing),
                Some(event) => self.judge_event(&event, leaf),
            };
            if let Some(damage) = damage {
                return Ok(Some(at(damage, seal.number, Some(leaf.seq))));
            }
            self.events += 1;
        }
        let inserted = self.inserted(found.into_values().collect()).await?;
        Ok(inserted.map(|seq| at(Damage::Inserted, seal.number, Some(seq))))
    }

    fn judge_event(&mut self, event: &event::Model, leaf: &Leaf) -> Option<Damage> {
        if chain::digest(event) == leaf.digest {
            return None;
        }
        if !event.salt.is_empty() {
            return Some(Damage::Changed);
        }
        self.erased += 1;
        (!self.destroyed.contains(&event.seq)).then_some(Damage::Destroyed)
    }

    /// The first of some events that stands before the sealer and in no seal. On PostgreSQL neighbours may stand in the
    /// seal before or after.
    async fn inserted(&self, strays: Vec<event::Model>) -> Result<Option<i64>> {
        let strays: Vec<i64> = strays
            .iter()
            .filter(|event| self.is_behind(event))
            .map(|event| event.seq)
            .collect();
        let sealed = sealed_among(self.house, &strays).await?;
        Ok(strays.into_iter().find(|seq| !sealed.contains(seq)))
    }

    fn is_behind(&self, event: &event::Model) -> bool {
        match self.house.backend() {
            DbBackend::Postgres => (event.xid.unwrap_or_default(), event.seq) <= self.cursor,
            _ => event.seq <= self.cursor.1,
        }
    }

    /// What is broken behind the last seal: events that nobody sealed, and heads of seals that are gone.
    async fn after_the_last(&self) -> Result<Option<Broken>> {
        if let Some(number) = self.heads.keys().find(|number| **number > self.number) {
            return Ok(Some(at(Damage::SealMissing, *number, None)));
        }
        let rest = event::Entity::find().filter(event::Column::Seq.gt(self.covered));
        let rest = match self.house.backend() {
            DbBackend::Postgres => rest.filter(self.past().not()),
            _ => rest.filter(event::Column::Seq.lte(self.cursor.1)),
        };
        let rest = rest.order_by_asc(event::Column::Seq);
        // Somebody may have sealed meanwhile.
        let rest = rest
            .paginate(self.house.read(), 1_000)
            .fetch_page(0)
            .await?;
        let inserted = self.inserted(rest).await?;
        Ok(inserted.map(|seq| at(Damage::Inserted, self.number, Some(seq))))
    }

    async fn waiting(&self) -> Result<u64> {
        let all: Select<event::Entity> = event::Entity::find();
        let waiting = match self.house.backend() {
            DbBackend::Postgres => all.filter(self.past()),
            _ => all.filter(event::Column::Seq.gt(self.cursor.1)),
        };
        Ok(waiting.count(self.house.read()).await?)
    }

    /// On PostgreSQL: behind the cursor.
    fn past(&self) -> Expr {
        let column = |name: &'static str| Expr::col(Alias::new(name));
        let (xid, seq) = self.cursor;
        Expr::tuple([column("xid"), column("seq")])
            .gt(Expr::tuple([Expr::val(xid), Expr::val(seq)]))
    }
}

/// The numbers of events whose content was destroyed, as erasures tell.
async fn destroyed(house: HouseDoor<'_>) -> Result<HashSet<i64>> {
    let told = event::Entity::find()
        .filter(event::Column::Object.eq(format!("{NOTE}log")))
        .filter(event::Column::Action.eq("erased"))
        .all(house.read())
        .await?;
    let mut numbers = HashSet::new();
    for event in told {
        let changes: BTreeMap<String, [Value; 2]> =
            serde_json::from_str(&event.changes).unwrap_or_default();
        if let Some([_, Value::Tags(seqs)]) = changes.get(super::erasure::EVENTS) {
            numbers.extend(seqs.iter().filter_map(|seq| seq.parse::<i64>().ok()));
        }
    }
    Ok(numbers)
}

fn at(what: Damage, seal: i64, seq: Option<i64>) -> Broken {
    Broken { what, seal, seq }
}

fn hex(bytes: &[u8]) -> String {
    crate::digest::hexadecimal(bytes)
}
