//! Lines follow what colleagues do: they change where nobody types, come and go.

use contract::{Filter, ListQuery, Operator, Record, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::state::{Line, Lines, prefix_of};
use crate::api::records::list;
use crate::live::{Due, Watch, ask};
use crate::ui::browser;

/// Keeps the lines fresh, as long as the calling component is drawn; not while one is being dragged.
pub(super) fn keep_lines(lines: Lines) {
    let (object, by) = (
        lines.object.with_value(|object| object.key.clone()),
        lines.by.get_value(),
    );
    let query = StoredValue::new(ListQuery {
        filters: vec![Filter::new(&by, Operator::Is, &lines.open.id().to_string())],
        object: object.clone(),
        ..ListQuery::default()
    });
    Watch::over(
        &object,
        move || shown(lines),
        move || lines.lifted.try_with_untracked(Option::is_some) != Some(false),
        move |watch, due| {
            if let Some(query) = query.try_get_value() {
                spawn_local(renew(lines, query, watch, due));
            }
        },
    );
}

fn shown(lines: Lines) -> Vec<(Uuid, i32)> {
    let known = |line: &Line| {
        let record = line.record.try_get_untracked().flatten()?;
        Some((record.id, record.version))
    };
    let rows = |rows: &Vec<Line>| rows.iter().filter_map(known).collect();
    lines.rows.try_with_untracked(rows).unwrap_or_default()
}

async fn renew(lines: Lines, query: ListQuery, watch: Watch, due: Due) {
    let ids = due.ids(shown(lines).into_iter().map(|(id, _)| id));
    let Ok(found) = ask(&query, &ids).await else {
        return watch.later(due);
    };
    let is_missing = |id: &&Uuid| found.iter().all(|record| record.id != **id);
    for id in ids.iter().filter(is_missing) {
        let_go(lines, *id);
    }
    let all = match due.all {
        true => list(query).await.map(|page| page.records).ok(),
        false => None,
    };
    for record in all.unwrap_or(found) {
        match lines.find(record.id) {
            Some(line) => follow(line, record),
            None => insert(lines, record),
        }
    }
}

fn follow(line: Line, record: Record) {
    let prefix = prefix_of(line);
    let in_use = |key: &str| {
        browser::focused().is_some_and(|element| element.id() == format!("{prefix}-{key}"))
    };
    line.saving.draft.follow(&record, in_use);
    line.record.try_set(Some(record));
}

/// A line that is being changed stays: saving it says that it is gone.
fn let_go(lines: Lines, id: Uuid) {
    if let Some(line) = lines
        .find(id)
        .filter(|line| !line.saving.draft.is_changed())
    {
        lines.drop_row(line);
    }
}

/// Puts a line where its place is; the last where lines have none.
fn insert(lines: Lines, record: Record) {
    let place = place_of(lines, &record);
    let line = lines.line(record);
    lines.rows.try_update(|rows| {
        let follows = |other: &Line| {
            let record = other.record.get_untracked();
            place.is_some() && record.is_some_and(|record| place_of(lines, &record) > place)
        };
        let at = rows.iter().position(follows).unwrap_or(rows.len());
        rows.insert(at, line);
    });
}

fn place_of(lines: Lines, record: &Record) -> Option<i64> {
    match record.value(&lines.order_field()?) {
        Value::Integer(place) => Some(*place),
        _ => None,
    }
}
