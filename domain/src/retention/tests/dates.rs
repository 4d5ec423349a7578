//! When the time of a record is over.

use chrono::{DateTime, NaiveDate, Utc};
use contract::dto::alerts::AlertSetup;
use contract::dto::retention::{RetentionDeed, RetentionRule, TimeUnit};
use contract::{Filter, Operator, Test};

use super::{rule, set};
use crate::alerts;
use crate::retention::due::{due, house, last_day, list};
use crate::testing::{Stage, stage};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn nothing_is_due_before_its_whole_time_has_passed() {
    for (time, unit, today, expected) in [
        (30, TimeUnit::Days, "2026-03-31", "2026-03-01"),
        (1, TimeUnit::Months, "2026-03-31", "2026-02-28"),
        (1, TimeUnit::Months, "2026-03-30", "2026-02-28"),
        (1, TimeUnit::Months, "2024-03-30", "2024-02-29"),
        // The 29th of February of 2024 is a year old on the 1st of March.
        (1, TimeUnit::Years, "2025-02-28", "2024-02-28"),
        (1, TimeUnit::Years, "2025-03-01", "2024-03-01"),
    ] {
        let rule = RetentionRule {
            time,
            unit,
            ..RetentionRule::default()
        };
        let found = last_day(day(today), &rule);
        assert_eq!(found, day(expected), "{time} {unit:?} before {today}");
    }
}

async fn is_due(stage: &Stage, rule: &RetentionRule, today: &str) -> u64 {
    let desk = house(&stage.crm);
    let object = desk.object(&rule.object).unwrap();
    let found = due(&desk, rule, &object, day(today)).unwrap();
    found.count_to(100).await.unwrap()
}

#[tokio::test]
async fn a_day_ends_at_midnight_of_the_organisation() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Border").await;
    let month = RetentionRule {
        time: 1,
        unit: TimeUnit::Months,
        ..rule("account", "updated_at", 1, RetentionDeed::Bin)
    };
    // In Shanghai it is the 1st of March since 16:00 of UTC.
    for (updated, today, expected) in [
        ("2026-02-28T15:59:59Z", "2026-03-31", 1),
        ("2026-02-28T16:00:00Z", "2026-03-31", 0),
        ("2026-02-28T16:00:00Z", "2026-04-01", 1),
    ] {
        set(&stage, "account", account.id, "updated_at", at(updated)).await;
        assert_eq!(is_due(&stage, &month, today).await, expected, "{updated}");
    }
    // The zone of the working hours is that of the organisation.
    let mut setup = AlertSetup::default();
    setup.hours.time_zone = "America/New_York".to_owned();
    alerts::save(&stage.administrator, &setup).await.unwrap();
    assert_eq!(is_due(&stage, &month, "2026-03-31").await, 1);
    let later = at("2026-03-01T05:00:00Z");
    set(&stage, "account", account.id, "updated_at", later).await;
    assert_eq!(is_due(&stage, &month, "2026-03-31").await, 0);
}

#[tokio::test]
async fn who_was_never_spoken_to_counts_from_their_first_day() {
    let stage = stage().await;
    let silent = stage.account(&stage.lin, "Silent").await;
    let spoken = stage.account(&stage.lin, "Spoken").await;
    let long_ago = at("2020-01-01T00:00:00Z");
    for id in [silent.id, spoken.id] {
        set(&stage, "account", id, "created_at", long_ago).await;
    }
    let now = at("2026-01-01T00:00:00Z");
    set(&stage, "account", spoken.id, "last_contact_at", now).await;
    let contact = rule("account", "last_contact_at", 3, RetentionDeed::Tell);
    assert_eq!(is_due(&stage, &contact, "2026-03-31").await, 1);
    // The list that is shown asks the same.
    let shown = list(&contact, day("2026-03-31"));
    assert_eq!(shown.conditions().count(), 3);
    let named = RetentionRule {
        filters: vec![Filter::new("name", Operator::Is, "Spoken")],
        test: Some(Test::Any(vec![])),
        ..contact
    };
    assert_eq!(is_due(&stage, &named, "2026-03-31").await, 0);
}
