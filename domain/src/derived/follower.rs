//! The follower that keeps roll-ups right, and formulas that read what is kept without an event of their record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::Value;
use contract::dto::records::EventAction;
use uuid::Uuid;

use super::formulas::follow_up;
use super::links::{Tie, Ties};
use super::{gather, notice, refill};
use crate::access::{Write, word};
use crate::log::{self, Follower, Heard};
use crate::{Crm, Desk, Result};

/// How often values may follow from each other. Circles are refused when they are described; this only bounds what
/// two administrators may bring about at once.
const ROUNDS: usize = 16;

/// What keeps derived values.
pub(super) struct Deriving;

/// What changed in one step of the log.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// Records whose own values are to be gathered by those they point to, by object and tie.
    parts: BTreeMap<(String, usize), BTreeSet<Uuid>>,
    /// Records that were pointed to before or after, by the same.
    wholes: BTreeMap<(String, usize), BTreeSet<Uuid>>,
    /// Records whose formulas read kept values: somebody may have written them from older ones.
    own: BTreeMap<String, BTreeSet<Uuid>>,
}

impl Follower for Deriving {
    const NAME: &'static str = "derived";
    const REASON: &'static str = "derived values";
    const STEP: u64 = 1_000;

    type Found = Changed;

    async fn prepare(desk: &Desk, events: &[Heard]) -> Result<Changed> {
        let descriptions = desk.crm().descriptions();
        let ties = descriptions.ties();
        let mut changed = Changed::default();
        for event in events {
            changed.hear(&ties, event);
        }
        Ok(changed)
    }

    async fn keep(write: &Write<'_>, changed: Changed) -> Result<()> {
        let ties = write.desk().crm().descriptions().ties();
        for (object, ids) in &changed.own {
            if let Some(kept) = ties.kept(object) {
                follow_up(write, object, kept.clone(), ids).await?;
            }
        }
        settle(write, &ties, changed.parts, changed.wholes).await
    }
}

impl Changed {
    fn hear(&mut self, ties: &Ties, event: &Heard) {
        let object = &event.object;
        if ties.kept(object).is_some() {
            self.own
                .entry(object.clone())
                .or_default()
                .insert(event.record);
        }
        let of_part = ties.of_part(object);
        if of_part.is_empty() {
            return;
        }
        let changes = event.changes();
        let is_update = event.action == word(EventAction::Updated);
        for (place, tie) in of_part.iter().enumerate() {
            if is_update && !changes.is_empty() && !tie.heeds(changes.keys()) {
                continue;
            }
            let key = (object.clone(), place);
            self.parts
                .entry(key.clone())
                .or_default()
                .insert(event.record);
            let sides = changes.get(&tie.by.key).into_iter().flatten();
            self.wholes
                .entry(key)
                .or_default()
                .extend(sides.filter_map(Value::id));
        }
    }
}

/// Gathers anew what follows from changed parts, and what follows from that.
async fn settle(
    write: &Write<'_>,
    ties: &Ties,
    mut parts: BTreeMap<(String, usize), BTreeSet<Uuid>>,
    mut wholes: BTreeMap<(String, usize), BTreeSet<Uuid>>,
) -> Result<()> {
    for _ in 0..ROUNDS {
        let mut next = BTreeMap::new();
        for (key, changed) in std::mem::take(&mut parts) {
            let Some(tie) = ties.of_part(&key.0).get(key.1) else {
                continue;
            };
            let mut ids = wholes.remove(&key).unwrap_or_default();
            let all: Vec<Uuid> = changed.into_iter().collect();
            ids.extend(write.pointed_at(&tie.part, &tie.by, &all).await?);
            let keys = gather_anew(write, tie, &ids).await?;
            pass_on(ties, tie, &keys, &ids, &mut next);
        }
        if next.is_empty() {
            return Ok(());
        }
        parts = next;
    }
    Ok(())
}

/// Gathers the values of some wholes and the formulas that read them; answers the keys of all of these.
async fn gather_anew(
    write: &Write<'_>,
    tie: &Tie,
    ids: &BTreeSet<Uuid>,
) -> Result<BTreeSet<String>> {
    let all: Vec<Uuid> = ids.iter().copied().collect();
    gather::refresh(write, tie, &tie.roll_ups, &all).await?;
    follow_up(write, &tie.whole.key, tie.held(), ids).await
}

/// What is changed now may be gathered by others in turn.
fn pass_on(
    ties: &Ties,
    tie: &Tie,
    keys: &BTreeSet<String>,
    ids: &BTreeSet<Uuid>,
    next: &mut BTreeMap<(String, usize), BTreeSet<Uuid>>,
) {
    if ids.is_empty() {
        return;
    }
    for (place, further) in ties.of_part(&tie.whole.key).iter().enumerate() {
        if !further.roll_ups.is_empty() && further.heeds(keys.iter()) {
            next.entry((tie.whole.key.clone(), place))
                .or_default()
                .extend(ids);
        }
    }
}

/// What is gathered from some records follows, as after an event of each of them.
///
/// # Errors
/// When the database fails.
pub(super) async fn gathered_from(
    write: &Write<'_>,
    object: &str,
    keys: &BTreeSet<String>,
    ids: &BTreeSet<Uuid>,
) -> Result<()> {
    let ties = write.desk().crm().descriptions().ties();
    let mut parts = BTreeMap::new();
    for (place, tie) in ties.of_part(object).iter().enumerate() {
        if !tie.roll_ups.is_empty() && tie.heeds(keys.iter()) {
            parts.insert((object.to_owned(), place), ids.clone());
        }
    }
    settle(write, &ties, parts, BTreeMap::new()).await
}

/// Gathers anew what some records hold of those that point to them by a relation: for links that were set without an
/// event of the records that point.
///
/// # Errors
/// When the database fails.
pub(crate) async fn relinked(
    write: &Write<'_>,
    part: &str,
    by: &str,
    wholes: &[Uuid],
) -> Result<()> {
    let ties = write.desk().crm().descriptions().ties();
    let ids: BTreeSet<Uuid> = wholes.iter().copied().collect();
    let of_part = ties.of_part(part).iter().enumerate();
    let keys = of_part.filter(|(_, tie)| tie.by.key == by);
    let keys: Vec<(String, usize)> = keys.map(|(place, _)| (part.to_owned(), place)).collect();
    let parts = keys.iter().map(|key| (key.clone(), BTreeSet::new()));
    let wholes = keys.iter().map(|key| (key.clone(), ids.clone()));
    settle(write, &ties, parts.collect(), wholes.collect()).await
}

/// Keeps derived values for as long as the process lives: after every change, and where a field is new, in all
/// records.
pub async fn follow(crm: Arc<Crm>) {
    log::follow(crm, |crm| async move { catch_up(&crm).await }).await;
}

/// Whether everything up to a place of the log has been followed.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_past(desk: &Desk, cursor: log::Cursor) -> Result<bool> {
    log::is_past::<Deriving>(desk, cursor).await
}

/// Brings all derived values up to the end of the log.
///
/// # Errors
/// When the database fails; the next call goes on from where it stood.
pub async fn catch_up(crm: &Arc<Crm>) -> Result<()> {
    let desk = crm.system_desk(Deriving::REASON);
    notice::notice(&desk).await?;
    loop {
        // Batches of new values take turns with changes, so that neither waits for the other.
        let was_heard = log::step::<Deriving>(&desk).await?;
        let was_filled = refill::step(&desk).await?;
        if !was_heard && !was_filled {
            return Ok(());
        }
        tokio::task::yield_now().await;
    }
}
