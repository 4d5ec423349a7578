//! For what people are contacted, and what they say to it.

use contract::dto::consents::{Consents, Purpose, RecordConsent};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// All purposes.
#[server(name = PurposesCall, prefix = "/api", endpoint = "purposes", input = Json, output = Json)]
pub async fn purposes() -> Answer<Vec<Purpose>> {
    let desk = desk().await?;
    answer(domain::consents::purposes(&desk).await)
}

/// Makes a purpose or changes one.
#[server(name = SavePurposeCall, prefix = "/api", endpoint = "save_purpose", input = Json, output = Json)]
pub async fn save_purpose(purpose: Purpose) -> Answer<Purpose> {
    let desk = desk().await?;
    answer(domain::consents::save(&desk, &purpose).await)
}

/// Retires a purpose, or brings it back.
#[server(name = RetirePurposeCall, prefix = "/api", endpoint = "retire_purpose", input = Json, output = Json)]
pub async fn retire_purpose(id: Uuid, is_retired: bool) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::consents::retire(&desk, id, is_retired).await)
}

/// How it stands with the person of a record.
#[server(name = ConsentsCall, prefix = "/api", endpoint = "consents", input = Json, output = Json)]
pub async fn consents(object: String, id: Uuid) -> Answer<Consents> {
    let desk = desk().await?;
    answer(domain::consents::of(&desk, &object, id).await)
}

/// Records what the person of a record said.
#[server(name = RecordConsentCall, prefix = "/api", endpoint = "record_consent", input = Json, output = Json)]
pub async fn record_consent(said: RecordConsent) -> Answer<Consents> {
    let desk = desk().await?;
    answer(domain::consents::record(&desk, &said).await)
}
