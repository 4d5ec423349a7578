//! The working day.

use chrono::{DateTime, Utc};
use contract::Record;
use contract::dto::activities::{Logged, QuickLog, Today};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// What is due, overdue and silent.
#[server(name = TodayCall, prefix = "/api", endpoint = "today", input = Json, output = Json)]
pub async fn today() -> Answer<Today> {
    let desk = desk().await?;
    answer(domain::activities::today(&desk).await)
}

/// Logs what was done, and plans what follows.
#[server(name = QuickLogCall, prefix = "/api", endpoint = "quick_log", input = Json, output = Json)]
pub async fn quick_log(log: QuickLog) -> Answer<Logged> {
    let desk = desk().await?;
    answer(domain::activities::log(&desk, log).await)
}

/// Marks an activity as done, or as open again.
#[server(name = SetDoneCall, prefix = "/api", endpoint = "set_done", input = Json, output = Json)]
pub async fn set_done(id: Uuid, done: bool) -> Answer<Record> {
    let desk = desk().await?;
    answer(domain::activities::set_done(&desk, id, done).await)
}

/// Gives an open activity another time.
#[server(name = RescheduleCall, prefix = "/api", endpoint = "reschedule", input = Json, output = Json)]
pub async fn reschedule(id: Uuid, due_at: DateTime<Utc>) -> Answer<Record> {
    let desk = desk().await?;
    answer(domain::activities::reschedule(&desk, id, due_at).await)
}
