//! All objects at once: one question to the index tells which of them to ask, and these are asked side by side.

use std::collections::{BTreeMap, HashMap, HashSet};

use contract::ObjectDef;
use contract::dto::search::Hit;
use contract::objects::ACTIVITY;
use futures::future::try_join_all;
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::find::{Among, among, begins, best, candidates, clipped, in_sight, name_order, told};
use super::rank::{Fit, fit};
use super::tokens::{self, Wanted};
use super::{index, near};
use crate::access::Order;
use crate::{Desk, Result};

/// Hits of each object.
const HITS: u64 = 6;
/// Candidates taken from the index at once. Where there are more the words are common, and names that begin with them
/// are asked for on their own. Tests come to the limit with fewer.
pub(super) const CANDIDATES: u64 = if cfg!(test) { 40 } else { 500 };
/// So many of those of one object are looked at where there are more.
const LOOKED_AT: usize = 200;
/// Where so many of those that were taken are of one object, it has many of them.
const MANY_OF_TAKEN: usize = if cfg!(test) { 10 } else { 25 };

/// Records of all objects that the words find, object by object in the order of how well they fit; those changed last
/// for no words. Where nothing has the words, records whose names have words near them.
///
/// # Errors
/// When the database fails.
pub async fn everything(desk: &Desk, words: &str) -> Result<Vec<Hit>> {
    let words = clipped(words);
    if words.trim().is_empty() {
        return latest(desk).await;
    }
    let wanted = tokens::of_question(&words);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let found = found(desk, &wanted, &words).await?;
    if !found.is_empty() {
        return Ok(in_order(found, &words));
    }
    let Some(other) = near::question(desk, &words).await? else {
        return Ok(Vec::new());
    };
    let mut found = self::found(desk, &other, &words).await?;
    for hit in found.iter_mut().flatten() {
        hit.near = true;
    }
    Ok(in_order(found, &words))
}

/// The keys of the objects that are searched and seen.
fn searched(desk: &Desk) -> Vec<String> {
    let descriptions = desk.crm().descriptions();
    let objects = descriptions.all().iter();
    objects
        .filter(|object| object.is_found() && desk.visible(&object.key).is_ok())
        .map(|object| object.key.clone())
        .collect()
}

async fn latest(desk: &Desk) -> Result<Vec<Hit>> {
    let objects = searched(desk);
    let asked = objects
        .iter()
        .filter(|object| *object != ACTIVITY)
        .map(async |object| {
            let visible = desk.visible(object)?.order("updated_at", Order::Down);
            told(desk, visible.first(HITS)).await
        });
    Ok(try_join_all(asked).await?.into_iter().flatten().collect())
}

/// What is found of each object that has anything.
async fn found(desk: &Desk, wanted: &Wanted, words: &str) -> Result<Vec<Vec<Hit>>> {
    let objects = searched(desk);
    let candidates = Candidates::ask(desk, &objects, wanted, words).await?;
    let asked = objects
        .iter()
        .map(|object| candidates.of(desk, object, wanted, words));
    let mut found = try_join_all(asked).await?;
    found.retain(|hits| !hits.is_empty());
    Ok(found)
}

/// What the index answers for all objects together.
struct Candidates {
    by_object: HashMap<String, Vec<Uuid>>,
    /// Of the asker's own, where not all that was found was taken.
    own: HashMap<String, Vec<Uuid>>,
    /// There are more than were taken.
    is_common: bool,
}

impl Candidates {
    async fn ask(desk: &Desk, objects: &[String], wanted: &Wanted, words: &str) -> Result<Self> {
        // One letter is in nearly every record: only names that begin with it are meant.
        if is_one_letter(words) {
            return Ok(Self {
                by_object: HashMap::new(),
                own: HashMap::new(),
                is_common: true,
            });
        }
        let door = desk.crm().door();
        let all = index::first(door, wanted, CANDIDATES + 1).await?;
        let is_common = all.len() as u64 > CANDIDATES;
        let mut by_object = of_each(all);
        if is_common {
            for ids in by_object.values_mut() {
                ids.truncate(LOOKED_AT);
            }
        }
        let me = objects.iter().find_map(|object| match among(desk, object) {
            Among::Own(me) => Some(me),
            _ => None,
        });
        let own = match me.filter(|_| is_common) {
            Some(me) => {
                let wanted = wanted.and(tokens::owner_token(me));
                of_each(index::first(door, &wanted, CANDIDATES).await?)
            }
            None => HashMap::new(),
        };
        Ok(Self {
            by_object,
            own,
            is_common,
        })
    }

    /// Whether many of the records that have the words are of one object, as far as those tell that were taken.
    fn is_common_in(&self, object: &str) -> bool {
        let taken = self.by_object.get(object);
        taken.is_some_and(|ids| ids.len() >= MANY_OF_TAKEN)
    }

    /// The hits of one object.
    async fn of(
        &self,
        desk: &Desk,
        object: &str,
        wanted: &Wanted,
        words: &str,
    ) -> Result<Vec<Hit>> {
        if !self.is_common {
            return among_these(desk, object, self.by_object.get(object), words).await;
        }
        let mut hits = named(desk, object, words).await?;
        if is_one_letter(words) || hits.len() as u64 >= HITS {
            return Ok(hits);
        }
        let others = match among(desk, object) {
            Among::All => among_these(desk, object, self.by_object.get(object), words).await?,
            Among::Own(_) => among_these(desk, object, self.own.get(object), words).await?,
            Among::Some if self.is_common_in(object) => {
                among_indexed(desk, object, wanted, words).await?
            }
            Among::Some => among_few(desk, object, wanted, words).await?,
        };
        let known: HashSet<Uuid> = hits.iter().map(|hit| hit.id).collect();
        hits.extend(others.into_iter().filter(|hit| !known.contains(&hit.id)));
        hits.truncate(HITS as usize);
        Ok(hits)
    }
}

fn is_one_letter(words: &str) -> bool {
    let mut letters = words.trim().chars();
    letters
        .next()
        .is_some_and(|letter| letter.is_ascii_alphanumeric())
        && letters.next().is_none()
}

fn of_each(found: Vec<(String, Uuid)>) -> HashMap<String, Vec<Uuid>> {
    let mut by_object: HashMap<String, Vec<Uuid>> = HashMap::new();
    for (object, id) in found {
        by_object.entry(object).or_default().push(id);
    }
    by_object
}

async fn among_these(
    desk: &Desk,
    object: &str,
    ids: Option<&Vec<Uuid>>,
    words: &str,
) -> Result<Vec<Hit>> {
    let Some(ids) = ids else {
        return Ok(Vec::new());
    };
    let visible = desk.visible(object)?;
    let id = visible.column("id");
    let visible = visible.only(Condition::all().add(id.is_in(ids.iter().copied())));
    let visible = in_sight(desk, visible, words);
    told(desk, best(desk, visible, words).first(HITS)).await
}

/// Each of the records of an object that have the words, where they are few.
async fn among_few(desk: &Desk, object: &str, wanted: &Wanted, words: &str) -> Result<Vec<Hit>> {
    let of_object = wanted.and(tokens::object_token(object));
    let found = index::first(desk.crm().door(), &of_object, CANDIDATES + 1).await?;
    if found.len() as u64 <= CANDIDATES {
        let ids = found.into_iter().map(|(_, id)| id).collect();
        return among_these(desk, object, Some(&ids), words).await;
    }
    among_indexed(desk, object, wanted, words).await
}

/// Those of the records of an object that the asker sees of which the index says that they have the words.
async fn among_indexed(
    desk: &Desk,
    object: &str,
    wanted: &Wanted,
    words: &str,
) -> Result<Vec<Hit>> {
    let visible = desk.visible(object)?;
    let id = visible.column("id");
    let ids = candidates(desk, object, wanted);
    let visible = visible.only(Condition::all().add(id.in_subquery(ids)));
    let visible = in_sight(desk, visible, words);
    told(desk, best(desk, visible, words).first(HITS)).await
}

/// Records whose names begin with the words, by the order of names.
async fn named(desk: &Desk, object: &str, words: &str) -> Result<Vec<Hit>> {
    let described: std::sync::Arc<ObjectDef> = desk.object(object)?;
    let begins = begins(desk, &described, words);
    let order = name_order(desk, &described);
    let visible = desk.visible(object)?.only(Condition::all().add(begins));
    told(desk, visible.order_expr(order, Order::Up).first(HITS)).await
}

/// The objects by their best hit, and their hits by how well they fit; what fits alike stays as it was.
fn in_order(found: Vec<Vec<Hit>>, words: &str) -> Vec<Hit> {
    let mut groups: BTreeMap<(Fit, usize), Vec<Hit>> = BTreeMap::new();
    for (place, mut hits) in found.into_iter().enumerate() {
        hits.sort_by_cached_key(|hit| fit(&hit.title, words));
        if let Some(best) = hits.first().map(|hit| fit(&hit.title, words)) {
            groups.insert((best, place), hits);
        }
    }
    groups.into_values().flatten().collect()
}
