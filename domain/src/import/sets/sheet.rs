//! Companies, contacts and deals that stand side by side in the rows of one sheet.

use std::sync::Arc;

use contract::dto::import_sets::ImportSet;
use contract::dto::imports::{ColumnMatch, ImportPlan};
use contract::objects::{ACCOUNT, CONTACT, DEAL};
use contract::{FieldDef, FieldKind, ObjectDef, Refusal};
use uuid::Uuid;

use super::engine::{self, Stays};
use super::journal::{Details, Kept, Set};
use super::{order, split};
use crate::import::{
    AUTOMATIC, ColumnSketch, HeaderMatch, MatchReason, is_computed, match_headers, targets, titles,
};
use crate::{Desk, Result};

/// What stands side by side in one sheet; what is pointed to first.
const SIDE_BY_SIDE: [&str; 3] = [ACCOUNT, CONTACT, DEAL];
/// Of several objects that know a header and none of which stands to its left: whose it is.
const MOST_LIKELY: [&str; 3] = [CONTACT, ACCOUNT, DEAL];
/// Cells that a person sees of a column.
const SAMPLES: usize = 3;

/// The objects whose records stand side by side in an upload; none for an ordinary file, where a company is only a word
/// in the row of a contact.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Unreadable`].
pub async fn objects_of_sheet(desk: &Desk, import: Uuid) -> Result<Vec<String>> {
    let columns = engine::sketches(&engine::upload_of(desk, import).await?).await?;
    let objects = objects(desk, &SIDE_BY_SIDE.map(str::to_owned))?;
    Ok(side_by_side(&objects, &columns))
}

/// Makes a set of an upload: one part for each of the objects that its rows hold.
///
/// # Errors
/// [`Refusal::NotFound`] for an object that cannot stand in such a sheet, [`Refusal::Unreadable`],
/// [`Refusal::Forbidden`].
pub async fn of_sheet(desk: &Desk, import: Uuid, wanted: &[String]) -> Result<ImportSet> {
    let objects = objects(desk, wanted)?;
    if objects.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    let upload = engine::upload_of(desk, import).await?;
    let (_, status) = engine::seen(desk, import).await?;
    let columns = engine::sketches(&upload).await?;
    let set = Set {
        is_one_sheet: true,
        ..Set::new(desk)
    };
    let sheet = set.sheet(desk.crm());
    tokio::fs::copy(&upload, &sheet).await?;
    let house = desk.crm().door().house();
    set.insert(house).await?;
    for mut plan in plans(&objects, &columns) {
        plan.create_choices = desk.actor().is_administrator();
        let path = sheet.with_extension("part");
        // Nothing points to the records of the last object: each of its rows is a record.
        let is_last = objects.last().is_some_and(|last| last.key == plan.object);
        split::write(desk, &sheet, &path, &plan, is_last).await?;
        let import = engine::take(desk, &plan.object, &status.file_name, &path, Stays::No).await?;
        engine::keep_plan(desk, import, plan).await?;
        let details = Details {
            confidence: 100,
            is_left_out: false,
        };
        set.add(house, Kept { import, details }).await?;
    }
    engine::forget(desk, import).await?;
    super::set(desk, set.id).await
}

fn objects(desk: &Desk, wanted: &[String]) -> Result<Vec<Arc<ObjectDef>>> {
    let known = SIDE_BY_SIDE
        .iter()
        .filter(|key| wanted.iter().any(|wanted| wanted == *key));
    known.map(|key| desk.object(key)).collect()
}

/// The objects that a sheet names by a column for their titles, where it tells more of one that others point to than its
/// name: else that name is a word in the row of another.
pub(super) fn side_by_side(objects: &[Arc<ObjectDef>], columns: &[ColumnSketch]) -> Vec<String> {
    let assigned = assign(objects, columns);
    let named: Vec<&Arc<ObjectDef>> = objects
        .iter()
        .filter(|object| titled(&assigned, object))
        .collect();
    let Some((last, others)) = named.split_last() else {
        return Vec::new();
    };
    let of_last = known(last, columns);
    let tells_more = assigned.iter().enumerate().any(|(place, own)| {
        let is_of = |object: &Arc<ObjectDef>| {
            own.as_ref()
                .is_some_and(|own| own.object == object.key && own.field != object.title)
        };
        others.iter().any(|object| is_of(object))
            && of_last.iter().all(|found| found.column != place)
    });
    if tells_more {
        named.iter().map(|object| object.key.clone()).collect()
    } else {
        Vec::new()
    }
}

fn titled(assigned: &[Option<Own>], object: &ObjectDef) -> bool {
    let mut all = assigned.iter().flatten();
    all.any(|own| own.object == object.key && own.field == object.title)
}

/// One plan for each object: all columns, of which it takes its own, the names of those it points to, and the owner.
pub(super) fn plans(objects: &[Arc<ObjectDef>], columns: &[ColumnSketch]) -> Vec<ImportPlan> {
    let assigned = assign(objects, columns);
    objects
        .iter()
        .map(|object| plan(object, objects, columns, &assigned))
        .collect()
}

fn plan(
    object: &ObjectDef,
    objects: &[Arc<ObjectDef>],
    columns: &[ColumnSketch],
    assigned: &[Option<Own>],
) -> ImportPlan {
    let common = people(object, columns);
    let field = |place: usize| -> Option<(String, u8)> {
        if let Some(own) = &assigned[place] {
            if own.object == object.key {
                return Some((own.field.clone(), own.confidence));
            }
            let mut before = objects.iter().take_while(|other| other.key != object.key);
            let other = before.find(|other| other.key == own.object)?;
            if own.field == other.title {
                let field = object.relations_to(&other.key).next()?;
                return Some((field.key.clone(), own.confidence));
            }
        }
        let found = common.iter().find(|found| found.column == place)?;
        Some((object.fields[found.target].key.clone(), found.confidence))
    };
    let column = |(place, sketch): (usize, &ColumnSketch)| {
        let field = field(place);
        ColumnMatch {
            header: sketch.header.clone(),
            confidence: field.as_ref().map_or(0, |(_, confidence)| *confidence),
            reason: field.as_ref().map_or("", |_| "synonym").to_owned(),
            field: field.map(|(field, _)| field),
            samples: sketch.sample.iter().take(SAMPLES).cloned().collect(),
            ..ColumnMatch::default()
        }
    };
    ImportPlan {
        object: object.key.clone(),
        columns: columns.iter().enumerate().map(column).collect(),
        // A company that is there already is the one that the row means.
        key: (object.key == ACCOUNT).then(|| object.title.clone()),
        ..ImportPlan::default()
    }
}

/// The columns of people, which hold for everything in a row.
fn people(object: &ObjectDef, columns: &[ColumnSketch]) -> Vec<HeaderMatch> {
    known(object, columns)
        .into_iter()
        .filter(|found| object.fields[found.target].kind == FieldKind::User)
        .collect()
}

/// The columns that an object knows for sure.
fn known(object: &ObjectDef, columns: &[ColumnSketch]) -> Vec<HeaderMatch> {
    match_headers(columns, &targets(object), &titles(object))
        .into_iter()
        .filter(|found| found.confidence >= AUTOMATIC && !is_computed(&object.fields[found.target]))
        .collect()
}

/// The field of the one object to which a column belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) object: String,
    pub(super) field: String,
    confidence: u8,
}

/// Which column belongs to which object. A column that several objects know belongs to the one whose name stands next
/// to its left, as people write such sheets.
pub(super) fn assign(objects: &[Arc<ObjectDef>], columns: &[ColumnSketch]) -> Vec<Option<Own>> {
    let names = names(objects, columns);
    let found: Vec<(&Arc<ObjectDef>, Vec<HeaderMatch>)> = objects
        .iter()
        .map(|object| (object, known(object, columns)))
        .collect();
    let is_shared = |field: &FieldDef| field.kind == FieldKind::User || is_link(field, objects);
    let mut left = None;
    let mut assigned = Vec::with_capacity(columns.len());
    for column in 0..columns.len() {
        if let Some((_, own)) = names.iter().find(|(place, _)| *place == column) {
            left = Some(own.object.clone());
            assigned.push(Some(own.clone()));
            continue;
        }
        let candidates: Vec<Own> = found
            .iter()
            .filter_map(|(object, found)| {
                let found = found.iter().find(|found| found.column == column)?;
                let field = &object.fields[found.target];
                let is_taken = field.key == object.title && has_name(&names, object);
                (!is_shared(field) && !is_taken).then(|| own(object, field, found.confidence))
            })
            .collect();
        assigned.push(choose(candidates, left.as_deref()));
    }
    assigned
}

fn own(object: &ObjectDef, field: &FieldDef, confidence: u8) -> Own {
    Own {
        object: object.key.clone(),
        field: field.key.clone(),
        confidence,
    }
}

fn choose(candidates: Vec<Own>, left: Option<&str>) -> Option<Own> {
    let likely = |own: &Own| MOST_LIKELY.iter().position(|key| *key == own.object);
    let rank = |own: &Own| {
        let is_left = left.is_some_and(|left| left == own.object);
        (
            !is_left,
            std::cmp::Reverse(own.confidence / 10),
            likely(own),
        )
    };
    candidates.into_iter().min_by_key(rank)
}

fn is_link(field: &FieldDef, objects: &[Arc<ObjectDef>]) -> bool {
    let target = field.relation.as_deref();
    objects
        .iter()
        .any(|object| target == Some(object.key.as_str()))
}

fn has_name(names: &[(usize, Own)], object: &ObjectDef) -> bool {
    names.iter().any(|(_, own)| own.object == object.key)
}

/// The columns of the objects' own names: first those that only one object can mean, then what is left, such as a bare
/// `Name`, for an object that has none yet.
fn names(objects: &[Arc<ObjectDef>], columns: &[ColumnSketch]) -> Vec<(usize, Own)> {
    let mut candidates: Vec<(usize, Own)> = Vec::new();
    for object in objects {
        let title = targets(object)
            .into_iter()
            .filter(|target| target.key == object.title)
            .collect::<Vec<_>>();
        for (place, column) in columns.iter().enumerate() {
            let one = std::slice::from_ref(column);
            let found = match_headers(one, &title, &titles(object));
            let best = found
                .first()
                .filter(|found| found.confidence >= AUTOMATIC)
                .filter(|found| found.reason != MatchReason::Content);
            if let (Some(best), Some(field)) = (best, object.field(&object.title)) {
                candidates.push((place, own(object, field, best.confidence)));
            }
        }
    }
    let alone = |place: usize| {
        candidates
            .iter()
            .filter(|(other, _)| *other == place)
            .count()
            == 1
    };
    let mut taken: Vec<(usize, Own)> = Vec::new();
    for is_sure in [true, false] {
        for (place, own) in &candidates {
            let is_free = taken
                .iter()
                .all(|(other, taken)| other != place && taken.object != own.object);
            if is_free && alone(*place) == is_sure {
                taken.push((*place, own.clone()));
            }
        }
    }
    taken
}

/// Whether a plan of a part names records of another one by this field.
pub(super) fn links<'p>(object: &'p ObjectDef, plan: &'p ImportPlan) -> Vec<&'p str> {
    order::filled(object, plan)
        .map(|(field, _)| field)
        .collect()
}
