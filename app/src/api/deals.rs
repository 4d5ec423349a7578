//! The pipeline.

use contract::dto::deals::{Board, Column, Move, Stay};
use contract::{ListQuery, Record};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// The board of what a question asks for; its order and page do not count.
#[server(name = BoardCall, prefix = "/api", endpoint = "board", input = Json, output = Json)]
pub async fn board(query: ListQuery) -> Answer<Board> {
    let desk = desk().await?;
    answer(domain::deals::board(&desk, &query).await)
}

/// More cards of one stage.
#[server(name = BoardColumnCall, prefix = "/api", endpoint = "board_column", input = Json, output = Json)]
pub async fn board_column(stage: String, query: ListQuery, after: String) -> Answer<Column> {
    let desk = desk().await?;
    answer(domain::deals::column(&desk, &stage, &query, &after).await)
}

/// Puts a deal into a stage and a place; the deal as it stands then.
#[server(name = MoveDealCall, prefix = "/api", endpoint = "move_deal", input = Json, output = Json)]
pub async fn move_deal(to: Move) -> Answer<Record> {
    let desk = desk().await?;
    answer(domain::deals::move_to(&desk, to).await)
}

/// The stages that a deal has left, with the days it stood there.
#[server(name = StaysCall, prefix = "/api", endpoint = "stays", input = Json, output = Json)]
pub async fn stays(deal: Uuid) -> Answer<Vec<Stay>> {
    let desk = desk().await?;
    answer(domain::deals::stays(&desk, deal).await)
}
