//! Keys by which programs ask.

use contract::dto::api_keys::{KeyInfo, MadeKey, NewKey};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// One's own keys; for administrators those of everybody.
#[server(name = ApiKeysCall, prefix = "/api", endpoint = "api_keys", input = Json, output = Json)]
pub async fn api_keys() -> Answer<Vec<KeyInfo>> {
    let desk = desk().await?;
    answer(domain::api_keys::all(&desk).await)
}

/// Makes a key of one's own. The fields of a refusal are those of [`NewKey`].
#[server(name = AddApiKeyCall, prefix = "/api", endpoint = "add_api_key", input = Json, output = Json)]
pub async fn add_api_key(key: NewKey) -> Answer<MadeKey> {
    let desk = proven_desk().await?;
    answer(domain::api_keys::add(&desk, &key).await)
}

/// Ends a key of one's own, or as an administrator anybody's.
#[server(name = EndApiKeyCall, prefix = "/api", endpoint = "end_api_key", input = Json, output = Json)]
pub async fn end_api_key(id: Uuid) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::api_keys::end(&desk, id).await)
}
