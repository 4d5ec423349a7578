//! The files of a record, and one of them to read.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::BTreeMap;
use std::io;

use bytes::Bytes;
use contract::dto::files::FileInfo;
use contract::dto::records::EventAction;
use contract::{Action, Problem, Refusal, Value};
use entity::attachment;
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::ObjectStore;
use object_store::path::Path;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set,
};
use uuid::Uuid;

use super::kind;
use crate::access::Granted;
use crate::{Crm, Desk, Error, Result, consents, simulations};

/// The bytes of a file.
pub type Content = BoxStream<'static, io::Result<Bytes>>;

/// The files of a record, the newest first.
///
/// # Errors
/// [`Refusal::NotFound`] when the record is not there or not to be seen.
pub async fn of(desk: &Desk, object: &str, id: Uuid) -> Result<Vec<FileInfo>> {
    desk.granted(object, id, Action::See).await?;
    let may_delete = may_edit(desk, object, id).await?;
    let files = attachment::Entity::find()
        .filter(attachment::Column::Object.eq(object))
        .filter(attachment::Column::RecordId.eq(id))
        .filter(attachment::Column::DeletedAt.is_null())
        .order_by_desc(attachment::Column::AddedAt)
        .order_by_desc(attachment::Column::Id);
    let rows = files.all(desk.crm().door().house().read()).await?;
    Ok(rows
        .into_iter()
        .map(|row| info(desk.crm(), row, may_delete))
        .collect())
}

/// How many files a record has.
///
/// # Errors
/// When the database fails.
pub(crate) async fn count(desk: &Desk, granted: &Granted) -> Result<u32> {
    let files = attachment::Entity::find()
        .filter(attachment::Column::Object.eq(granted.object().key.as_str()))
        .filter(attachment::Column::RecordId.eq(granted.id()))
        .filter(attachment::Column::DeletedAt.is_null());
    let count = files.count(desk.crm().door().house().read()).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Whether a file lies on a record and is not in the bin.
///
/// # Errors
/// When the database fails.
pub(crate) async fn is_on(desk: &Desk, object: &str, record: Uuid, id: Uuid) -> Result<bool> {
    let found = attachment::Entity::find_by_id(id)
        .one(desk.crm().door().house().read())
        .await?;
    Ok(found.is_some_and(|file| {
        file.object == object && file.record_id == record && file.deleted_at.is_none()
    }))
}

/// One file with its bytes.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not there, in the bin, or on a record that is not to be seen.
pub async fn open(desk: &Desk, id: Uuid) -> Result<(FileInfo, Content)> {
    let row = row(desk, id).await?;
    if row.deleted_at.is_some() {
        return Err(Refusal::NotFound.into());
    }
    desk.granted(&row.object, row.record_id, Action::See)
        .await?;
    simulations::note_look(desk, &row.object, Some(row.record_id)).await?;
    let found = desk
        .crm()
        .files()
        .get(&place(&row.digest))
        .await
        .map_err(Error::broken)?;
    let content = found.into_stream().map_err(io::Error::other).boxed();
    Ok((info(desk.crm(), row, false), content))
}

/// Puts a file into the bin, or brings it back.
///
/// # Errors
/// [`Refusal::NotFound`] when it is not there or on a record that is not to be seen, [`Refusal::Forbidden`]
/// when that record may not be changed, [`Refusal::Invalid`] at `file` where it is to go and proves a consent.
pub async fn set_deleted(desk: &Desk, id: Uuid, deleted: bool) -> Result<()> {
    let row = row(desk, id).await?;
    let granted = desk
        .granted(&row.object, row.record_id, Action::Edit)
        .await?;
    if row.deleted_at.is_some() == deleted {
        return Ok(());
    }
    let name = Value::from(row.name.as_str());
    let (action, change) = if deleted {
        (EventAction::FileRemoved, [name, Value::Empty])
    } else {
        (EventAction::FileAdded, [Value::Empty, name])
    };
    let mut write = desk.write().await?;
    if deleted && consents::is_proof(write.transaction(), id).await? {
        return Err(Refusal::invalid("file", Problem::ProvesConsent).into());
    }
    let at = deleted.then(|| write.now());
    let update = attachment::ActiveModel {
        id: Set(id),
        deleted_at: Set(at),
        ..Default::default()
    };
    update.update(write.transaction()).await?;
    write.note(
        &granted,
        action,
        BTreeMap::from([("file".to_owned(), change)]),
    );
    write.commit().await
}

async fn row(desk: &Desk, id: Uuid) -> Result<attachment::Model> {
    let found = attachment::Entity::find_by_id(id)
        .one(desk.crm().door().house().read())
        .await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

async fn may_edit(desk: &Desk, object: &str, id: Uuid) -> Result<bool> {
    match desk.granted(object, id, Action::Edit).await {
        Ok(_) => Ok(true),
        Err(Error::Refused(_)) => Ok(false),
        Err(broken) => Err(broken),
    }
}

/// Where the bytes of a digest lie; equal files lie there once.
pub(super) fn place(digest: &str) -> Path {
    Path::from(format!(
        "content/{}/{digest}",
        digest.get(..2).unwrap_or_default()
    ))
}

/// Removes the bytes of a digest; what is not there is gone already.
///
/// # Errors
/// When the disk fails.
pub(crate) async fn remove_content(crm: &Crm, digest: &str) -> Result<()> {
    match crm.files().delete(&place(digest)).await {
        Err(object_store::Error::NotFound { .. }) | Ok(()) => Ok(()),
        Err(error) => Err(Error::broken(error)),
    }
}

pub(super) fn info(crm: &Crm, row: attachment::Model, may_delete: bool) -> FileInfo {
    let added_by = row
        .added_by
        .and_then(|id| crm.people().name(id).map(str::to_owned));
    FileInfo {
        id: row.id,
        name: row.name,
        is_image: kind::is_image(&row.media_type),
        media_type: row.media_type,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        added_at: row.added_at,
        added_by: added_by.unwrap_or_default(),
        may_delete,
    }
}
