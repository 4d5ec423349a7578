//! Records that are nobody, removed for good by a rule of retention: rows, lines, activities that are about nothing else,
//! files, index, journals, and what the log says of them. What else pointed to them does so no more. No ledger brings them
//! back to the bin after a restore: the rule itself finds them again on its next day.

use std::sync::Arc;

use contract::{ObjectDef, Record, Refusal, Value};
use uuid::Uuid;

use super::related::{self, Fate, SOME};
use super::subject::{One, Subject};
use super::{events, sides};
use crate::access::{Write, pointing, whole};
use crate::{Crm, Error, Result, activities, files, search};

/// Why content of the log is destroyed, as the log itself says it.
const REASON: &str = "the time of a record was over";
/// Lines of lines and what hangs on them; nothing is nested so deep.
const DEEPEST: usize = 8;

/// Removes some records of an object, with everything that is nothing without them. Answers how many of them there were;
/// contents of files that may have to be removed from the disk are added to `digests`.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers; when the database fails.
pub(crate) async fn remove(
    write: &mut Write<'_>,
    object: &Arc<ObjectDef>,
    ids: &[Uuid],
    digests: &mut Vec<String>,
) -> Result<u64> {
    write.desk().must_administer()?;
    let crm = Arc::clone(write.desk().crm());
    let records = whole(&crm, write.transaction(), object, ids).await?;
    let count = records.len() as u64;
    let mut left = vec![(Arc::clone(object), records)];
    for _ in 0..DEEPEST {
        let mut next = Vec::new();
        for (object, records) in left {
            if !records.is_empty() {
                next.extend(remove_level(write, &crm, &object, records, digests).await?);
            }
        }
        if next.is_empty() {
            return Ok(count);
        }
        left = next;
    }
    Err(Error::broken("lines are nested too deep"))
}

type Level = Vec<(Arc<ObjectDef>, Vec<Record>)>;

/// Removes records, and answers those that are nothing without them.
async fn remove_level(
    write: &mut Write<'_>,
    crm: &Crm,
    object: &Arc<ObjectDef>,
    records: Vec<Record>,
    digests: &mut Vec<String>,
) -> Result<Level> {
    let subject = Subject::of_things(object, records);
    let orphans = part(write, crm, &subject).await?;
    let all: Vec<One> = subject.people.clone();
    let records: Vec<Record> = subject
        .records
        .iter()
        .map(|(_, record)| record.clone())
        .collect();
    sides::remove(write, &subject).await?;
    digests.extend(sides::digests_of(write, &all).await?);
    search::forget(write.transaction(), &crm.descriptions(), object, &records).await?;
    events::of_records_because(write, &all, REASON).await?;
    write.forget(object, &records).await?;
    let values = records.iter().map(|record| &record.values);
    activities::follow(write, &object.key, values).await?;
    Ok(orphans)
}

/// Lets nothing point to the records any more. Answers what is nothing without them.
async fn part(write: &mut Write<'_>, crm: &Crm, subject: &Subject) -> Result<Level> {
    let mut orphans = Level::new();
    for (object, field) in related::fields(crm, subject) {
        let to = subject.ids_of(field.relation.as_deref().unwrap_or_default());
        let mut seen: Vec<Uuid> = Vec::new();
        loop {
            let most = SOME + seen.len() as u64;
            let found = pointing(write.transaction(), &object, &field, &to, most).await?;
            let ids: Vec<Uuid> = found.into_iter().filter(|id| !seen.contains(id)).collect();
            if ids.is_empty() {
                break;
            }
            let mut goes = Vec::new();
            for record in whole(crm, write.transaction(), &object, &ids).await? {
                seen.push(record.id);
                match related::fate(&object, &field, &record, subject) {
                    Fate::Goes(_) => goes.push(record),
                    Fate::Kept => {
                        let values = related::named(&object, &record, subject);
                        write.overwrite(&object, &record, values).await?;
                    }
                    Fate::Emptied | Fate::Parted => {
                        let values = related::parted(&object, &record, subject, |_| Value::Empty);
                        write.overwrite(&object, &record, values).await?;
                    }
                }
            }
            if !goes.is_empty() {
                orphans.push((Arc::clone(&object), goes));
            }
        }
    }
    Ok(orphans)
}

/// Removes contents from the disk that no file has any more.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers; when database or disk fails: the next try goes on.
pub(crate) async fn empty(write: &Write<'_>, digests: &[String]) -> Result<()> {
    if !write.desk().actor().is_administrator() {
        return Err(Refusal::Forbidden.into());
    }
    for digest in sides::unused(write, digests).await? {
        files::remove_content(write.desk().crm(), &digest).await?;
    }
    Ok(())
}
