//! The records of the person themselves, and the contents of files.

use std::io;
use std::sync::Arc;

use contract::dto::privacy::Place;
use entity::erasure::Model;
use uuid::Uuid;

use super::subject::Subject;
use super::{sides, table};
use crate::access::Write;
use crate::{Crm, Error, Result, files, search};

/// Removes the records, wherever they are.
///
/// # Errors
/// When the database fails.
pub(super) async fn erase(write: &mut Write<'_>, row: &mut Model, subject: &Subject) -> Result<()> {
    let crm = Arc::clone(write.desk().crm());
    let described = crm.descriptions();
    for side in sides::with_rows(subject) {
        if side.place != Place::Files {
            let found = sides::count(write.transaction(), &side).await?;
            table::count(row, [(side.place, found)])?;
        }
    }
    for (object, record) in &subject.records {
        let one = std::slice::from_ref(record);
        search::forget(write.transaction(), &described, object, one).await?;
        write.forget(object, one).await?;
    }
    table::count(row, [(Place::Records, subject.records.len() as u64)])
}

/// Removes contents that no file has any more from the disk, and files of imports. What is not there any more is gone.
///
/// # Errors
/// When database or disk fails; the next try goes on.
pub(super) async fn remove_files(write: &Write<'_>, row: &mut Model) -> Result<()> {
    let crm = write.desk().crm();
    let waiting: Vec<String> = serde_json::from_str(&row.digests)?;
    let (uploads, digests): (Vec<String>, Vec<String>) = waiting
        .into_iter()
        .partition(|place| place.starts_with(sides::UPLOAD));
    for digest in sides::unused(write, &digests).await? {
        files::remove_content(crm, &digest).await?;
    }
    for upload in uploads {
        let id = upload.trim_start_matches(sides::UPLOAD).parse::<Uuid>();
        remove_upload(crm, id.map_err(Error::broken)?).await?;
    }
    "[]".clone_into(&mut row.digests);
    Ok(())
}

async fn remove_upload(crm: &Crm, import: Uuid) -> Result<()> {
    match tokio::fs::remove_file(sides::upload(crm, import)).await {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
