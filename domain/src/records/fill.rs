//! What a record shows beside its own columns: tags, titles of what it points to, and the asker's rights.

use std::collections::{HashMap, HashSet};

use contract::{FieldKind, FieldRight, ObjectDef, Record, Value};
use uuid::Uuid;

use crate::access::{few_lengths, several_of};
use crate::alerts::Counted;
use crate::{Desk, Result};

/// Fills in tags, titles and rights of records of one object, which are answered then: one question for the tags and one for each
/// object that is pointed to, however many records there are.
///
/// # Errors
/// When the database fails.
pub async fn fill(desk: &Desk, object: &ObjectDef, records: &mut [Record]) -> Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    desk.crm()
        .meter()
        .count(Counted::Read, desk.actor(), records.len() as u64);
    let owned = records.iter();
    let owned: Vec<_> = owned
        .map(|record| (record.id, record.value("owner").id()))
        .collect();
    let beside = async {
        fill_several(desk, object, records).await?;
        leave_out(desk, records);
        fill_titles(desk, object, records).await
    };
    let ((), rights) = tokio::try_join!(beside, desk.rights_on(&object.key, &owned))?;
    for (record, rights) in records.iter_mut().zip(rights) {
        record.rights = rights;
    }
    Ok(())
}

/// Takes what is hidden from the asker out of records that are to be answered.
pub(crate) fn leave_out(desk: &Desk, records: &mut [Record]) {
    for record in records {
        if desk.is_narrowed(&record.object) {
            let object = &record.object;
            record
                .values
                .retain(|key, _| desk.field_right(object, key) > FieldRight::Hidden);
        }
    }
}

async fn fill_several(desk: &Desk, object: &ObjectDef, records: &mut [Record]) -> Result<()> {
    let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
    let mut several = several_of(desk, object, ids).await?;
    for record in records {
        record
            .values
            .extend(several.remove(&record.id).unwrap_or_default());
    }
    Ok(())
}

async fn fill_titles(desk: &Desk, object: &ObjectDef, records: &mut [Record]) -> Result<()> {
    let relations: Vec<(&str, &str)> = object
        .fields
        .iter()
        .filter_map(|field| Some((field.key.as_str(), field.relation.as_deref()?)))
        .collect();
    let titles = all_titles(desk, &relations, records).await?;
    let people = desk.crm().people();
    let users: Vec<&str> = object
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::User)
        .map(|field| field.key.as_str())
        .collect();
    for record in records {
        for (key, value) in &mut record.values {
            let target = relations
                .iter()
                .find(|(field, _)| field == key)
                .map(|(_, target)| *target);
            for link in links(value) {
                let Some(id) = link.id else { continue };
                if users.contains(&key.as_str()) {
                    link.text = people.name(id).unwrap_or_default().to_owned();
                } else if let Some(target) = target {
                    link.text = titles.get(&(target, id)).cloned().unwrap_or_default();
                }
            }
        }
    }
    Ok(())
}

fn links(value: &mut Value) -> &mut [contract::Link] {
    match value {
        Value::Link(link) => std::slice::from_mut(link),
        Value::Links(links) => links,
        _ => &mut [],
    }
}

pub(in crate::records) fn ids(value: &Value) -> impl Iterator<Item = Uuid> {
    let links = match value {
        Value::Link(link) => std::slice::from_ref(link),
        Value::Links(links) => links,
        _ => &[],
    };
    links.iter().filter_map(|link| link.id)
}

/// The titles of everything some records point to, as far as the asker may see it.
async fn all_titles<'r>(
    desk: &Desk,
    relations: &[(&str, &'r str)],
    records: &[Record],
) -> Result<HashMap<(&'r str, Uuid), String>> {
    let mut titles = HashMap::new();
    let targets: HashSet<&'r str> = relations.iter().map(|(_, target)| *target).collect();
    for target in targets {
        let fields = relations.iter().filter(|(_, object)| *object == target);
        let ids: HashSet<Uuid> = fields
            .flat_map(|(key, _)| records.iter().flat_map(|record| ids(record.value(key))))
            .collect();
        for (id, title) in titles_of(desk, target, ids).await? {
            titles.insert((target, id), title);
        }
    }
    Ok(titles)
}

/// The most titles that are asked for at once.
const MOST_TITLES: usize = 500;

/// What some records of an object are called, in the order in which they were asked for. Those that the asker may not
/// see are left out.
///
/// # Errors
/// When the database fails.
pub async fn titles(desk: &Desk, object: &str, mut ids: Vec<Uuid>) -> Result<Vec<(Uuid, String)>> {
    ids.truncate(MOST_TITLES);
    let mut known = titles_of(desk, object, ids.clone()).await?;
    Ok(ids
        .into_iter()
        .filter_map(|id| known.remove(&id).map(|title| (id, title)))
        .collect())
}

/// The titles of records of one object, as far as the asker may see them.
///
/// # Errors
/// When the database fails.
pub(crate) async fn titles_of(
    desk: &Desk,
    object: &str,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<HashMap<Uuid, String>> {
    let mut ids: Vec<Uuid> = ids.into_iter().collect();
    let Ok(visible) = desk.visible(object) else {
        return Ok(HashMap::new());
    };
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    few_lengths(&mut ids);
    let described = desk.object(object)?;
    let Some(title) = described.field(&described.title) else {
        return Ok(HashMap::new());
    };
    let found = visible.among(ids).records(&[title]).await?;
    Ok(found
        .into_iter()
        .map(|record| (record.id, record.text(&title.key).to_owned()))
        .collect())
}
