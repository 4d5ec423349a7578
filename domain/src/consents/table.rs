//! The rows of what people said.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entity::{attachment, consent, consent_kept, consent_state};
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::state::{Place, Word};
use crate::Result;

/// A record: object and id.
pub(super) type One = (String, Uuid);

/// What was recorded of some records.
pub(super) async fn entries<C: ConnectionTrait>(
    connection: &C,
    records: &[One],
) -> Result<Vec<consent::Model>> {
    let found = consent::Entity::find()
        .filter(are(records))
        .order_by_asc(consent::Column::RecordedAt);
    Ok(found.all(connection).await?)
}

fn are(records: &[One]) -> Condition {
    // Without any record it is none, and not all.
    let nothing = consent::Column::Id.is_in(Vec::<Uuid>::new());
    records
        .iter()
        .fold(Condition::any().add(nothing), |any, (object, id)| {
            let one = consent::Column::Object.eq(object.as_str());
            any.add(one.and(consent::Column::RecordId.eq(*id)))
        })
}

pub(super) async fn insert<C: ConnectionTrait>(connection: &C, row: consent::Model) -> Result<()> {
    let insert = consent::Entity::insert(row.into_active_model().reset_all());
    insert.exec_without_returning(connection).await?;
    Ok(())
}

/// Takes away what a merge had written.
pub(super) async fn remove_joined<C: ConnectionTrait>(connection: &C, merge: Uuid) -> Result<()> {
    consent::Entity::delete_many()
        .filter(consent::Column::Joined.eq(merge))
        .exec(connection)
        .await?;
    Ok(())
}

/// Removes what was recorded of some records. Answers how many entries there were.
pub(super) async fn remove<C: ConnectionTrait>(connection: &C, records: &[One]) -> Result<u64> {
    let gone = consent::Entity::delete_many()
        .filter(are(records))
        .exec(connection)
        .await?;
    for (object, id) in records {
        remove_states(connection, object, *id).await?;
    }
    Ok(gone.rows_affected)
}

async fn remove_states<C: ConnectionTrait>(connection: &C, object: &str, id: Uuid) -> Result<()> {
    consent_state::Entity::delete_many()
        .filter(consent_state::Column::Object.eq(object))
        .filter(consent_state::Column::RecordId.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

/// Writes how it stands, for lists to be filtered by.
pub(super) async fn write_states<C: ConnectionTrait>(
    connection: &C,
    records: &[One],
    words: &BTreeMap<Place, Word>,
) -> Result<()> {
    for (object, id) in records {
        remove_states(connection, object, *id).await?;
        let rows = words.iter().map(|((purpose, channel), word)| {
            consent_state::Model {
                object: object.clone(),
                record_id: *id,
                purpose_id: *purpose,
                channel: channel.word().to_owned(),
                state: word.state.word().to_owned(),
                since: word.since,
                until: word.until,
            }
            .into_active_model()
            .reset_all()
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            consent_state::Entity::insert_many(rows)
                .exec_without_returning(connection)
                .await?;
        }
    }
    Ok(())
}

/// Whether a file proves what somebody said.
pub(super) async fn has_proof<C: ConnectionTrait>(connection: &C, file: Uuid) -> Result<bool> {
    let proven = consent::Entity::find().filter(consent::Column::FileId.eq(file));
    Ok(proven.count(connection).await? > 0)
}

/// The names of files, also of those in the bin: what proves something is told.
pub(super) async fn file_names<C: ConnectionTrait>(
    connection: &C,
    ids: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, String>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = attachment::Entity::find()
        .filter(attachment::Column::Id.is_in(ids))
        .all(connection)
        .await?;
    Ok(found.into_iter().map(|file| (file.id, file.name)).collect())
}

/// What is kept of people who were erased, by hashes of addresses and numbers.
pub(super) async fn kept<C: ConnectionTrait>(
    connection: &C,
    marks: &[String],
) -> Result<Vec<consent_kept::Model>> {
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let found =
        consent_kept::Entity::find().filter(consent_kept::Column::Mark.is_in(marks.to_vec()));
    Ok(found.all(connection).await?)
}

/// Keeps that somebody had said no. The later day stays.
pub(super) async fn keep<C: ConnectionTrait>(
    connection: &C,
    mark: &str,
    (purpose, channel): Place,
    (state, said_on): (&str, NaiveDate),
) -> Result<()> {
    let row = consent_kept::Model {
        mark: mark.to_owned(),
        purpose_id: purpose,
        channel: channel.word().to_owned(),
        state: state.to_owned(),
        said_on,
    };
    let newer = OnConflict::columns([
        consent_kept::Column::Mark,
        consent_kept::Column::PurposeId,
        consent_kept::Column::Channel,
    ])
    .update_columns([consent_kept::Column::State, consent_kept::Column::SaidOn])
    .to_owned();
    consent_kept::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(newer)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}
