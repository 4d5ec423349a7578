//! Files brought in together, as the application and the command line do it.

mod guessing;
mod one_sheet;
mod several;

use std::time::Duration;

use contract::dto::import_sets::ImportSet;
use contract::{ListQuery, Record};
use uuid::Uuid;

use super::{add, begin, set, start, upload_path};
use crate::{Desk, records};

/// A new set with some files, given as their names and contents.
async fn with(desk: &Desk, files: &[(&str, &str)]) -> ImportSet {
    let begun = begin(desk).await.unwrap();
    for (name, content) in files {
        let path = upload_path(desk, begun.id).await.unwrap();
        std::fs::write(&path, content).unwrap();
        add(desk, begun.id, name, &path).await.unwrap();
    }
    set(desk, begun.id).await.unwrap()
}

/// Waits until nobody works on a set any more.
async fn rested(desk: &Desk, id: Uuid) -> ImportSet {
    for _ in 0..3_000 {
        let set = set(desk, id).await.unwrap();
        if !set.state.is_moving() {
            return set;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the set does not come to rest");
}

/// Brings a set in.
async fn bring(desk: &Desk, id: Uuid) -> ImportSet {
    start(desk, id).await.unwrap();
    rested(desk, id).await
}

/// What the parts are of, in their order.
fn objects(set: &ImportSet) -> Vec<&str> {
    set.parts.iter().map(|part| part.object.as_str()).collect()
}

/// What was made and what was left out, part by part.
fn counts(set: &ImportSet) -> Vec<(&str, u64, u64)> {
    let told = |part: &'_ contract::dto::import_sets::SetPart| {
        let counts = part.status.counts;
        (counts.created, counts.failed + counts.duplicates)
    };
    set.parts
        .iter()
        .map(|part| (part.object.as_str(), told(part).0, told(part).1))
        .collect()
}

/// Every record of an object, by name.
async fn all(desk: &Desk, object: &str) -> Vec<Record> {
    let query = ListQuery {
        object: object.to_owned(),
        rows: 200,
        ..ListQuery::default()
    };
    let mut whole = Vec::new();
    for record in records::list(desk, &query).await.unwrap().records {
        whole.push(records::page(desk, object, record.id).await.unwrap().record);
    }
    whole.sort_by(|a, b| a.text("name").cmp(b.text("name")));
    whole
}

/// The name of what a relation of a record points to.
fn points_to(record: &Record, field: &str) -> String {
    match record.value(field) {
        contract::Value::Link(link) if link.id.is_some() => link.text.clone(),
        contract::Value::Link(link) => format!("?{}", link.text),
        _ => String::new(),
    }
}
