//! Records that point to the person: by one field of one object at a time, some records in each transaction.

use chrono::{Datelike, NaiveDate};
use contract::dto::privacy::Place;
use contract::keeping::DOCUMENTS;
use contract::objects::{ACTIVITY, CAMPAIGN_MEMBER, TICKET, USER};
use contract::value::Values;
use contract::{FieldDef, FieldKind, Link, ObjectDef, Record, Value};
use entity::erasure::Model;
use uuid::Uuid;

use super::subject::{MARK, Subject};
use super::table::KeptOne;
use super::{events, sides, table};
use crate::access::{Write, pointing, whole};
use crate::{Crm, Result, activities, search};

/// Records of one transaction.
pub(super) const SOME: u64 = 100;

/// The day from which a document is kept, by the fields that may say it.
pub(crate) const DATED: [&str; 4] = ["issued_on", "signed_on", "date", "created_at"];

/// What becomes of a record that points to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is nothing without them.
    Goes(Place),
    /// What was said in it goes.
    Emptied,
    /// It points to them no more.
    Parted,
    /// The law asks to keep it.
    Kept,
}

/// The fields by which records point to people, with their objects.
pub(super) fn fields(crm: &Crm, subject: &Subject) -> Vec<(std::sync::Arc<ObjectDef>, FieldDef)> {
    let mut found = Vec::new();
    let descriptions = crm.descriptions();
    for object in descriptions
        .whole()
        .iter()
        .filter(|object| object.key != USER)
    {
        for field in &object.fields {
            let to = field
                .relation
                .as_deref()
                .filter(|_| field.kind.is_relation());
            if to.is_some_and(|to| !subject.ids_of(to).is_empty()) {
                found.push((std::sync::Arc::clone(object), field.clone()));
            }
        }
    }
    found
}

/// What becomes of a record that points to the person by a field.
pub(super) fn fate(
    object: &ObjectDef,
    field: &FieldDef,
    record: &Record,
    subject: &Subject,
) -> Fate {
    if object.key == CAMPAIGN_MEMBER || object.line_of.as_deref() == Some(field.key.as_str()) {
        return Fate::Goes(Place::Members);
    }
    // Nothing of them is changed but the link, in whose place the name stays.
    if DOCUMENTS.contains(&object.key.as_str()) {
        return Fate::Kept;
    }
    if object.key != ACTIVITY {
        return Fate::Parted;
    }
    let people = subject.ids();
    let is_about_others = object.fields.iter().any(|field| {
        let to = field
            .kind
            .is_relation()
            .then(|| record.value(&field.key).id());
        to.flatten().is_some_and(|id| !people.contains(&id))
    });
    match is_about_others {
        true => Fate::Emptied,
        false => Fate::Goes(Place::Activities),
    }
}

/// Takes the person out of the next records that point to them. `false` when there are none left.
///
/// # Errors
/// When the database fails.
pub(super) async fn step(
    write: &mut Write<'_>,
    row: &mut Model,
    subject: &Subject,
) -> Result<bool> {
    let crm = std::sync::Arc::clone(write.desk().crm());
    for (object, field) in fields(&crm, subject) {
        let to = subject.ids_of(field.relation.as_deref().unwrap_or_default());
        let ids: Vec<Uuid> = pointing(write.transaction(), &object, &field, &to, SOME)
            .await?
            .into_iter()
            .filter(|id| !subject.people.contains(&(object.key.clone(), *id)))
            .collect();
        let records = whole(&crm, write.transaction(), &object, &ids).await?;
        if records.is_empty() {
            continue;
        }
        let touched: Vec<Values> = records.iter().map(|record| record.values.clone()).collect();
        for record in records {
            take_out(write, row, subject, &object, &field, record).await?;
        }
        activities::follow(write, &object.key, &touched).await?;
        return Ok(true);
    }
    Ok(false)
}

async fn take_out(
    write: &mut Write<'_>,
    row: &mut Model,
    subject: &Subject,
    object: &ObjectDef,
    field: &FieldDef,
    record: Record,
) -> Result<()> {
    let fate = fate(object, field, &record, subject);
    let crm = std::sync::Arc::clone(write.desk().crm());
    let one = [(object.key.clone(), record.id)];
    let erased = match fate {
        Fate::Goes(_) | Fate::Emptied => {
            sides::files_of(write, row, &one).await?;
            events::of_records(write, &one).await?
        }
        Fate::Parted | Fate::Kept => events::that_name(write, &one, subject).await?,
    };
    let place = match fate {
        Fate::Goes(place) => {
            let gone = [record];
            search::forget(write.transaction(), &crm.descriptions(), object, &gone).await?;
            write.forget(object, &gone).await?;
            place
        }
        Fate::Emptied | Fate::Parted => {
            let values = without(object, &record, subject, fate);
            write.overwrite(object, &record, values).await?;
            if fate == Fate::Emptied {
                Place::Emptied
            } else {
                Place::Related
            }
        }
        Fate::Kept => {
            keep(row, object, &record)?;
            let values = named(object, &record, subject);
            write.overwrite(object, &record, values).await?;
            return table::count(row, [(Place::Events, erased)]);
        }
    };
    table::count(row, [(place, 1), (Place::Events, erased)])
}

/// What stands in a record once the person is out of it.
fn without(object: &ObjectDef, record: &Record, subject: &Subject, fate: Fate) -> Values {
    let mut values = parted(object, record, subject, |_| Value::Empty);
    let is_said = fate == Fate::Emptied || object.key == TICKET;
    for field in object
        .fields
        .iter()
        .filter(|field| field.derived.is_none() && !field.unique)
    {
        let Some(said) = record.value(&field.key).said() else {
            continue;
        };
        let is_title = field.key == object.title || field.required;
        let is_text = matches!(field.kind, FieldKind::Text | FieldKind::LongText);
        let new = match field.kind {
            FieldKind::LongText if is_said => Some(Value::Empty),
            FieldKind::Text if fate == Fate::Emptied && is_title => Some(MARK.into()),
            FieldKind::Text if fate == Fate::Emptied => Some(Value::Empty),
            _ if is_text => subject.taken_out_of(said).map(Value::Text),
            FieldKind::Email | FieldKind::Phone => {
                subject.is_named_in(said).then_some(Value::Empty)
            }
            _ => None,
        };
        if let Some(new) = new {
            values.insert(field.key.clone(), new);
        }
    }
    values
}

/// A document keeps the name in place of the link.
pub(super) fn named(object: &ObjectDef, record: &Record, subject: &Subject) -> Values {
    parted(object, record, subject, |id| {
        let of = subject.records.iter().find(|(_, person)| person.id == id);
        let name = of.map(|(object, person)| person.text(&object.title).to_owned());
        match name.filter(|name| !name.is_empty()) {
            Some(text) => Value::Link(Link { id: None, text }),
            None => Value::Empty,
        }
    })
}

/// All links of a record to the person as `instead` says.
pub(super) fn parted(
    object: &ObjectDef,
    record: &Record,
    subject: &Subject,
    instead: impl Fn(Uuid) -> Value,
) -> Values {
    let people = subject.ids();
    let mut values = Values::new();
    for field in object
        .fields
        .iter()
        .filter(|field| field.kind.is_relation())
    {
        match record.value(&field.key) {
            Value::Link(Link { id: Some(id), .. }) if people.contains(id) => {
                values.insert(field.key.clone(), instead(*id));
            }
            Value::Links(links) => {
                let is_other = |link: &&Link| link.id.is_none_or(|id| !people.contains(&id));
                let others: Vec<Link> = links.iter().filter(is_other).cloned().collect();
                if others.len() < links.len() {
                    values.insert(field.key.clone(), Value::Links(others));
                }
            }
            _ => {}
        }
    }
    values
}

fn keep(row: &mut Model, object: &ObjectDef, record: &Record) -> Result<()> {
    let mut kept: Vec<KeptOne> = serde_json::from_str(&row.kept)?;
    if !kept.iter().any(|(_, id, _)| *id == record.id) {
        let years = table::kept_years(row, &object.key)?;
        kept.push((object.key.clone(), record.id, until(record, years)));
    }
    row.kept = serde_json::to_string(&kept)?;
    Ok(())
}

/// The last day on which a document has to be kept: so many years after the end of its own.
pub(crate) fn until(record: &Record, years: i32) -> NaiveDate {
    let dated = DATED.iter().find_map(|key| match record.value(key) {
        Value::Date(day) => Some(*day),
        Value::DateTime(at) => Some(at.date_naive()),
        _ => None,
    });
    let year = dated
        .unwrap_or_else(|| chrono::Utc::now().date_naive())
        .year()
        + years;
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX)
}
