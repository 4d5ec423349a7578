//! Setting rules and trying them out, and what counts at all.

use chrono::{DateTime, Utc};
use contract::dto::alerts::{AlertQuery, AlertRule, AlertSetup, RuleSetup, WorkingHours};
use contract::{Refusal, Value};

use super::super::setup::is_at_work;
use super::super::{list, preview, save, setup};
use super::{export, strict, told};
use crate::Error;
use crate::testing::stage;

#[tokio::test]
async fn what_cannot_be_is_refused_at_its_field() {
    let stage = stage().await;
    let check = async |wrong: AlertSetup, field: &str| {
        let refused = save(&stage.administrator, &wrong).await;
        let Err(Error::Refused(Refusal::Invalid(problems))) = refused else {
            panic!("{field} was taken")
        };
        let fields: Vec<&str> = problems.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, [field]);
    };
    let hours = |change: fn(&mut WorkingHours)| {
        let mut setup = strict(1);
        change(&mut setup.hours);
        setup
    };
    let rule = |change: fn(&mut RuleSetup)| {
        let mut setup = strict(1);
        change(&mut setup.rules[5]);
        setup
    };
    check(
        hours(|hours| hours.time_zone = "Mars/Base".to_owned()),
        "time_zone",
    )
    .await;
    check(hours(|hours| hours.days.clear()), "days").await;
    check(hours(|hours| hours.days = vec![8]), "days").await;
    check(hours(|hours| hours.from = "25:00".to_owned()), "from").await;
    check(hours(|hours| hours.until = "early".to_owned()), "until").await;
    check(hours(|hours| hours.until = "07:00".to_owned()), "until").await;
    check(rule(|rule| rule.number = 0), "denied_number").await;
    check(rule(|rule| rule.minutes = 0), "denied_minutes").await;
    check(rule(|rule| rule.minutes = 1_441), "denied_minutes").await;
    check(
        rule(|rule| rule.exempt = vec![uuid::Uuid::now_v7()]),
        "denied_exempt",
    )
    .await;
    for desk in [&stage.lin, &stage.manager] {
        let refused = save(desk, &strict(1)).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))));
        let refused = setup(desk).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))));
        let refused = list(desk, &AlertQuery::default()).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))));
    }
    save(&stage.administrator, &strict(7)).await.unwrap();
    assert_eq!(setup(&stage.administrator).await.unwrap(), strict(7));
}

#[tokio::test]
async fn the_past_says_how_often_it_would_have_been_told() {
    let stage = stage().await;
    for _ in 0..5 {
        export(&stage.lin).await;
    }
    export(&stage.zhou).await;
    let times = async |number| {
        let found = preview(&stage.administrator, &strict(number)).await;
        let found = found.unwrap();
        let of = |rule| found.iter().find(|one| one.rule == rule).unwrap().times;
        (of(AlertRule::Exports), of(AlertRule::Denied))
    };
    assert_eq!(times(1).await, (2, 0));
    assert_eq!(times(3).await, (1, 0));
    assert_eq!(times(6).await, (0, 0));
    // Trying rules out tells nobody anything.
    assert_eq!(told(&stage).await, []);
}

#[test]
fn working_hours_go_with_the_clock_on_the_wall() {
    let hours = WorkingHours {
        time_zone: "Europe/Berlin".to_owned(),
        days: vec![1, 2, 3, 4, 5, 7],
        from: "09:00".to_owned(),
        until: "18:00".to_owned(),
    };
    let at = |text: &str| -> DateTime<Utc> { text.parse().unwrap() };
    for (moment, expected) in [
        // Friday in winter, an hour before UTC.
        ("2026-03-27T07:59:59Z", false),
        ("2026-03-27T08:00:00Z", true),
        ("2026-03-27T16:59:59Z", true),
        ("2026-03-27T17:00:00Z", false),
        // Saturday is free.
        ("2026-03-28T10:00:00Z", false),
        // Sunday, on which the clock is put forward: nine o'clock comes an hour earlier.
        ("2026-03-29T06:59:59Z", false),
        ("2026-03-29T07:00:00Z", true),
        ("2026-03-29T16:00:00Z", false),
        // Sunday, on which it is put back.
        ("2026-10-25T07:59:59Z", false),
        ("2026-10-25T08:00:00Z", true),
    ] {
        assert_eq!(is_at_work(&hours, at(moment)), expected, "{moment}");
    }
}

#[test]
fn a_note_that_cannot_be_read_counts_nothing() {
    let event = |action: &str, changes: &str| entity::event::Model {
        seq: 1,
        xid: None,
        at: Utc::now(),
        actor_id: Some(uuid::Uuid::now_v7()),
        actor: "Lin".to_owned(),
        object: "note.requests".to_owned(),
        record_id: uuid::Uuid::nil(),
        version: 0,
        action: action.to_owned(),
        changes: changes.to_owned(),
        salt: Vec::new(),
        request_id: None,
        is_silent: true,
        address: None,
        device: None,
    };
    let five = serde_json::to_string(&std::collections::BTreeMap::from([(
        "count",
        [Value::Empty, Value::Integer(5)],
    )]))
    .unwrap();
    for (action, changes, expected) in [
        ("read", five.as_str(), vec![5]),
        ("denied", &five, vec![5]),
        ("read", "{}", vec![]),
        ("read", "nonsense", vec![]),
        ("updated", &five, vec![]),
    ] {
        let hits = crate::alerts::hits::hits(&event(action, changes), &strict(1));
        let weights: Vec<u64> = hits.iter().map(|hit| hit.weight).collect();
        assert_eq!(weights, expected, "{action} {changes}");
    }
}
