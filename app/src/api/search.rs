//! Finding anything.

use contract::dto::search::Hit;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// Records of all objects that the words find, the best first; the recently opened ones for no words.
#[server(name = SearchCall, prefix = "/api", endpoint = "search", input = Json, output = Json)]
pub async fn search(words: String) -> Answer<Vec<Hit>> {
    let desk = desk().await?;
    answer(domain::search::everything(&desk, &words).await)
}
