//! What happened with a record: its activities and its changes as one row of moments.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use contract::dto::records::{
    Entry, EventAction, FieldChange, Timeline, TimelineFilter, TimelineItem,
};
use contract::objects::ACTIVITY;
use contract::{Action, FieldKind, ObjectDef, Problem, Record, Value};
use entity::event;
use sea_orm::sea_query::{Condition, ExprTrait};
use uuid::Uuid;

use super::fill::{fill, titles_of};
use super::page::about;
use crate::access::{Granted, Order, word};
use crate::{Desk, Error, Result, sealing};

/// Entries of one page.
const ROWS: usize = 30;

/// A page of a record's timeline, the newest first.
///
/// # Errors
/// [`contract::Refusal::NotFound`].
pub async fn timeline(
    desk: &Desk,
    object: &str,
    id: Uuid,
    filter: &TimelineFilter,
    after: Option<&str>,
) -> Result<Timeline> {
    let granted = desk.granted(object, id, Action::See).await?;
    let before: Option<DateTime<Utc>> = after
        .map(str::parse)
        .transpose()
        .map_err(|_| Error::invalid("after", Problem::WrongKind))?;
    let mut items = Vec::new();
    if *filter != TimelineFilter::Events {
        items.extend(activities(desk, object, id, filter, before).await?);
    }
    if !matches!(filter, TimelineFilter::Kind(_)) {
        items.extend(events(desk, &granted, before).await?);
    }
    items.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.key.cmp(&a.key)));
    let next = cut(&mut items);
    Ok(Timeline { items, next })
}

/// Keeps one page. All entries of its last moment stay on it, so that the next page can begin before that moment.
fn cut(items: &mut Vec<TimelineItem>) -> Option<String> {
    let last = items.get(ROWS - 1)?.at;
    let end = items.iter().position(|item| item.at < last)?;
    items.truncate(end);
    Some(last.to_rfc3339())
}

async fn activities(
    desk: &Desk,
    object: &str,
    id: Uuid,
    filter: &TimelineFilter,
    before: Option<DateTime<Utc>>,
) -> Result<Vec<TimelineItem>> {
    let Some((visible, about)) = about(desk, object, id) else {
        return Ok(Vec::new());
    };
    let described = desk.object(ACTIVITY)?;
    let (at, kind) = (visible.column("at"), visible.column("kind"));
    let mut wanted = Condition::all().add(about).add(at.clone().is_not_null());
    if let Some(before) = before {
        wanted = wanted.add(at.lt(before));
    }
    if let TimelineFilter::Kind(key) = filter {
        wanted = wanted.add(kind.eq(key.as_str()));
    }
    let fields: Vec<_> = described.fields.iter().collect();
    let mut records = visible
        .only(wanted)
        .order("at", Order::Down)
        .first(ROWS as u64 + 1)
        .records(&fields)
        .await?;
    fill(desk, &described, &mut records).await?;
    Ok(records.into_iter().filter_map(item).collect())
}

fn item(record: Record) -> Option<TimelineItem> {
    let Value::DateTime(at) = *record.value("at") else {
        return None;
    };
    Some(TimelineItem {
        key: record.id.to_string(),
        at,
        entry: Entry::Activity(record),
    })
}

async fn events(
    desk: &Desk,
    granted: &Granted,
    before: Option<DateTime<Utc>>,
) -> Result<Vec<TimelineItem>> {
    let object = &*desk.object(&granted.object().key)?;
    let rows = granted.events(desk, before, ROWS as u64 + 1).await?;
    let mut changes: Vec<Vec<FieldChange>> = rows
        .iter()
        .map(|row| changes_of(desk, object, row))
        .collect::<Result<_>>()?;
    name_links(desk, object, &mut changes).await?;
    let items = rows.into_iter().zip(changes).filter_map(|(row, changes)| {
        let action = action(&row.action)?;
        let entry = Entry::Event {
            action,
            actor: row.actor,
            changes,
        };
        Some(TimelineItem {
            key: format!("e{}", row.seq),
            at: row.at,
            entry,
        })
    });
    Ok(items.collect())
}

/// The changes of an event, of fields that still exist.
fn changes_of(desk: &Desk, object: &ObjectDef, row: &event::Model) -> Result<Vec<FieldChange>> {
    let changes = sealing::from_log(desk, object, row)?;
    let known = changes
        .into_iter()
        .filter(|(field, _)| object.field(field).is_some() || field == "file");
    Ok(known
        .map(|(field, [before, after])| FieldChange {
            field,
            before,
            after,
        })
        .collect())
}

/// Gives links in changes the titles that the asker may see.
async fn name_links(
    desk: &Desk,
    object: &ObjectDef,
    changes: &mut [Vec<FieldChange>],
) -> Result<()> {
    let people = desk.crm().people();
    let mut wanted: HashMap<&str, HashSet<Uuid>> = HashMap::new();
    for change in changes.iter().flatten() {
        let Some(target) = object
            .field(&change.field)
            .and_then(|field| field.relation.as_deref())
        else {
            continue;
        };
        wanted.entry(target).or_default().extend(
            [change.before.id(), change.after.id()]
                .into_iter()
                .flatten(),
        );
    }
    let mut titles: HashMap<Uuid, String> = HashMap::new();
    for (target, ids) in wanted {
        titles.extend(titles_of(desk, target, ids).await?);
    }
    for change in changes.iter_mut().flatten() {
        let is_user = object
            .field(&change.field)
            .is_some_and(|field| field.kind == FieldKind::User);
        for value in [&mut change.before, &mut change.after] {
            let Value::Link(link) = value else { continue };
            let Some(id) = link.id else { continue };
            link.text = if is_user {
                people.name(id).unwrap_or_default().to_owned()
            } else {
                titles.get(&id).cloned().unwrap_or_default()
            };
        }
    }
    Ok(())
}

fn action(name: &str) -> Option<EventAction> {
    use EventAction as A;
    [
        A::Created,
        A::Updated,
        A::Deleted,
        A::Restored,
        A::Merged,
        A::Converted,
        A::Imported,
        A::FileAdded,
        A::FileRemoved,
        A::Seen,
        A::Consented,
    ]
    .into_iter()
    .find(|action| word(*action) == name)
}
