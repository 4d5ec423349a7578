//! Finding anything, and having it at hand.

use contract::dto::search::{Hit, Shelf};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// Records of all objects that the words find, the best first; those changed last for no words.
#[server(name = SearchCall, prefix = "/api", endpoint = "search", input = Json, output = Json)]
pub async fn search(words: String) -> Answer<Vec<Hit>> {
    let desk = desk().await?;
    answer(domain::search::everything(&desk, &words).await)
}

/// What the asker marked, and what they opened last.
#[server(name = ShelfCall, prefix = "/api", endpoint = "shelf", input = Json, output = Json)]
pub async fn shelf() -> Answer<Shelf> {
    let desk = desk().await?;
    answer(domain::search::shelf(&desk).await)
}

/// Marks a record, or takes the mark from it.
#[server(name = StarCall, prefix = "/api", endpoint = "star", input = Json, output = Json)]
pub async fn star(object: String, id: Uuid, is_starred: bool) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::search::star(&desk, &object, id, is_starred).await)
}

/// Whether the asker marked a record.
#[server(name = IsStarredCall, prefix = "/api", endpoint = "is_starred", input = Json, output = Json)]
pub async fn is_starred(object: String, id: Uuid) -> Answer<bool> {
    let desk = desk().await?;
    answer(domain::search::is_starred(&desk, &object, id).await)
}

/// How Chinese texts sound, in full and by initials, so that those who type no Chinese letters find commands too.
#[server(name = SoundsCall, prefix = "/api", endpoint = "sounds", input = Json, output = Json)]
pub async fn sounds(texts: Vec<String>) -> Answer<Vec<String>> {
    desk().await?;
    let texts: Vec<String> = texts.into_iter().take(500).collect();
    Ok(domain::search::sounds(&texts))
}
