//! Records side by side.

use std::collections::BTreeSet;

use contract::dto::merging::{MOST_MERGED, MergeProposal, MergeSide};
use contract::value::Values;
use contract::{Action, FieldDef, ObjectDef, Problem, Record, Value};
use uuid::Uuid;

use crate::{Desk, Error, Result, files, records};

/// Puts records side by side. The first one is proposed to stay.
///
/// # Errors
/// [`contract::Refusal::NotFound`] and [`contract::Refusal::Forbidden`] where one may not be seen or changed.
pub async fn propose(desk: &Desk, object: &str, ids: Vec<Uuid>) -> Result<MergeProposal> {
    let described = desk.object(object)?;
    let mut sides = Vec::new();
    for id in checked(ids)? {
        let granted = desk.granted(object, id, Action::Edit).await?;
        let files = files::count(desk, &granted).await?;
        let related = records::related(desk, object, id).await?;
        let record = records::read(desk, granted).await?;
        sides.push(MergeSide {
            record,
            related: related.iter().map(|related| related.count).sum(),
            files,
        });
    }
    let all: Vec<&Record> = sides.iter().map(|side| &side.record).collect();
    Ok(MergeProposal {
        object: object.to_owned(),
        proposed: proposed(&described, &all),
        different: different(&described, &all),
        records: sides,
    })
}

/// Two to [`MOST_MERGED`] different records.
pub(super) fn checked(ids: Vec<Uuid>) -> Result<Vec<Uuid>> {
    let unique: BTreeSet<Uuid> = ids.iter().copied().collect();
    if unique.len() != ids.len() || ids.len() < 2 || ids.len() > MOST_MERGED {
        let problem = Problem::OutOfRange {
            least: 2,
            most: MOST_MERGED as i64,
        };
        return Err(Error::invalid("others", problem));
    }
    Ok(ids)
}

fn typed(object: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    object.fields.iter().filter(|field| field.is_typed())
}

/// Of each field the first value that is there; of fields that hold several, all.
fn proposed(object: &ObjectDef, records: &[&Record]) -> Values {
    let mut values = Values::new();
    for field in typed(object) {
        let held = records.iter().map(|record| record.value(&field.key));
        let value = if field.kind.is_several() {
            together(held)
        } else {
            held.clone()
                .find(|value| !value.is_empty())
                .cloned()
                .unwrap_or_default()
        };
        if !value.is_empty() {
            values.insert(field.key.clone(), value);
        }
    }
    values
}

fn together<'v>(held: impl Iterator<Item = &'v Value>) -> Value {
    let (mut tags, mut links) = (Vec::new(), Vec::new());
    for value in held {
        match value {
            Value::Tags(more) => {
                for tag in more {
                    if !tags.contains(tag) {
                        tags.push(tag.clone());
                    }
                }
            }
            Value::Links(more) => {
                for link in more {
                    if !links
                        .iter()
                        .any(|known: &contract::Link| known.id == link.id)
                    {
                        links.push(link.clone());
                    }
                }
            }
            _ => {}
        }
    }
    match (tags.is_empty(), links.is_empty()) {
        (false, _) => Value::Tags(tags),
        (true, false) => Value::Links(links),
        _ => Value::Empty,
    }
}

/// Fields of which more than one record says something, and not the same.
fn different(object: &ObjectDef, records: &[&Record]) -> Vec<String> {
    typed(object)
        .filter(|field| {
            let mut held = records
                .iter()
                .map(|record| record.value(&field.key))
                .filter(|value| !value.is_empty());
            let first = held.next();
            held.any(|value| first.is_some_and(|first| !first.same(value)))
        })
        .map(|field| field.key.clone())
        .collect()
}
