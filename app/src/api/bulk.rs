//! Deeds on many records.

use contract::dto::bulk::{BulkNote, BulkStatus, Deed, Selection};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// Starts a deed on many records. The id is made by the client, so that a second try starts no second one.
#[server(name = StartBulkCall, prefix = "/api", endpoint = "start_bulk", input = Json, output = Json)]
pub async fn start_bulk(id: Uuid, selection: Selection, deed: Deed) -> Answer<BulkStatus> {
    let desk = desk().await?;
    answer(domain::bulk::start(&desk, id, selection, deed).await)
}

/// How far it got.
#[server(name = BulkStatusCall, prefix = "/api", endpoint = "bulk_status", input = Json, output = Json)]
pub async fn bulk_status(id: Uuid) -> Answer<BulkStatus> {
    let desk = desk().await?;
    answer(domain::bulk::status(&desk, id).await)
}

/// Why records were passed over; the first 200.
#[server(name = BulkNotesCall, prefix = "/api", endpoint = "bulk_notes", input = Json, output = Json)]
pub async fn bulk_notes(id: Uuid) -> Answer<Vec<BulkNote>> {
    let desk = desk().await?;
    answer(domain::bulk::notes(&desk, id).await)
}

/// The asker's own, the newest first.
#[server(name = RecentBulkCall, prefix = "/api", endpoint = "recent_bulk", input = Json, output = Json)]
pub async fn recent_bulk() -> Answer<Vec<BulkStatus>> {
    let desk = desk().await?;
    answer(domain::bulk::recent(&desk).await)
}

/// Stops it where it stands.
#[server(name = StopBulkCall, prefix = "/api", endpoint = "stop_bulk", input = Json, output = Json)]
pub async fn stop_bulk(id: Uuid) -> Answer<BulkStatus> {
    let desk = desk().await?;
    answer(domain::bulk::stop(&desk, id).await)
}

/// Takes it back as a whole.
#[server(name = UndoBulkCall, prefix = "/api", endpoint = "undo_bulk", input = Json, output = Json)]
pub async fn undo_bulk(id: Uuid) -> Answer<BulkStatus> {
    let desk = desk().await?;
    answer(domain::bulk::undo(&desk, id).await)
}
