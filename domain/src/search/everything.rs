//! All objects at once: one question to the index tells which of them to ask, and these are asked side by side.

use std::collections::{BTreeMap, HashMap, HashSet};

use contract::dto::search::Hit;
use contract::objects::ACTIVITY;
use contract::{Action, ObjectDef, Reach};
use futures::stream::{self, StreamExt, TryStreamExt};
use sea_orm::DbBackend;
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::find::{Among, among, begins, best, candidates, clipped, in_sight, name_order, told};
use super::index::Taken;
use super::newest::{NEWEST, Newest, newest};
use super::rank::{Fit, fit};
use super::tokens::{self, Wanted};
use super::{index, near};
use crate::access::Order;
use crate::{Desk, Result};

/// Hits of each object.
const HITS: u64 = 6;
/// Questions that are asked at the same time.
const AT_ONCE: usize = 6;
/// Candidates taken from the index at once. Where there are more the words are common, and names that begin with them
/// are asked for on their own. Tests come to the limit with fewer.
pub(super) const CANDIDATES: u64 = if cfg!(test) { 40 } else { 500 };
/// So many of those of one object are looked at where there are more.
const LOOKED_AT: usize = 200;
/// Where so many of those that were taken are of one object, it has many of them.
const MANY_OF_TAKEN: usize = if cfg!(test) { 10 } else { 25 };
/// Where so many of the newest ones of an object have the words, they may be very common in it.
const MANY_OF_NEWEST: usize = HITS as usize;
/// So many records of an object that have the words, as far as the newest ones tell, take the index long to bring together.
const VERY_COMMON: u64 = if cfg!(test) { 30 } else { 10_000 };

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
    Ok(side_by_side(asked).await?.into_iter().flatten().collect())
}

/// What is found of each object that has anything.
async fn found(desk: &Desk, wanted: &Wanted, words: &str) -> Result<Vec<Vec<Hit>>> {
    let mut objects = searched(desk);
    let me = desk.actor().id();
    let me = me.filter(|_| objects.iter().any(|object| sees_own(desk, object)));
    // Asked beside, since where the words are common it takes the index longest.
    let own = own(desk, me.filter(|_| !is_one_letter(words)), wanted);
    let candidates = Candidates::ask(desk, &mut objects, wanted, words);
    let (candidates, own) = tokio::try_join!(candidates, own)?;
    let mut found = match candidates.is_common {
        true => {
            let named = objects.iter().map(|object| named(desk, object, words));
            let named = side_by_side(named).await?;
            let common = Common {
                candidates,
                own,
                wanted,
                words,
            };
            let asked = objects.iter().zip(named);
            side_by_side(asked.map(|(object, hits)| common.beside(desk, object, hits))).await?
        }
        false => {
            let found = |object: &String| candidates.by_object.get(object);
            let asked = objects
                .iter()
                .map(|object| among_these(desk, object, found(object), words));
            side_by_side(asked).await?
        }
    };
    found.retain(|hits| !hits.is_empty());
    Ok(found)
}

/// The records of all objects that somebody owns and that have the words.
async fn own(desk: &Desk, me: Option<Uuid>, wanted: &Wanted) -> Result<HashMap<String, Vec<Uuid>>> {
    let Some(me) = me else {
        return Ok(HashMap::new());
    };
    let wanted = wanted.and(tokens::owner_token(me));
    let found = index::first(desk.crm().door(), &wanted, CANDIDATES).await?;
    Ok(of_each(found))
}

/// Whether somebody sees their own records of an object, and of others' no more than what lies beside them.
fn sees_own(desk: &Desk, object: &str) -> bool {
    let is_beside = object == ACTIVITY && desk.reach(object, Action::See) == Reach::Own;
    is_beside && !desk.holds(object, Action::See) || matches!(among(desk, object), Among::Own(_))
}

/// What the index answers for all objects together.
#[derive(Default)]
struct Candidates {
    by_object: HashMap<String, Vec<Uuid>>,
    /// There are more than were taken.
    is_common: bool,
    /// There are so many more that only the newest ones were looked at.
    is_very_common: bool,
}

impl Candidates {
    /// Asks the index; objects of which it holds nothing are left out from then on.
    async fn ask(
        desk: &Desk,
        objects: &mut Vec<String>,
        wanted: &Wanted,
        words: &str,
    ) -> Result<Self> {
        let door = desk.crm().door();
        let common = |by_object, is_very_common| Self {
            by_object,
            is_common: true,
            is_very_common,
        };
        // One letter is in nearly every record: only names that begin with it are meant.
        if is_one_letter(words) {
            return Ok(common(HashMap::new(), false));
        }
        let tables: Vec<(&str, String)> = objects
            .iter()
            .filter_map(|key| Some((key.as_str(), desk.object(key).ok()?.table().to_owned())))
            .collect();
        if let Some(newest) = newest(door, &tables, wanted).await? {
            objects.retain(|object| newest.contains_key(object));
            if newest.values().any(is_very_common) {
                let newest = newest.into_iter();
                let having = newest.map(|(object, newest)| (object, newest.having));
                return Ok(common(having.collect(), true));
            }
        }
        let all = index::first(door, wanted, CANDIDATES + 1).await?;
        let is_common = all.len() as u64 > CANDIDATES;
        let are_last = door.backend() == DbBackend::Sqlite;
        let is_very_common = are_last && index::extrapolated(&all) >= VERY_COMMON;
        let mut by_object = of_each(all);
        if is_common {
            by_object
                .values_mut()
                .for_each(|ids| ids.truncate(LOOKED_AT));
            return Ok(common(by_object, is_very_common));
        }
        Ok(Self {
            by_object,
            ..Self::default()
        })
    }
}

/// Whether an object has very many records with the words, if all of them are like the newest ones.
fn is_very_common(newest: &Newest) -> bool {
    let having = newest.having.len();
    having >= MANY_OF_NEWEST && newest.all * having as u64 / NEWEST >= VERY_COMMON
}

/// Words that more records have than were taken.
struct Common<'w> {
    candidates: Candidates,
    /// Of the asker's own.
    own: HashMap<String, Vec<Uuid>>,
    wanted: &'w Wanted,
    words: &'w str,
}

impl Common<'_> {
    /// Whether many of the records that have the words are of one object, as far as those tell that were taken.
    fn has_many_of(&self, object: &str) -> bool {
        let many = match self.candidates.is_very_common {
            true => MANY_OF_NEWEST,
            false => MANY_OF_TAKEN,
        };
        let taken = self.candidates.by_object.get(object);
        taken.is_some_and(|ids| ids.len() >= many)
    }

    /// The records of one object whose names begin with the words, and beside them, where these are few, others that
    /// have them.
    async fn beside(&self, desk: &Desk, object: &str, named: Vec<Hit>) -> Result<Vec<Hit>> {
        let mut hits = named;
        if is_one_letter(self.words) || hits.len() as u64 >= HITS {
            return Ok(hits);
        }
        let others = self.others(desk, object).await?;
        let known: HashSet<Uuid> = hits.iter().map(|hit| hit.id).collect();
        hits.extend(others.into_iter().filter(|hit| !known.contains(&hit.id)));
        hits.truncate(HITS as usize);
        Ok(hits)
    }

    async fn others(&self, desk: &Desk, object: &str) -> Result<Vec<Hit>> {
        let (wanted, words) = (self.wanted, self.words);
        let taken = self.candidates.by_object.get(object);
        match among(desk, object) {
            Among::All => among_these(desk, object, taken, words).await,
            Among::Own(_) => among_these(desk, object, self.own.get(object), words).await,
            // What lies beside one's own records is among the newest ones at most: the index would take long for more.
            Among::Some if self.candidates.is_very_common && sees_own(desk, object) => {
                let own = self.own.get(object).into_iter().chain(taken).flatten();
                among_these(desk, object, Some(&own.copied().collect()), words).await
            }
            _ if self.has_many_of(object) => among_indexed(desk, object, wanted, words).await,
            _ => among_few(desk, object, wanted, words).await,
        }
    }
}

fn is_one_letter(words: &str) -> bool {
    let mut letters = words.trim().chars();
    letters
        .next()
        .is_some_and(|letter| letter.is_ascii_alphanumeric())
        && letters.next().is_none()
}

fn of_each(found: Vec<Taken>) -> HashMap<String, Vec<Uuid>> {
    let mut by_object: HashMap<String, Vec<Uuid>> = HashMap::new();
    for taken in found {
        by_object
            .entry(taken.object)
            .or_default()
            .push(taken.record);
    }
    by_object
}

async fn among_these(
    desk: &Desk,
    object: &str,
    ids: Option<&Vec<Uuid>>,
    words: &str,
) -> Result<Vec<Hit>> {
    let Some(ids) = ids.filter(|ids| !ids.is_empty()) else {
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
        let ids = found.into_iter().map(|taken| taken.record).collect();
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

/// What several questions answer, in their order, a few of them at a time: others ask the database meanwhile.
fn side_by_side<F, T>(
    questions: impl IntoIterator<Item = F>,
) -> impl Future<Output = Result<Vec<T>>>
where
    F: Future<Output = Result<T>>,
{
    let questions: Vec<F> = questions.into_iter().collect();
    stream::iter(questions).buffered(AT_ONCE).try_collect()
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
