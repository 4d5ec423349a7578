//! Finding anything.

use contract::dto::search::Hit;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

use super::Answer;
#[cfg(feature = "ssr")]
use super::server::{answer, desk};

/// Records of all objects that the words find, the best first; the recently opened ones for no words.
#[server(name = SearchCall, prefix = "/api", endpoint = "search", input = Json)]
pub async fn search(words: String) -> Answer<Vec<Hit>> {
    let desk = desk().await?;
    answer(domain::search::everything(&desk, &words).await)
}
