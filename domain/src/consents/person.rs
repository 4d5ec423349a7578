//! How it stands with somebody.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use contract::dto::consents::{
    Channel, ConsentEntry, ConsentLine, ConsentSource, ConsentState, Consents, Purpose,
};
use contract::objects::is_person;
use contract::{Action, FieldRight, ObjectDef, Record, Refusal, Value};
use entity::consent::Model;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::state::{Place, Word, allows, last_words};
use super::table::One;
use super::{erasing, purposes, table};
use crate::privacy::{Subject, people};
use crate::{Desk, Result, clock};

/// Fields by which a person says themselves that they want no calls.
const NO_CALLS: &str = "do_not_call";

/// All that is known of the consents of the person of a record, also by records that became one with it, by the lead it was
/// and by what was kept when they were erased before.
///
/// # Errors
/// [`Refusal::NotFound`] when the record is not to be seen or no person.
pub async fn of(desk: &Desk, object: &str, id: Uuid) -> Result<Consents> {
    must_be_person(object)?;
    desk.granted(object, id, Action::See).await?;
    let known = known(desk, object, id).await?;
    let words = last_words(&known.entries);
    let all = purposes::all(desk.crm()).await?;
    let is_shown =
        |purpose: &Purpose| !purpose.is_retired || words.keys().any(|(id, _)| *id == purpose.id);
    let shown: Vec<Purpose> = all.into_iter().filter(is_shown).collect();
    let day = today(desk);
    let lines = lines_of(&shown, &words, &known, day);
    Ok(Consents {
        history: told(desk, known.entries).await?,
        purposes: shown,
        lines,
        may_record: desk.granted(object, id, Action::Edit).await.is_ok(),
    })
}

/// Whether the person of a record may be contacted for a purpose by a channel, today. Whoever sends asks this of each
/// person, and anew when it is sent.
///
/// # Errors
/// [`Refusal::NotFound`] when the record is not to be seen, no person, or in the bin, or there is no such purpose.
pub async fn may_contact(
    desk: &Desk,
    object: &str,
    id: Uuid,
    purpose: Uuid,
    channel: Channel,
) -> Result<bool> {
    must_be_person(object)?;
    desk.granted(object, id, Action::See).await?;
    let all = purposes::all(desk.crm()).await?;
    let purpose = all.into_iter().find(|one| one.id == purpose);
    let purpose = purpose.ok_or(Refusal::NotFound)?;
    let known = known(desk, object, id).await?;
    let word = last_words(&known.entries)
        .get(&(purpose.id, channel))
        .copied();
    let state = word.map_or(ConsentState::NotAsked, |word| word.on(today(desk)));
    Ok(known.takes(channel) && allows(&purpose, channel, state))
}

/// Whether a file proves what somebody said.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_proof<C: ConnectionTrait>(connection: &C, file: Uuid) -> Result<bool> {
    table::has_proof(connection, file).await
}

/// What is known of a person.
struct Known {
    entries: Vec<Model>,
    calls: Calls,
}

/// What the records of a person say of calls themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Calls {
    Taken,
    Unwanted,
    /// It is hidden from who asks: the answer is the same whatever it says, and nobody is called.
    Untold,
}

impl Known {
    fn takes(&self, channel: Channel) -> bool {
        !is_call(channel) || self.calls == Calls::Taken
    }

    fn is_untold(&self, channel: Channel) -> bool {
        is_call(channel) && self.calls == Calls::Untold
    }
}

fn is_call(channel: Channel) -> bool {
    matches!(channel, Channel::Phone | Channel::Sms)
}

async fn known(desk: &Desk, object: &str, id: Uuid) -> Result<Known> {
    let (crm, read) = (desk.crm(), desk.crm().door().house().read());
    let records: Vec<One> = people(desk, read, object, id).await?;
    let mut entries = table::entries(read, &records).await?;
    let subject = Subject::of(crm, read, records).await?;
    entries.extend(erasing::kept_of(read, &subject.hashes(crm)).await?);
    let calls = calls(desk, &subject);
    Ok(Known { entries, calls })
}

fn calls(desk: &Desk, subject: &Subject) -> Calls {
    let is_said = |(object, _): &&(Arc<ObjectDef>, Record)| object.field(NO_CALLS).is_some();
    let mut said = subject.records.iter().filter(is_said);
    let is_hidden = |(object, _): &(Arc<ObjectDef>, Record)| {
        desk.field_right(&object.key, NO_CALLS) < FieldRight::See
    };
    let says_no = |(_, record): &(Arc<ObjectDef>, Record)| {
        matches!(record.value(NO_CALLS), Value::YesNo(true))
    };
    if said.clone().any(is_hidden) {
        return Calls::Untold;
    }
    match said.any(says_no) {
        true => Calls::Unwanted,
        false => Calls::Taken,
    }
}

/// One line for each purpose and channel, also for a channel that a purpose has no more and of which something was said.
fn lines_of(
    shown: &[Purpose],
    words: &BTreeMap<Place, Word>,
    known: &Known,
    day: NaiveDate,
) -> Vec<ConsentLine> {
    let mut lines = Vec::new();
    for purpose in shown {
        for channel in Channel::ALL {
            let word = words.get(&(purpose.id, channel));
            if word.is_none() && !purpose.channels.contains(&channel) {
                continue;
            }
            let state = word.map_or(ConsentState::NotAsked, |word| word.on(day));
            lines.push(ConsentLine {
                purpose: purpose.id,
                channel,
                state,
                since: word.map(|word| word.since),
                until: word.and_then(|word| word.until),
                may_contact: known.takes(channel) && allows(purpose, channel, state),
                must_ask: known.is_untold(channel) && allows(purpose, channel, state),
            });
        }
    }
    lines
}

async fn told(desk: &Desk, mut entries: Vec<Model>) -> Result<Vec<ConsentEntry>> {
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.said_on, entry.recorded_at, entry.id)));
    let files = entries.iter().filter_map(|entry| entry.file_id).collect();
    let names = table::file_names(desk.crm().door().house().read(), files).await?;
    let told = entries.into_iter().filter_map(|entry| {
        Some(ConsentEntry {
            id: entry.id,
            purpose: entry.purpose_id,
            channel: Channel::of(&entry.channel)?,
            state: ConsentState::of(&entry.state)?,
            on: entry.said_on,
            until: entry.until,
            source: ConsentSource::of(&entry.source).unwrap_or_default(),
            wording: entry.wording,
            note: entry.note,
            file: entry
                .file_id
                .and_then(|id| Some((id, names.get(&id)?.clone()))),
            recorded_at: entry.recorded_at,
            by: entry.by_name,
        })
    });
    Ok(told.collect())
}

/// Only people say anything.
pub(super) fn must_be_person(object: &str) -> Result<()> {
    match is_person(object) {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}

/// The day it is for who asks.
pub(super) fn today(desk: &Desk) -> NaiveDate {
    clock::today(desk.now(), &desk.preferences().time_zone)
}
