//! Lists in other shapes: groups, boards, calendars, and the bin.

use contract::ListQuery;
use contract::dto::lists::{BinCount, BinPage, Day, Lane, Span};
use contract::query::Total;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// A list in the lanes of a board by the choices of a field; of several pipelines those of one.
#[server(name = BoardLanesCall, prefix = "/api", endpoint = "board_lanes", input = Json, output = Json)]
pub async fn board_lanes(query: ListQuery, by: String) -> Answer<Vec<Lane>> {
    let desk = desk().await?;
    answer(domain::records::board_lanes(&desk, &query, &by).await)
}

/// A list in groups by the values of a field.
#[server(name = LanesCall, prefix = "/api", endpoint = "lanes", input = Json, output = Json)]
pub async fn lanes(query: ListQuery, by: String) -> Answer<Vec<Lane>> {
    let desk = desk().await?;
    answer(domain::records::lanes(&desk, &query, &by).await)
}

/// How many records match each of some questions, counted to a thousand; nothing for what cannot be answered.
#[server(name = TotalsCall, prefix = "/api", endpoint = "totals", input = Json, output = Json)]
pub async fn totals(queries: Vec<ListQuery>) -> Answer<Vec<Option<Total>>> {
    let desk = desk().await?;
    answer(domain::records::totals(&desk, &queries).await)
}

/// How many records match a question, counted to the last one.
#[server(name = CountAllCall, prefix = "/api", endpoint = "count_all", input = Json, output = Json)]
pub async fn count_all(query: ListQuery) -> Answer<Total> {
    let desk = desk().await?;
    answer(domain::records::count_all(&desk, &query).await)
}

/// A list as a calendar by the days in a field.
#[server(name = CalendarCall, prefix = "/api", endpoint = "calendar", input = Json, output = Json)]
pub async fn calendar(query: ListQuery, span: Span) -> Answer<Vec<Day>> {
    let desk = desk().await?;
    answer(domain::records::calendar(&desk, &query, &span).await)
}

/// Deleted records of an object that the asker may bring back, the last deleted first.
#[server(name = BinCall, prefix = "/api", endpoint = "bin", input = Json, output = Json)]
pub async fn bin(object: String, words: String, after: Option<String>) -> Answer<BinPage> {
    let desk = desk().await?;
    answer(domain::records::bin(&desk, &object, &words, after.as_deref()).await)
}

/// Of which objects there are deleted records, and how many.
#[server(name = BinCountsCall, prefix = "/api", endpoint = "bin_counts", input = Json, output = Json)]
pub async fn bin_counts() -> Answer<Vec<BinCount>> {
    let desk = desk().await?;
    answer(domain::records::bin_counts(&desk).await)
}
