//! Records that are likely the same, and records that become one.

use contract::dto::merging::{LikelyGroup, Merge, MergeProposal, Merged};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// The next groups of records that are likely the same, and where the page after begins.
#[server(name = LikelyCall, prefix = "/api", endpoint = "likely", input = Json, output = Json)]
pub async fn likely(
    object: String,
    after: Option<String>,
) -> Answer<(Vec<LikelyGroup>, Option<String>)> {
    let desk = desk().await?;
    answer(domain::duplicates::find(&desk, &object, after.as_deref()).await)
}

/// Notes that records are not the same.
#[server(name = PartCall, prefix = "/api", endpoint = "part", input = Json, output = Json)]
pub async fn part(object: String, ids: Vec<Uuid>) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::duplicates::part(&desk, &object, ids).await)
}

/// Takes that back.
#[server(name = PutTogetherCall, prefix = "/api", endpoint = "put_together", input = Json, output = Json)]
pub async fn put_together(object: String, ids: Vec<Uuid>) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::duplicates::put_together(&desk, &object, ids).await)
}

/// Records side by side, before they become one.
#[server(name = ProposeMergeCall, prefix = "/api", endpoint = "propose_merge", input = Json, output = Json)]
pub async fn propose_merge(object: String, ids: Vec<Uuid>) -> Answer<MergeProposal> {
    let desk = desk().await?;
    answer(domain::merging::propose(&desk, &object, ids).await)
}

/// Makes several records one. The id is made by the client, so that a second try is the same merge.
#[server(name = MergeCall, prefix = "/api", endpoint = "merge", input = Json, output = Json)]
pub async fn merge(asked: Merge) -> Answer<Merged> {
    let desk = desk().await?;
    answer(domain::merging::merge(&desk, asked).await)
}

/// Parts records again that became one.
#[server(name = UndoMergeCall, prefix = "/api", endpoint = "undo_merge", input = Json, output = Json)]
pub async fn undo_merge(id: Uuid) -> Answer<Merged> {
    let desk = desk().await?;
    answer(domain::merging::undo(&desk, id).await)
}

/// The merges that made a record what it is, the newest first.
#[server(name = MergesCall, prefix = "/api", endpoint = "merges", input = Json, output = Json)]
pub async fn merges(object: String, id: Uuid) -> Answer<Vec<Merged>> {
    let desk = desk().await?;
    answer(domain::merging::of_record(&desk, &object, id).await)
}
