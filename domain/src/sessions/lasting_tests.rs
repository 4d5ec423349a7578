//! How long a session lasts.

use chrono::{TimeDelta, Utc};
use contract::dto::signing::{LONGEST_SESSION, SignInRules};
use contract::{Problem, Refusal, Role};

use super::table::{load_at, sweep_at};
use super::tests::{refusal, session, user};
use super::{IDLE, create, of};
use crate::factors::save_rules;
use crate::testing::stage;

#[tokio::test]
async fn a_session_in_use_ends_after_its_time_all_the_same() {
    let house = stage().await;
    let id = user(&house.crm, "li@example.com", Role::Administrator).await;
    create(&house.crm, "busy", session(id, "{}")).await.unwrap();
    let begun = of(&house.crm.desk_of(id).await.unwrap(), "busy")
        .await
        .unwrap()[0]
        .started_at;
    let is_open = async |hours: i64| {
        let at = begun + TimeDelta::hours(hours);
        load_at(&house.crm, "busy", at).await.unwrap().is_some()
    };
    // Used every week, so that it is never idle for long.
    for (hours, expected) in [
        (168, true),
        (336, true),
        (504, true),
        (719, true),
        (720, false),
    ] {
        assert_eq!(is_open(hours).await, expected, "after {hours} hours");
    }
    let desk = house.crm.desk_of(id).await.unwrap();
    assert_eq!(
        of(&desk, "busy").await.unwrap()[0].ends_at,
        begun + TimeDelta::days(30)
    );
    let within = |session_hours| SignInRules {
        session_hours,
        ..SignInRules::default()
    };
    for hours in [0, LONGEST_SESSION + 1] {
        let refused = refusal(save_rules(&desk, within(hours)).await);
        let (least, most) = (1, LONGEST_SESSION.into());
        let range = Problem::OutOfRange { least, most };
        assert_eq!(refused, Refusal::invalid("session_hours", range));
    }
    save_rules(&desk, within(8)).await.unwrap();
    assert!(is_open(7).await);
    assert!(
        !is_open(8).await,
        "the rule counts for what is open already"
    );
    let swept = async |hours| sweep_at(&house.crm, begun + TimeDelta::hours(hours)).await;
    assert_eq!(swept(7).await.unwrap(), 0);
    assert_eq!(swept(8).await.unwrap(), 1);
}

#[tokio::test]
async fn use_prolongs_a_session_up_to_its_time_and_no_further() {
    let house = stage().await;
    let id = user(&house.crm, "li@example.com", Role::Salesperson).await;
    create(&house.crm, "busy", session(id, "{}")).await.unwrap();
    let begun = of(&house.crm.desk_of(id).await.unwrap(), "busy")
        .await
        .unwrap()[0]
        .started_at;
    for (day, until) in [(10, 24), (20, 30), (29, 30)] {
        let at = begun + TimeDelta::days(day);
        let kept = load_at(&house.crm, "busy", at).await.unwrap().unwrap();
        assert_eq!(kept.expires_at, begun + TimeDelta::days(until), "day {day}");
    }
    create(&house.crm, "idle", session(id, "{}")).await.unwrap();
    let later = Utc::now() + IDLE + TimeDelta::minutes(1);
    assert_eq!(load_at(&house.crm, "idle", later).await.unwrap(), None);
}
