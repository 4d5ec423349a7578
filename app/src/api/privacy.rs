//! Erasing people, for administrators.

use contract::dto::privacy::{AskErasure, Erasure, ErasurePreview, Erasures};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// All erasures, and the key of their certificates.
#[server(name = ErasuresCall, prefix = "/api", endpoint = "erasures", input = Json, output = Json)]
pub async fn erasures() -> Answer<Erasures> {
    let desk = desk().await?;
    answer(domain::privacy::erasures(&desk).await)
}

/// What erasing the person of a record would do, in numbers.
#[server(name = ErasurePreviewCall, prefix = "/api", endpoint = "erasure_preview", input = Json, output = Json)]
pub async fn erasure_preview(object: String, id: Uuid) -> Answer<ErasurePreview> {
    let desk = desk().await?;
    answer(domain::privacy::preview(&desk, &object, id).await)
}

/// Erases a person everywhere.
#[server(name = ErasePersonCall, prefix = "/api", endpoint = "erase_person", input = Json, output = Json)]
pub async fn erase_person(ask: AskErasure) -> Answer<Erasure> {
    let desk = proven_desk().await?;
    answer(domain::privacy::begin(&desk, &ask).await)
}

/// Lets somebody who was erased be kept again.
#[server(name = AllowErasedCall, prefix = "/api", endpoint = "allow_erased", input = Json, output = Json)]
pub async fn allow_erased(id: Uuid, reason: String) -> Answer<Erasure> {
    let desk = proven_desk().await?;
    answer(domain::privacy::allow(&desk, id, &reason).await)
}
