//! Saved views of lists.

use contract::dto::views::{SaveView, View};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// The views of an object that the asker has among their tabs, in order.
#[server(name = ViewsCall, prefix = "/api", endpoint = "views", input = Json, output = Json)]
pub async fn views(object: String) -> Answer<Vec<View>> {
    let desk = desk().await?;
    answer(domain::views::of(&desk, &object).await)
}

/// Keeps a view: makes it under the id of the client, or changes it.
#[server(name = SaveViewCall, prefix = "/api", endpoint = "save_view", input = Json, output = Json)]
pub async fn save_view(view: SaveView) -> Answer<View> {
    let desk = desk().await?;
    answer(domain::views::save(&desk, view).await)
}

/// Puts a view away; it can be taken back.
#[server(name = PutViewAwayCall, prefix = "/api", endpoint = "put_view_away", input = Json, output = Json)]
pub async fn put_view_away(id: Uuid) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::views::put_away(&desk, id).await)
}

/// Takes a view back that was put away.
#[server(name = TakeViewBackCall, prefix = "/api", endpoint = "take_view_back", input = Json, output = Json)]
pub async fn take_view_back(id: Uuid) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::views::take_back(&desk, id).await)
}

/// Puts the tabs of an object in an order.
#[server(name = OrderViewsCall, prefix = "/api", endpoint = "order_views", input = Json, output = Json)]
pub async fn order_views(object: String, ids: Vec<Uuid>) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::views::put_in_order(&desk, &object, ids).await)
}
