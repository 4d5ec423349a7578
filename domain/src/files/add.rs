//! Taking a file in: first the bytes, whole and on disk, then the row that names them.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::BTreeMap;
use std::io;

use bytes::Bytes;
use contract::dto::files::{FileInfo, LARGEST_FILE};
use contract::dto::records::EventAction;
use contract::{Action, Problem, Refusal, Value};
use entity::attachment;
use futures::{Stream, StreamExt};
use object_store::ObjectStore;
use object_store::buffered::BufWriter;
use object_store::path::Path;
use sea_orm::EntityTrait;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::kind;
use super::table::{info, place};
use crate::digest::hexadecimal;
use crate::{Crm, Desk, Error, Result};

/// Longest name of a file, in characters.
const LONGEST_NAME: u32 = 255;

/// Takes a file in and puts it on a record.
///
/// # Errors
/// As [`Desk::granted`] for editing; [`Refusal::TooLarge`] beyond [`LARGEST_FILE`]; [`Refusal::Invalid`] at
/// `name`. When the bytes do not come to an end, nothing is kept.
pub async fn add(
    desk: &Desk,
    object: &str,
    id: Uuid,
    name: &str,
    content: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<FileInfo> {
    let granted = desk.granted(object, id, Action::Edit).await?;
    let name = checked(name)?;
    let taken = take(desk.crm(), content).await?;
    let mut write = desk.write().await?;
    let row = attachment::Model {
        id: Uuid::now_v7(),
        object: object.to_owned(),
        record_id: id,
        name,
        media_type: taken.media_type.to_owned(),
        bytes: i64::try_from(taken.bytes).map_err(Error::broken)?,
        digest: taken.digest,
        added_at: write.now(),
        added_by: desk.actor().id(),
        deleted_at: None,
    };
    attachment::Entity::insert(attachment::ActiveModel::from(row.clone()))
        .exec_without_returning(write.transaction())
        .await?;
    let changes = BTreeMap::from([(
        "file".to_owned(),
        [Value::Empty, Value::from(row.name.as_str())],
    )]);
    write.note(&granted, EventAction::FileAdded, changes);
    write.commit().await?;
    Ok(info(desk.crm(), row, true))
}

/// The last part of a path that a browser may send, without what no file system takes.
fn checked(name: &str) -> Result<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|letter| !letter.is_control()).collect();
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", Problem::Required));
    }
    if name.chars().count() > LONGEST_NAME as usize {
        return Err(Error::invalid(
            "name",
            Problem::TooLong {
                limit: LONGEST_NAME,
            },
        ));
    }
    Ok(name.to_owned())
}

/// Bytes that were taken in whole.
struct Taken {
    digest: String,
    bytes: u64,
    media_type: &'static str,
}

/// Writes the bytes under a name of their own first, since their digest, which is their place, is known
/// only at the end.
async fn take(crm: &Crm, content: impl Stream<Item = io::Result<Bytes>> + Send) -> Result<Taken> {
    let store = crm.files();
    let incoming = Path::from(format!("incoming/{}", Uuid::now_v7()));
    let mut writer = BufWriter::new(store.clone(), incoming.clone());
    let taken = match copy(&mut writer, content).await {
        Ok(taken) => taken,
        Err(error) => {
            // A single small file was not written yet, and then there is nothing to give up.
            if let Err(cause) = writer.abort().await {
                tracing::debug!(%cause, "nothing to give up");
            }
            return Err(error);
        }
    };
    writer.shutdown().await?;
    let place = place(&taken.digest);
    if store.head(&place).await.is_ok() {
        store.delete(&incoming).await.map_err(Error::broken)?;
    } else {
        store
            .rename(&incoming, &place)
            .await
            .map_err(Error::broken)?;
        settle(crm, &place).await?;
    }
    Ok(taken)
}

async fn copy(
    writer: &mut BufWriter,
    content: impl Stream<Item = io::Result<Bytes>> + Send,
) -> Result<Taken> {
    let mut content = std::pin::pin!(content);
    let mut digest = Sha256::new();
    let (mut bytes, mut beginning) = (0, Vec::new());
    while let Some(piece) = content.next().await {
        let piece = piece?;
        bytes += piece.len() as u64;
        if bytes > LARGEST_FILE {
            return Err(Refusal::TooLarge {
                limit_bytes: LARGEST_FILE,
            }
            .into());
        }
        let missing = kind::TELLING.saturating_sub(beginning.len());
        beginning.extend(piece.iter().take(missing));
        digest.update(&piece);
        writer.write_all(&piece).await?;
    }
    Ok(Taken {
        digest: hexadecimal(&digest.finalize()),
        bytes,
        media_type: kind::media_type(&beginning),
    })
}

/// What was acknowledged is on disk: a file of the local store is written through before its row is.
async fn settle(crm: &Crm, place: &Path) -> Result<()> {
    let Some(folder) = crm.uploads().parent() else {
        return Ok(());
    };
    let file = folder.join(place.as_ref());
    let settled = tokio::task::spawn_blocking(move || match std::fs::File::open(&file) {
        Ok(open) => open.sync_all().and_then(|()| sync_folder(&file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    });
    Ok(settled.await.map_err(Error::broken)??)
}

#[cfg(unix)]
fn sync_folder(file: &std::path::Path) -> io::Result<()> {
    file.parent()
        .map_or(Ok(()), |folder| std::fs::File::open(folder)?.sync_all())
}

#[cfg(not(unix))]
fn sync_folder(_file: &std::path::Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_name_is_the_last_part_of_a_path() {
        let check = |name, expected: Option<&str>| {
            assert_eq!(checked(name).ok().as_deref(), expected, "{name:?}")
        };
        check("合同 2026.pdf", Some("合同 2026.pdf"));
        check("C:\\Users\\li\\offer.docx", Some("offer.docx"));
        check("../../etc/passwd", Some("passwd"));
        check("a\r\nSet-Cookie: b", Some("aSet-Cookie: b"));
        check("folder/", None);
        check(&"x".repeat(256), None);
    }
}
