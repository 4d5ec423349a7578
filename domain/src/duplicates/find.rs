//! Groups of records that are likely the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contract::dto::merging::{LikelyGroup, LikelyReason, Likeness};
use contract::{Action, Problem, Record, Sealed, Value};
use sea_orm::sea_query::ExprTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::score::{SIGNS, score, sign};
use super::unlike;
use crate::access::{self, Repeated};
use crate::likeness::is_coded;
use crate::records::{fill, list_fields};
use crate::{Desk, Error, Result};

/// Groups of one page.
const GROUPS: usize = 20;
/// Records of one group; more of them share a switchboard rather than a company.
const MOST: usize = 10;
/// Repeated likenesses read at a time.
const STEP: u64 = 200;

/// Where a page ended: the sign, and the likeness after which it goes on.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Place {
    sign: usize,
    after: String,
}

/// The next groups of records that are likely the same, by the strongest sign first, each group once. Only of records
/// that the asker may change.
///
/// # Errors
/// [`contract::Refusal::NotFound`], [`contract::Refusal::Forbidden`].
pub async fn find(
    desk: &Desk,
    object: &str,
    after: Option<&str>,
) -> Result<(Vec<LikelyGroup>, Option<String>)> {
    desk.within_reach(object, Action::Edit)?;
    let mut place: Place = after
        .map(serde_json::from_str)
        .transpose()
        .map_err(|_| Error::invalid("after", Problem::WrongKind))?
        .unwrap_or_default();
    let mut groups = Vec::new();
    while let Some((sign, kinds)) = SIGNS.get(place.sign) {
        let repeated = access::repeated(desk, object, kinds, &place.after, STEP).await?;
        let Some(last) = repeated.last().map(|repeated| repeated.value.clone()) else {
            place = Place {
                sign: place.sign + 1,
                after: String::new(),
            };
            continue;
        };
        for repeated in repeated {
            place.after.clone_from(&repeated.value);
            if let Some(group) = group(desk, object, *sign, &repeated).await? {
                groups.push(group);
            }
            if groups.len() >= GROUPS {
                return Ok((groups, Some(serde_json::to_string(&place)?)));
            }
        }
        place.after = last;
    }
    Ok((groups, None))
}

/// The group of one likeness, unless a stronger sign showed it before or somebody parted it.
async fn group(
    desk: &Desk,
    object: &str,
    by: Likeness,
    repeated: &Repeated,
) -> Result<Option<LikelyGroup>> {
    let described = desk.object(object)?;
    let visible = desk.within_reach(object, Action::Edit)?;
    let ids: Vec<Uuid> = repeated.records.iter().copied().take(MOST).collect();
    let id = visible.column("id");
    let mut records = visible
        .only(id.is_in(ids))
        .records(&list_fields(&described))
        .await?;
    let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
    let parted = unlike::among(desk, object, &ids).await?;
    let is_parted = |one: Uuid, other: Uuid| parted.contains(&unlike::ordered(one, other));
    records.retain(|record| {
        let others = ids.iter().filter(|other| **other != record.id);
        !others.clone().all(|other| is_parted(record.id, *other))
    });
    if records.len() < 2 {
        return Ok(None);
    }
    let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
    let common = common(desk, object, &ids).await?;
    if common.keys().any(|sign| *sign < by) {
        return Ok(None);
    }
    fill(desk, &described, &mut records).await?;
    records.sort_by_key(|record| std::cmp::Reverse(filled(record)));
    let signs: Vec<Likeness> = common.keys().copied().collect();
    Ok(Some(LikelyGroup {
        object: object.to_owned(),
        score: score(&signs),
        reasons: common
            .into_iter()
            .map(|(sign, value)| LikelyReason {
                sign,
                value: shown(value),
            })
            .collect(),
        records,
    }))
}

/// What is alike, unless it stands in a sensitive field.
fn shown(value: String) -> Value {
    if is_coded(&value) {
        return Value::Sealed(Sealed::shown("••••".to_owned()));
    }
    Value::Text(value)
}

/// How much a record says: the one that says most is proposed to stay.
fn filled(record: &Record) -> usize {
    record
        .values
        .values()
        .filter(|value| !value.is_empty())
        .count()
}

/// What all of the records have in common, by the sign it is.
async fn common(desk: &Desk, object: &str, ids: &[Uuid]) -> Result<BTreeMap<Likeness, String>> {
    let mut having: HashMap<(Likeness, String), BTreeSet<Uuid>> = HashMap::new();
    for (kind, value, record) in access::likenesses_of(desk, object, ids.to_vec()).await? {
        if let Some(sign) = sign(&kind) {
            having.entry((sign, value)).or_default().insert(record);
        }
    }
    Ok(having
        .into_iter()
        .filter(|(_, records)| records.len() == ids.len())
        .map(|((sign, value), _)| (sign, value))
        .collect())
}
