//! Rules of retention, for administrators.

use contract::dto::retention::{Retention, RetentionNote, RetentionRule, RetentionRun, RuleShown};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// All rules and their last runs.
#[server(name = RetentionCall, prefix = "/api", endpoint = "retention", input = Json, output = Json)]
pub async fn retention() -> Answer<Retention> {
    let desk = desk().await?;
    answer(domain::retention::page(&desk).await)
}

/// Makes or changes a rule. The fields of a refusal are `name`, `object`, `deed`, `date`, `time` and `filters`.
#[server(name = SaveRetentionCall, prefix = "/api", endpoint = "save_retention", input = Json, output = Json)]
pub async fn save_retention(rule: RetentionRule) -> Answer<RuleShown> {
    let desk = proven_desk().await?;
    answer(domain::retention::save(&desk, &rule).await)
}

/// Counts what a rule would do today.
#[server(name = PreviewRetentionCall, prefix = "/api", endpoint = "preview_retention", input = Json, output = Json)]
pub async fn preview_retention(id: Uuid) -> Answer<RuleShown> {
    let desk = desk().await?;
    answer(domain::retention::preview(&desk, id).await)
}

/// Switches a rule on, or lets it pause. The field of a refusal is `preview`.
#[server(name = SwitchRetentionCall, prefix = "/api", endpoint = "switch_retention", input = Json, output = Json)]
pub async fn switch_retention(id: Uuid, version: i32, is_on: bool) -> Answer<RuleShown> {
    let desk = proven_desk().await?;
    answer(domain::retention::switch(&desk, id, version, is_on).await)
}

/// Removes a rule.
#[server(name = RemoveRetentionCall, prefix = "/api", endpoint = "remove_retention", input = Json, output = Json)]
pub async fn remove_retention(id: Uuid) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::retention::remove(&desk, id).await)
}

/// Runs a rule now. The field of a refusal is `preview`.
#[server(name = RunRetentionCall, prefix = "/api", endpoint = "run_retention", input = Json, output = Json)]
pub async fn run_retention(id: Uuid, version: i32) -> Answer<RetentionRun> {
    let desk = proven_desk().await?;
    answer(domain::retention::run_now(&desk, id, version).await)
}

/// Lets a run go on that waits, or not.
#[server(name = AnswerRetentionCall, prefix = "/api", endpoint = "answer_retention", input = Json, output = Json)]
pub async fn answer_retention(id: Uuid, goes_on: bool) -> Answer<RetentionRun> {
    let desk = proven_desk().await?;
    answer(domain::retention::answer(&desk, id, goes_on).await)
}

/// Stops a run where it stands.
#[server(name = StopRetentionCall, prefix = "/api", endpoint = "stop_retention", input = Json, output = Json)]
pub async fn stop_retention(id: Uuid) -> Answer<RetentionRun> {
    let desk = desk().await?;
    answer(domain::retention::stop(&desk, id).await)
}

/// Brings back what a run put into the bin.
#[server(name = UndoRetentionCall, prefix = "/api", endpoint = "undo_retention", input = Json, output = Json)]
pub async fn undo_retention(id: Uuid) -> Answer<RetentionRun> {
    let desk = desk().await?;
    answer(domain::retention::undo(&desk, id).await)
}

/// Why records were passed over by a run.
#[server(name = RetentionNotesCall, prefix = "/api", endpoint = "retention_notes", input = Json, output = Json)]
pub async fn retention_notes(id: Uuid) -> Answer<Vec<RetentionNote>> {
    let desk = desk().await?;
    answer(domain::retention::notes(&desk, id).await)
}
