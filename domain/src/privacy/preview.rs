//! What an erasure would do, in numbers.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use contract::dto::privacy::{Counts, ErasurePreview, KeptYears, Place};
use contract::keeping::{DOCUMENTS, years_by_law};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::related::{self, Fate};
use super::subject::{One, Subject, people};
use super::table::{self, KeptOne, Step};
use super::{events, mentions, sides};
use crate::access::{pointing, whole};
use crate::{Crm, Desk, Result};

/// Records that are counted by one question.
const MOST: u64 = 10_000;

/// What erasing the person of a record would do. Changes nothing.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] unless the asker administers, [`contract::Refusal::NotFound`].
pub async fn preview(desk: &Desk, object: &str, id: Uuid) -> Result<ErasurePreview> {
    desk.must_administer()?;
    let crm = desk.crm();
    let read = super::beside::reader(crm);
    let people = people(desk, read, object, id).await?;
    let subject = Subject::of(crm, read, people).await?;
    let mut counts = Counts::from([(Place::Records, subject.records.len() as u64)]);
    let (mut kept, mut silenced) = (Vec::new(), subject.people.clone());
    let years = by_law(crm);
    count_related(
        (crm, &years),
        read,
        &subject,
        &mut counts,
        &mut kept,
        &mut silenced,
    )
    .await?;
    silenced.extend(sides::told_of(&subject.people));
    for side in sides::all(&subject)
        .into_iter()
        .chain(sides::with_rows(&subject))
    {
        *counts.entry(side.place).or_default() += sides::count(read, &side).await?;
    }
    for (place, count) in mentions::count(read, &subject).await? {
        *counts.entry(place).or_default() += count;
    }
    let imports = sides::imports(read, &subject).await?;
    counts.insert(
        Place::ImportFiles,
        sides::import_files(crm, &imports).len() as u64,
    );
    counts.insert(Place::Events, events::count(read, &silenced).await?);
    counts.retain(|_, count| *count > 0);
    let (before, at_work) = earlier(crm, &subject).await?;
    Ok(ErasurePreview {
        title: subject.title(),
        counts,
        kept: table::kept_of(&kept),
        years,
        by_hand: mentions::elsewhere(read, &subject).await?,
        before,
        at_work,
    })
}

/// For how long law asks to keep documents where the organisation is at home.
pub(super) fn by_law(crm: &Crm) -> KeptYears {
    let settings = crm.settings();
    let country = settings.country.code();
    let of = |object: &str| (object.to_owned(), years_by_law(country, object));
    DOCUMENTS.into_iter().map(of).collect()
}

async fn count_related<C: ConnectionTrait>(
    (crm, years): (&Crm, &KeptYears),
    connection: &C,
    subject: &Subject,
    counts: &mut Counts,
    kept: &mut Vec<KeptOne>,
    silenced: &mut Vec<One>,
) -> Result<()> {
    let mut seen: HashSet<Uuid> = subject.ids().into_iter().collect();
    for (object, field) in related::fields(crm, subject) {
        let to = subject.ids_of(field.relation.as_deref().unwrap_or_default());
        let ids = pointing(connection, &object, &field, &to, MOST).await?;
        let new: Vec<Uuid> = ids.into_iter().filter(|id| seen.insert(*id)).collect();
        for ids in new.chunks(500) {
            for record in whole(crm, connection, &object, ids).await? {
                let place = match related::fate(&object, &field, &record, subject) {
                    Fate::Goes(place) => place,
                    Fate::Emptied => Place::Emptied,
                    Fate::Parted => Place::Related,
                    Fate::Kept => {
                        let years = years.get(&object.key).copied().unwrap_or_default();
                        let until = related::until(&record, years.into());
                        kept.push((object.key.clone(), record.id, until));
                        continue;
                    }
                };
                if place != Place::Related {
                    silenced.push((object.key.clone(), record.id));
                }
                *counts.entry(place).or_default() += 1;
            }
        }
    }
    Ok(())
}

/// Erasures of somebody with the same address or number that are done, and the one of this person that goes on.
async fn earlier(crm: &Crm, subject: &Subject) -> Result<(Vec<DateTime<Utc>>, Option<Uuid>)> {
    let own = subject.hashes(crm);
    let (mut before, mut at_work) = (Vec::new(), None);
    for row in table::list(crm.door().house()).await? {
        let hashes = table::marks(&row)?.known;
        let is_them = subject
            .people
            .contains(&(row.object.clone(), row.record_id));
        match Step::of(&row) {
            Step::Done if hashes.iter().any(|hash| own.contains(hash)) => before.push(row.at),
            Step::Done => {}
            _ if is_them => at_work = Some(row.id),
            _ => {}
        }
    }
    Ok((before, at_work))
}
