//! Sharing of records and filters, grants and requests.

use contract::dto::sharing::{Grants, NewShare, RecordShares};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// Who has a record by shares; without a record, which filters of the object are shared.
#[server(name = SharesCall, prefix = "/api", endpoint = "shares", input = Json, output = Json)]
pub async fn shares(object: String, record: Option<Uuid>) -> Answer<RecordShares> {
    let desk = desk().await?;
    answer(domain::sharing::of(&desk, &object, record).await)
}

/// Shares something. The fields of a refusal are `holder`, `reason`, `until`, `ends_with` and `name`.
#[server(name = GiveShareCall, prefix = "/api", endpoint = "give_share", input = Json, output = Json)]
pub async fn give_share(share: NewShare) -> Answer<Uuid> {
    let desk = desk().await?;
    answer(domain::sharing::give(&desk, share).await)
}

/// Ends a share, or withdraws a request.
#[server(name = EndShareCall, prefix = "/api", endpoint = "end_share", input = Json, output = Json)]
pub async fn end_share(id: Uuid) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::sharing::end(&desk, id).await)
}

/// Gives again what somebody ended.
#[server(name = TakeShareBackCall, prefix = "/api", endpoint = "take_share_back", input = Json, output = Json)]
pub async fn take_share_back(id: Uuid) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::sharing::take_back(&desk, id).await)
}

/// Asks for a grant. The fields of a refusal are those of [`give_share`].
#[server(name = AskAccessCall, prefix = "/api", endpoint = "ask_access", input = Json, output = Json)]
pub async fn ask_access(share: NewShare) -> Answer<Uuid> {
    let desk = desk().await?;
    answer(domain::sharing::ask(&desk, share).await)
}

/// Approves a request or refuses it.
#[server(name = DecideAccessCall, prefix = "/api", endpoint = "decide_access", input = Json, output = Json)]
pub async fn decide_access(id: Uuid, approves: bool) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::sharing::decide(&desk, id, approves).await)
}

/// Grants and requests that the asker has to do with.
#[server(name = GrantsCall, prefix = "/api", endpoint = "grants", input = Json, output = Json)]
pub async fn grants() -> Answer<Grants> {
    let desk = desk().await?;
    answer(domain::sharing::grants(&desk).await)
}
