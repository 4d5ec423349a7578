//! What a person said is recorded.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use contract::dto::consents::{
    Channel, ConsentSource, ConsentState, Consents, LONGEST_WORDING, Purpose, RecordConsent,
};
use contract::dto::records::EventAction;
use contract::{Action, FieldProblem, Problem, Refusal, Value};
use entity::consent::Model;
use uuid::Uuid;

use super::person::{must_be_person, today};
use super::{joining, purposes, table};
use crate::access::Write;
use crate::{Desk, Result, files};

/// Records what the person of a record said to a purpose and some channels. Nothing that was recorded before is changed.
///
/// # Errors
/// As [`Desk::granted`] for editing; [`Refusal::NotFound`] when the record is no person; [`Refusal::Invalid`] at `purpose`,
/// `channels`, `state`, `on`, `source`, `wording`, `note` and `file`.
pub async fn record(desk: &Desk, asked: &RecordConsent) -> Result<Consents> {
    must_be_person(&asked.object)?;
    let granted = desk
        .granted(&asked.object, asked.record, Action::Edit)
        .await?;
    let purpose = checked(desk, asked).await?;
    let mut channels = asked.channels.clone();
    channels.sort_unstable();
    channels.dedup();
    let mut write = desk.write().await?;
    for channel in &channels {
        let row = row(&write, asked, *channel, &purpose);
        table::insert(write.transaction(), row).await?;
    }
    joining::settle(&write, &asked.object, asked.record).await?;
    let words: Vec<&str> = channels.iter().map(|channel| channel.word()).collect();
    let said = |text: String| [Value::Empty, Value::Text(text)];
    let changes = BTreeMap::from([
        ("purpose".to_owned(), said(purpose.name.en.clone())),
        ("channels".to_owned(), said(words.join(", "))),
        ("state".to_owned(), said(asked.state.word().to_owned())),
        ("on".to_owned(), said(asked.on.to_string())),
    ]);
    write.note(&granted, EventAction::Consented, changes);
    write.commit().await?;
    super::of(desk, &asked.object, asked.record).await
}

/// The purpose, if everything that is asked can be recorded.
async fn checked(desk: &Desk, asked: &RecordConsent) -> Result<Purpose> {
    let known = purposes::all(desk.crm()).await?;
    let found = known
        .into_iter()
        .find(|purpose| purpose.id == asked.purpose);
    let Some(purpose) = found else {
        return Err(Refusal::invalid("purpose", Problem::UnknownChoice).into());
    };
    let mut problems = problems_of(desk, asked, &purpose);
    let mut add = |field: &str, problem| problems.push(FieldProblem::new(field, problem));
    let read = desk.crm().door().house().read();
    if let Some(version) = asked.wording
        && !purposes::has_wording(read, purpose.id, version).await?
    {
        add("wording", Problem::Unknown);
    }
    if let Some(file) = asked.file
        && !files::is_on(desk, &asked.object, asked.record, file).await?
    {
        add("file", Problem::PointsNowhere);
    }
    match problems.is_empty() {
        true => Ok(purpose),
        false => Err(Refusal::Invalid(problems).into()),
    }
}

fn problems_of(desk: &Desk, asked: &RecordConsent, purpose: &Purpose) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut add = |field: &str, problem| problems.push(FieldProblem::new(field, problem));
    let gives = asked.state == ConsentState::Given;
    // A no is taken always, also to what is asked no more.
    if gives && purpose.is_retired {
        add("purpose", Problem::UnknownChoice);
    }
    if asked.channels.is_empty() {
        add("channels", Problem::Required);
    } else if gives
        && asked
            .channels
            .iter()
            .any(|one| !purpose.channels.contains(one))
    {
        add("channels", Problem::UnknownChoice);
    }
    if !ConsentState::SAID.contains(&asked.state) {
        add("state", Problem::UnknownChoice);
    }
    if !ConsentSource::NAMED.contains(&asked.source) {
        add("source", Problem::UnknownChoice);
    }
    if asked.on > today(desk) {
        add("on", Problem::Future);
    }
    if asked.note.trim().chars().count() > LONGEST_WORDING as usize {
        let limit = LONGEST_WORDING;
        add("note", Problem::TooLong { limit });
    }
    problems
}

fn row(write: &Write<'_>, asked: &RecordConsent, channel: Channel, purpose: &Purpose) -> Model {
    let actor = write.desk().actor();
    Model {
        id: Uuid::now_v7(),
        object: asked.object.clone(),
        record_id: asked.record,
        purpose_id: purpose.id,
        channel: channel.word().to_owned(),
        state: asked.state.word().to_owned(),
        said_on: asked.on,
        until: until(asked, purpose),
        source: asked.source.word().to_owned(),
        wording: asked.wording,
        note: asked.note.trim().to_owned(),
        file_id: asked.file,
        recorded_at: write.now(),
        by_id: actor.id(),
        by_name: actor.name().to_owned(),
        joined: None,
    }
}

/// The last day on which a consent counts.
fn until(asked: &RecordConsent, purpose: &Purpose) -> Option<NaiveDate> {
    let ends = asked.state == ConsentState::Given && purpose.months > 0;
    ends.then(|| {
        asked
            .on
            .checked_add_months(Months::new(purpose.months.into()))
    })?
}
