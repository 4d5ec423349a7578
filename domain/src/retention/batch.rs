//! Some records of a run in one transaction, with the place it came to.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use contract::dto::retention::{Held, RetentionDeed, RetentionRule, RunState, Stays};
use contract::keeping::DOCUMENTS;
use contract::objects::is_person;
use contract::{Action, ObjectDef, Refusal};
use entity::retention_run::Model;
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::{due, held, letter, table};
use crate::access::{Order, Write, whole};
use crate::{Crm, Desk, Error, Result, activities, privacy, records};

/// A batch holds the one writer of SQLite: it shall give it back before somebody who saves a form notices.
const SHORT: Duration = Duration::from_millis(40);
/// Records of the first batch; the next ones are as large as fits into [`SHORT`].
const FIRST: u64 = 100;
/// Of records that are erased, with everything about them.
const FIRST_ERASED: u64 = 10;
const LEAST: u64 = 5;
const MOST: u64 = 1_000;
/// People that are ordered to be erased before they are.
const PEOPLE: u64 = 5;

/// How large the first batch is.
pub(super) fn first(row: &Model) -> Result<u64> {
    Ok(match table::rule_of(row)?.deed {
        RetentionDeed::Erase => FIRST_ERASED,
        _ => FIRST,
    })
}

/// What a batch is about.
struct Batch {
    object: Arc<ObjectDef>,
    ids: Vec<Uuid>,
    /// Those that stay.
    held: BTreeMap<Uuid, Held>,
}

impl Batch {
    fn due(&self) -> Vec<Uuid> {
        let ids = self.ids.iter().copied();
        ids.filter(|id| !self.held.contains_key(id)).collect()
    }
}

/// Does the next records. Answers where the run stands and how large the batch after it may be; `None` where somebody else
/// took over or stopped it.
///
/// # Errors
/// When database or disk fails.
pub(super) async fn some(crm: &Arc<Crm>, row: Model, size: u64) -> Result<Option<(Model, u64)>> {
    let desk = due::house(crm).for_request(row.id);
    let rule = table::rule_of(&row)?;
    empty_files(&desk, &row).await?;
    let batch = match next(&desk, &rule, &row, size).await {
        Ok(Some(batch)) => batch,
        Ok(None) => return end(&desk, row, RunState::Done).await,
        // As when a field is gone meanwhile: a rule never reaches further than it was meant.
        Err(Error::Refused(refusal)) => {
            let trouble = Some(serde_json::to_string(&refusal)?);
            return end(&desk, Model { trouble, ..row }, RunState::Failed).await;
        }
        Err(error) => return Err(error),
    };
    let is_of_people = rule.deed == RetentionDeed::Erase && is_person(&batch.object.key);
    if is_of_people {
        order(&desk, &rule, &row, &batch).await?;
    }
    let mut next = Model {
        digests: "[]".to_owned(),
        ..row.clone()
    };
    let started = Instant::now();
    let mut write = desk.write().await?;
    let mut notes = why_held(&desk, &write, &batch).await?;
    let wanted = batch.due();
    let changed = match rule.deed {
        // Nothing is done in a run of it.
        RetentionDeed::Tell => 0,
        RetentionDeed::Bin => put_away(&mut write, &batch.object, &wanted, &mut notes).await?,
        RetentionDeed::Erase if is_of_people => 0,
        RetentionDeed::Erase => {
            let mut digests = Vec::new();
            let gone = privacy::remove(&mut write, &batch.object, &wanted, &mut digests).await?;
            next.digests = serde_json::to_string(&digests)?;
            gone
        }
    };
    table::note(write.transaction(), row.id, &batch.object.key, &notes).await?;
    let count = |number: usize| i64::try_from(number).unwrap_or_default();
    let last = batch.ids.last().copied().unwrap_or_default();
    next.cursor = Some(format!("{}:{last}", batch.object.key));
    next.done += count(batch.ids.len());
    next.held += count(batch.held.len());
    next.failed += count(notes.len() - batch.held.len());
    next.changed = match is_of_people {
        true => {
            let ordered = privacy::erased_in(write.transaction(), row.id).await?;
            i64::try_from(ordered).unwrap_or(i64::MAX)
        }
        false => next.changed + i64::try_from(changed).unwrap_or_default(),
    };
    let Some(next) = table::keep(write.transaction(), next).await? else {
        return Ok(None);
    };
    write.commit().await?;
    crm.log_grew();
    let fits = following(size, started.elapsed());
    Ok(Some((next, fits)))
}

/// The size of the next batch, by how long this one took.
fn following(size: u64, took: Duration) -> u64 {
    let fits = u128::from(size) * SHORT.as_micros() / took.as_micros().max(1);
    let fits = u64::try_from(fits).unwrap_or(MOST);
    Ord::clamp(fits, LEAST, Ord::min(MOST, size * 2 + LEAST))
}

/// The next records whose time is over, behind the place of the run.
async fn next(desk: &Desk, rule: &RetentionRule, row: &Model, size: u64) -> Result<Option<Batch>> {
    let place = row
        .cursor
        .as_deref()
        .and_then(|place| place.split_once(':'));
    for object in due::objects(desk.crm(), rule) {
        let after = match place {
            Some((key, _)) if object.key.as_str() < key => continue,
            Some((key, id)) if key == object.key => id.parse::<Uuid>().ok(),
            _ => None,
        };
        let due = due::due(desk, rule, &object, row.day)?;
        let id = || due.column("id");
        let is_erased = rule.deed == RetentionDeed::Erase && is_person(&object.key);
        let behind = match after {
            Some(after) => due.clone().only(id().gt(after)),
            None => due.clone(),
        };
        let most = if is_erased {
            Ord::min(size, PEOPLE)
        } else {
            size
        };
        let found = behind
            .order("id", Order::Up)
            .first(most)
            .records(&[])
            .await?;
        if found.is_empty() {
            continue;
        }
        let ids: Vec<Uuid> = found.into_iter().map(|record| record.id).collect();
        let mut held = BTreeMap::new();
        for (why, condition) in held::conditions(desk, rule, &object, row.day)? {
            let stays = due
                .clone()
                .only(id().is_in(ids.clone()))
                .only(condition)
                .records(&[])
                .await?;
            for record in stays {
                held.entry(record.id).or_insert(why);
            }
        }
        return Ok(Some(Batch { object, ids, held }));
    }
    Ok(None)
}

/// Why the records that are held back stay, and until when law asks to keep them.
async fn why_held(desk: &Desk, write: &Write<'_>, batch: &Batch) -> Result<Vec<(Uuid, Stays)>> {
    let ids: Vec<Uuid> = batch.held.keys().copied().collect();
    let mut until = BTreeMap::new();
    if DOCUMENTS.contains(&batch.object.key.as_str()) && !ids.is_empty() {
        let years = held::years(desk, &batch.object);
        for record in whole(desk.crm(), write.transaction(), &batch.object, &ids).await? {
            until.insert(record.id, privacy::until(&record, years.into()));
        }
    }
    let held = batch.held.iter();
    Ok(held
        .map(|(id, why)| {
            let until = until.get(id).copied().filter(|_| *why == Held::Law);
            (*id, Stays::Held { why: *why, until })
        })
        .collect())
}

/// Puts records into the bin that nobody else changed meanwhile. Answers how many.
async fn put_away(
    write: &mut Write<'_>,
    object: &ObjectDef,
    ids: &[Uuid],
    notes: &mut Vec<(Uuid, Stays)>,
) -> Result<u64> {
    let desk = write.desk().clone();
    let mut gone = Vec::new();
    for granted in desk.granted_among(&object.key, ids, Action::Delete).await? {
        if let Err(refusal) = records::may_go(&desk, &granted, false).await? {
            notes.push((granted.id(), Stays::Failed(refusal)));
            continue;
        }
        match write.delete(&granted).await {
            Ok(()) => gone.push(granted.into_record().values),
            Err(Error::Refused(refusal)) => notes.push((granted.id(), Stays::Failed(refusal))),
            Err(error) => return Err(error),
        }
    }
    activities::follow(write, &object.key, &gone).await?;
    Ok(gone.len() as u64)
}

/// Has people erased: each with its own line in the ledger and its certificate. Who was ordered already is ordered once.
async fn order(desk: &Desk, rule: &RetentionRule, row: &Model, batch: &Batch) -> Result<()> {
    for id in batch.due() {
        let by = (rule.name.as_str(), row.id);
        match privacy::order_by_rule(desk, &batch.object.key, id, by).await {
            // The same person, as another record.
            Ok(()) | Err(Error::Refused(Refusal::NotFound)) => {}
            Err(error) => return Err(error),
        }
    }
    privacy::catch_up(desk.crm()).await
}

/// Contents of files go from the disk once nothing in the database has them.
async fn empty_files(desk: &Desk, row: &Model) -> Result<()> {
    let digests: Vec<String> = serde_json::from_str(&row.digests)?;
    if digests.is_empty() {
        return Ok(());
    }
    let write = desk.write().await?;
    privacy::empty(&write, &digests).await?;
    write.commit().await
}

/// The end of a run.
pub(super) async fn end(desk: &Desk, row: Model, state: RunState) -> Result<Option<(Model, u64)>> {
    let write = desk.write().await?;
    let ended = Model {
        state: state.word().to_owned(),
        cursor: None,
        digests: "[]".to_owned(),
        ended_at: Some(desk.now()),
        ..row
    };
    let Some(ended) = table::keep(write.transaction(), ended).await? else {
        return Ok(None);
    };
    letter::note(&write, &ended).await?;
    if state == RunState::Failed {
        let rule = table::rule_of(&ended)?;
        letter::tell(&write, &rule, &ended, None).await?;
    }
    write.commit().await?;
    desk.crm().log_grew();
    Ok(Some((ended, FIRST)))
}
