//! Files on records. Upload and download are plain HTTP, see the server's `files` routes.

use contract::dto::files::FileInfo;
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// The files of a record, the newest first.
#[server(name = FilesCall, prefix = "/api", endpoint = "files", input = Json, output = Json)]
pub async fn files(object: String, id: Uuid) -> Answer<Vec<FileInfo>> {
    let desk = desk().await?;
    answer(domain::files::of(&desk, &object, id).await)
}

/// Puts a file into the bin, or brings it back.
#[server(name = SetFileDeletedCall, prefix = "/api", endpoint = "set_file_deleted", input = Json, output = Json)]
pub async fn set_file_deleted(id: Uuid, deleted: bool) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::files::set_deleted(&desk, id, deleted).await)
}
