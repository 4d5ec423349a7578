//! Records that changed ones belong to: what is shown of them follows from more than their own fields.

use std::collections::{BTreeMap, BTreeSet};

use contract::value::Values;
use contract::{FieldDef, ObjectDef, Value};
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::batch::Batch;
use crate::access::several_of;
use crate::log::Heard;
use crate::{Desk, Result};

/// How often a touched record may touch others in turn: a line its quote, the quote its deal, the deal its customer.
const ROUNDS: usize = 3;

/// By object and record: who did it.
pub(super) type Touched = BTreeMap<String, BTreeMap<Uuid, (Option<Uuid>, String)>>;

/// The records that the named ones of a batch belong to, before and after it, and further ones as far as values are
/// gathered along the way.
///
/// # Errors
/// When the database fails.
pub(super) async fn touched(desk: &Desk, batch: &Batch, events: &[Heard]) -> Result<Touched> {
    let mut all = Touched::new();
    let mut next: Touched = batch
        .named()
        .map(|(object, changes)| {
            let by = |change: &super::batch::Change| (change.by, change.name.clone());
            let records = changes.iter().map(|(id, change)| (*id, by(change)));
            (object.clone(), records.collect())
        })
        .collect();
    for round in 0..ROUNDS {
        let mut found = Touched::new();
        for (object, records) in &next {
            let Some(described) = desk.crm().descriptions().object(object) else {
                continue;
            };
            belonging(desk, &described, records, &mut found).await?;
            if round == 0 {
                own(desk, object, records, &mut all);
                before(&described, records, events, &mut found);
            }
        }
        next = new_ones(desk, &found, &all);
        for (object, records) in found {
            all.entry(object).or_default().extend(records);
        }
        if next.is_empty() {
            break;
        }
    }
    Ok(all)
}

/// Values of the changed records themselves that follow without an event of theirs.
fn own(
    desk: &Desk,
    object: &str,
    records: &BTreeMap<Uuid, (Option<Uuid>, String)>,
    found: &mut Touched,
) {
    if desk.crm().descriptions().ties().is_kept(object) {
        found.insert(object.to_owned(), records.clone());
    }
}

/// What was found for the first time and whose values are gathered by others.
fn new_ones(desk: &Desk, found: &Touched, known: &Touched) -> Touched {
    let ties = desk.crm().descriptions().ties();
    let is_new = |object: &String, id: &Uuid| {
        known
            .get(object)
            .is_none_or(|records| !records.contains_key(id))
    };
    let mut new = Touched::new();
    for (object, records) in found {
        if !ties.gathers_from(object) {
            continue;
        }
        let records = records.iter().filter(|(id, _)| is_new(object, id));
        let records: BTreeMap<_, _> = records.map(|(id, by)| (*id, by.clone())).collect();
        if !records.is_empty() {
            new.insert(object.clone(), records);
        }
    }
    new
}

fn relations(object: &ObjectDef) -> Vec<&FieldDef> {
    let fields = object.fields.iter();
    fields.filter(|field| field.kind.is_relation()).collect()
}

/// What records point to now, deleted ones too.
async fn belonging(
    desk: &Desk,
    object: &ObjectDef,
    records: &BTreeMap<Uuid, (Option<Uuid>, String)>,
    found: &mut Touched,
) -> Result<()> {
    let relations = relations(object);
    if relations.is_empty() {
        return Ok(());
    }
    let single: Vec<&FieldDef> = relations
        .iter()
        .copied()
        .filter(|field| !field.kind.is_several())
        .collect();
    for visible in [desk.visible(&object.key)?, desk.in_bin(&object.key)?] {
        let is_among = visible.column("id").is_in(records.keys().copied());
        for record in visible.only(is_among).records(&single).await? {
            links(&relations, &record.values, &records[&record.id], found);
        }
    }
    if single.len() < relations.len() {
        let ids = records.keys().copied().collect();
        for (id, values) in several_of(desk, object, ids).await? {
            links(&relations, &values, &records[&id], found);
        }
    }
    Ok(())
}

/// What the changed records pointed to before.
fn before(
    object: &ObjectDef,
    records: &BTreeMap<Uuid, (Option<Uuid>, String)>,
    events: &[Heard],
    found: &mut Touched,
) {
    let relations = relations(object);
    let keys: BTreeSet<&str> = relations.iter().map(|field| field.key.as_str()).collect();
    let own = events.iter().filter(|event| event.object == object.key);
    for event in own {
        let Some(by) = records.get(&event.record) else {
            continue;
        };
        let changes = event.changes().into_iter();
        let was = changes
            .filter(|(key, _)| keys.contains(key.as_str()))
            .map(|(key, [before, _])| (key, before))
            .collect();
        links(&relations, &was, by, found);
    }
}

fn links(
    relations: &[&FieldDef],
    values: &Values,
    by: &(Option<Uuid>, String),
    found: &mut Touched,
) {
    for field in relations {
        let (Some(target), Some(value)) = (&field.relation, values.get(&field.key)) else {
            continue;
        };
        for id in ids(value) {
            let records = found.entry(target.clone()).or_default();
            records.insert(id, by.clone());
        }
    }
}

fn ids(value: &Value) -> impl Iterator<Item = Uuid> {
    let links = match value {
        Value::Link(link) => std::slice::from_ref(link),
        Value::Links(links) => links,
        _ => &[],
    };
    links.iter().filter_map(|link| link.id)
}
