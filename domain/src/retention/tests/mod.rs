#![expect(
    clippy::disallowed_methods,
    reason = "lets records be older than the test"
)]

mod dates;
mod erasing;
mod keeping;
mod running;

use chrono::{DateTime, TimeDelta, Utc};
use contract::dto::retention::{
    RetentionDeed, RetentionRule, RetentionRun, RuleShown, RunState, TimeUnit,
};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use uuid::Uuid;

use super::{preview, run, save};
use crate::testing::Stage;

fn rule(object: &str, date: &str, years: u32, deed: RetentionDeed) -> RetentionRule {
    RetentionRule {
        id: Uuid::now_v7(),
        name: format!("{object} after {years} years"),
        object: object.to_owned(),
        date: date.to_owned(),
        time: years,
        unit: TimeUnit::Years,
        deed,
        ..RetentionRule::default()
    }
}

/// A rule on everything in the bin.
fn bin_rule(days: u32) -> RetentionRule {
    RetentionRule {
        id: Uuid::now_v7(),
        name: "The bin".to_owned(),
        in_bin: true,
        time: days,
        unit: TimeUnit::Days,
        deed: RetentionDeed::Erase,
        ..RetentionRule::default()
    }
}

/// Sets a moment of a record.
async fn set(stage: &Stage, table: &str, id: Uuid, column: &str, at: DateTime<Utc>) {
    let update = Query::update()
        .table(Alias::new(table))
        .value(Alias::new(column), at)
        .and_where(Expr::col(Alias::new("id")).eq(id))
        .take();
    let write = stage.crm.door().house().write();
    write.execute(&update).await.unwrap();
}

/// Lets a record be as old as that.
async fn aged(stage: &Stage, table: &str, id: Uuid, years: i64) {
    let at = Utc::now() - TimeDelta::days(366 * years);
    for column in ["created_at", "updated_at"] {
        set(stage, table, id, column, at).await;
    }
}

/// A rule that is kept and was previewed.
async fn ready(stage: &Stage, rule: &RetentionRule) -> RuleShown {
    let kept = save(&stage.administrator, rule).await.unwrap();
    assert!(kept.preview.is_none(), "a draft");
    preview(&stage.administrator, kept.rule.id).await.unwrap()
}

/// Waits until a run is at rest.
async fn at_rest(stage: &Stage, id: Uuid) -> RetentionRun {
    for _ in 0..6_000 {
        let run = run(&stage.administrator, id).await.unwrap();
        if !matches!(run.state, RunState::Running | RunState::Undoing) {
            return run;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("a run does not end");
}

/// The ids of an object that are there, and those in its bin.
async fn there(stage: &Stage, object: &str) -> (usize, usize) {
    let desk = &stage.administrator;
    let live = desk.visible(object).unwrap().count_to(10_000).await;
    let binned = desk.in_bin(object).unwrap().count_to(10_000).await;
    let count = |count: crate::Result<u64>| usize::try_from(count.unwrap()).unwrap();
    (count(live), count(binned))
}
