//! Runs: what they do, after a crash, on two nodes, with a word, and backwards.

use chrono::{TimeDelta, Utc};
use contract::dto::retention::{RetentionDeed, RetentionRule, RuleState, RunState, TimeUnit};
use contract::{Filter, Operator};
use entity::event;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::{aged, at_rest, ready, rule, there};
use crate::retention::{
    answer, batch, catch_up, page, run_now, save, schedule, switch, table, undo,
};
use crate::testing::{Stage, stage};
use crate::{Crm, records};

/// Old customers of two people, and a new one.
async fn customers(stage: &Stage, many: usize) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for number in 0..many {
        let desk = if number % 2 == 0 {
            &stage.lin
        } else {
            &stage.zhou
        };
        let account = stage.account(desk, &format!("Customer {number}")).await;
        aged(stage, "account", account.id, 5).await;
        ids.push(account.id);
    }
    stage.account(&stage.lin, "New").await;
    ids
}

fn old_customers() -> RetentionRule {
    rule("account", "updated_at", 3, RetentionDeed::Bin)
}

async fn deleted_events(stage: &Stage) -> u64 {
    event::Entity::find()
        .filter(event::Column::Object.eq("account"))
        .filter(event::Column::Action.eq("deleted"))
        .count(stage.crm.door().house().write())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_run_does_what_its_preview_said_and_is_taken_back_as_a_whole() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let ids = customers(&stage, 7).await;
    let with_filter = RetentionRule {
        filters: vec![Filter::new("name", Operator::StartsWith, "Customer")],
        ..old_customers()
    };
    let shown = ready(&stage, &with_filter).await;
    let said = shown.preview.unwrap();
    assert_eq!((said.due, said.of, said.waits), (7, 8, false));
    assert!(said.oldest.is_some_and(|day| day < Utc::now().date_naive()));
    assert_eq!(said.held, []);
    switch(desk, shown.rule.id, 1, true).await.unwrap();
    let begun = run_now(desk, shown.rule.id, 1).await.unwrap();
    let done = at_rest(&stage, begun.id).await;
    assert_eq!(done.state, RunState::Done);
    assert_eq!((done.changed, done.held, done.failed), (said.due, 0, 0));
    assert_eq!(there(&stage, "account").await, (1, 7));

    // Somebody brought one back, and changed it; another one is erased by now.
    let back = records::restore(desk, "account", ids[0]).await.unwrap();
    assert_eq!(back.text("name"), "Customer 0");
    let undone = undo(desk, begun.id).await.unwrap();
    assert_eq!(undone.state, RunState::Undoing);
    assert_eq!(at_rest(&stage, begun.id).await.state, RunState::Undone);
    assert_eq!(there(&stage, "account").await, (8, 0));
    let known = page(desk).await.unwrap();
    assert_eq!(
        known.rules[0].state,
        RuleState::Paused,
        "or it would do it again"
    );
    let again = undo(desk, begun.id).await.unwrap();
    assert_eq!(again.state, RunState::Undone, "once");
}

#[tokio::test]
async fn a_run_that_is_cut_off_goes_on_and_does_nothing_twice() {
    let stage = stage().await;
    customers(&stage, 23).await;
    let shown = ready(&stage, &old_customers()).await;
    let desk = &stage.administrator;
    switch(desk, shown.rule.id, 1, true).await.unwrap();
    let rule = shown.rule;
    let house = stage.crm.door().house();
    let measured = schedule::measured(desk, &rule, Utc::now().date_naive()).await;
    let row = schedule::new(&rule, Utc::now().date_naive(), &measured.unwrap(), "").unwrap();
    table::insert_run(house.write(), row.clone()).await.unwrap();
    let mut batches = 0;
    loop {
        // Whoever works on it dies after each batch, and once before it is written.
        table::release_all(house).await.unwrap();
        let Some(left) = table::left(house).await.unwrap().pop() else {
            break;
        };
        let held = table::keep(house.write(), left).await.unwrap().unwrap();
        let abandoned = desk.write().await.unwrap();
        drop(abandoned);
        let stale = held.clone();
        batch::some(&stage.crm, held, 5).await.unwrap().unwrap();
        // Who held it before comes too late: nothing is written in their name.
        assert!(batch::some(&stage.crm, stale, 5).await.unwrap().is_none());
        batches += 1;
    }
    assert!(batches >= 5, "{batches}");
    let done = at_rest(&stage, row.id).await;
    assert_eq!((done.state, done.changed), (RunState::Done, 23));
    assert_eq!(deleted_events(&stage).await, 23);
    assert_eq!(there(&stage, "account").await, (1, 23));
}

#[tokio::test]
async fn two_nodes_run_a_rule_once_a_day() {
    let stage = stage().await;
    customers(&stage, 12).await;
    let shown = ready(&stage, &old_customers()).await;
    let desk = &stage.administrator;
    switch(desk, shown.rule.id, 1, true).await.unwrap();
    // On the day on which it was switched on it does nothing.
    catch_up(&stage.crm).await.unwrap();
    assert!(page(desk).await.unwrap().runs.is_empty());

    let other = Crm::open(&stage.config).await.unwrap();
    let tomorrow = Utc::now() + TimeDelta::days(1);
    tokio::try_join!(
        schedule::begin_due(&stage.crm, tomorrow),
        schedule::begin_due(&other, tomorrow)
    )
    .unwrap();
    tokio::try_join!(catch_up(&stage.crm), catch_up(&other)).unwrap();
    catch_up(&stage.crm).await.unwrap();
    let runs = page(desk).await.unwrap().runs;
    assert_eq!(runs.len(), 1);
    let done = at_rest(&stage, runs[0].id).await;
    assert_eq!((done.state, done.changed), (RunState::Done, 12));
    assert_eq!(deleted_events(&stage).await, 12);
    schedule::begin_due(&other, tomorrow).await.unwrap();
    assert_eq!(page(desk).await.unwrap().runs.len(), 1);
    let after = tomorrow + TimeDelta::days(1);
    schedule::begin_due(&other, after).await.unwrap();
    assert_eq!(page(desk).await.unwrap().runs.len(), 2, "the next day");
}

#[tokio::test]
async fn who_looked_before_a_run_was_done_does_not_begin_it_again() {
    let stage = stage().await;
    customers(&stage, 3).await;
    let shown = ready(&stage, &old_customers()).await;
    let desk = &stage.administrator;
    switch(desk, shown.rule.id, 1, true).await.unwrap();
    let tomorrow = Utc::now() + TimeDelta::days(1);
    schedule::begin_due(&stage.crm, tomorrow).await.unwrap();
    let house = stage.crm.door().house();
    let seen = table::left(house).await.unwrap().pop().unwrap();
    catch_up(&stage.crm).await.unwrap();
    assert!(table::keep(house.write(), seen).await.unwrap().is_none());
    let runs = page(desk).await.unwrap().runs;
    assert_eq!((runs[0].state, runs[0].changed), (RunState::Done, 3));
}

#[tokio::test]
async fn much_at_once_waits_for_the_word_of_an_administrator() {
    let stage = stage().await;
    let desk = &stage.administrator;
    customers(&stage, 21).await;
    let shown = ready(&stage, &old_customers()).await;
    assert!(shown.preview.unwrap().waits);
    let id = shown.rule.id;
    switch(desk, id, 1, true).await.unwrap();
    let mut day = Utc::now();
    for goes_on in [false, true] {
        day += TimeDelta::days(1);
        schedule::begin_due(&stage.crm, day).await.unwrap();
        catch_up(&stage.crm).await.unwrap();
        let waiting = page(desk).await.unwrap().runs.remove(0);
        assert_eq!((waiting.state, waiting.total), (RunState::Waiting, 21));
        assert_eq!(there(&stage, "account").await, (22, 0));
        // One that waits is not overtaken.
        let same = run_now(desk, id, 1).await.unwrap();
        assert_eq!(same.id, waiting.id);
        answer(desk, waiting.id, goes_on).await.unwrap();
        let ended = at_rest(&stage, waiting.id).await;
        if goes_on {
            assert_eq!((ended.state, ended.changed), (RunState::Done, 21));
        } else {
            assert_eq!(ended.state, RunState::Declined);
            let paused = page(desk).await.unwrap().rules.remove(0);
            assert_eq!(paused.state, RuleState::Paused);
            switch(desk, id, 1, true).await.unwrap();
        }
    }
    assert_eq!(there(&stage, "account").await, (1, 21));
    // From now on it does so by itself.
    customers(&stage, 21).await;
    day += TimeDelta::days(1);
    schedule::begin_due(&stage.crm, day).await.unwrap();
    catch_up(&stage.crm).await.unwrap();
    let last = page(desk).await.unwrap().runs.remove(0);
    assert_eq!((last.state, last.changed), (RunState::Done, 21));
}

#[tokio::test]
async fn a_rule_that_only_tells_changes_nothing_and_shows_its_list() {
    let stage = stage().await;
    let desk = &stage.administrator;
    customers(&stage, 3).await;
    let telling = RetentionRule {
        deed: RetentionDeed::Tell,
        unit: TimeUnit::Months,
        time: 30,
        ..old_customers()
    };
    let shown = ready(&stage, &telling).await;
    let done = run_now(desk, shown.rule.id, 1).await.unwrap();
    assert_eq!((done.state, done.changed), (RunState::Done, 3));
    assert!(!done.may_undo);
    assert_eq!(there(&stage, "account").await, (4, 0));
    let list = shown.list.unwrap();
    assert_eq!(records::count(desk, &list).await.unwrap().count, 3);
}

#[tokio::test]
async fn a_rule_whose_field_is_gone_does_nothing_and_says_so() {
    let stage = stage().await;
    let desk = &stage.administrator;
    customers(&stage, 3).await;
    let shown = ready(&stage, &old_customers()).await;
    switch(desk, shown.rule.id, 1, true).await.unwrap();
    // As a field of one's own that was put away.
    let house = stage.crm.door().house();
    let mut row = table::rule(house.write(), shown.rule.id)
        .await
        .unwrap()
        .unwrap();
    row.body = row.body.replace(
        "\"filters\":[]",
        r#""filters":[{"field":"gone","operator":"is","value":"x"}]"#,
    );
    table::put_rule(house.write(), row, Some(1)).await.unwrap();
    let tomorrow = Utc::now() + TimeDelta::days(1);
    schedule::begin_due(&stage.crm, tomorrow).await.unwrap();
    catch_up(&stage.crm).await.unwrap();
    let failed = page(desk).await.unwrap().runs.remove(0);
    assert_eq!(failed.state, RunState::Failed);
    assert!(failed.trouble.is_some());
    assert_eq!(there(&stage, "account").await, (4, 0));
    let told = page(desk).await.unwrap().rules.remove(0);
    assert_eq!(told.list, None);
    assert!(save(desk, &told.rule).await.is_err());
}
