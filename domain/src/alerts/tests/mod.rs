//! What is told, from how much on, once, and never of the house itself.

mod setting;

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{Datelike, Utc};
use contract::Refusal;
use contract::dto::alerts::{
    Alert, AlertQuery, AlertRule, AlertSetup, AlertState, RuleSetup, WorkingHours,
};
use contract::dto::mail::MailQuery;

use super::meter::{self, Counted};
use super::{catch_up, list, mark, open, save};
use crate::access::Origin;
use crate::log::{Note, note, note_at_door};
use crate::testing::{Stage, stage};
use crate::{Crm, Desk, Error, mail};

/// All rules on, each from `number` on within an hour, with hours in which nobody works today.
fn strict(number: u32) -> AlertSetup {
    let rule = |rule| RuleSetup {
        rule,
        is_on: true,
        number,
        minutes: 60,
        exempt: Vec::new(),
    };
    // Yesterday in one zone may be today in another; the day before yesterday is not.
    let day = (Utc::now() - chrono::TimeDelta::days(2)).weekday();
    AlertSetup {
        rules: AlertRule::ALL.map(rule).to_vec(),
        hours: WorkingHours {
            time_zone: "UTC".to_owned(),
            days: vec![day.number_from_monday() as u8],
            ..WorkingHours::default()
        },
    }
}

/// A stage with these rules; what setting them counted is forgotten.
async fn with(setup: &AlertSetup) -> Stage {
    let stage = stage().await;
    save(&stage.administrator, setup).await.unwrap();
    stage
}

async fn all(stage: &Stage) -> Vec<Alert> {
    // Before it is waited for transactions of other tests, so that what is noted is read, too.
    meter::note_due(&stage.crm, false).await.unwrap();
    stage.settle_log().await;
    catch_up(&stage.crm).await.unwrap();
    let query = AlertQuery::default();
    list(&stage.administrator, &query).await.unwrap().alerts
}

/// What one rule told, as rule and count.
async fn told(stage: &Stage) -> Vec<(AlertRule, u64)> {
    let mut told: Vec<_> = all(stage)
        .await
        .iter()
        .map(|alert| (alert.rule, alert.count))
        .collect();
    told.sort_unstable();
    told
}

fn from(address: &str) -> Origin {
    Origin {
        address: address.parse::<IpAddr>().ok(),
        device: "Firefox".to_owned(),
    }
}

async fn export(desk: &Desk) {
    let exported = Note::Exported {
        object: "account".to_owned(),
        form: "csv".to_owned(),
    };
    note(desk, exported).await.unwrap();
}

/// What a rule counts, once.
async fn once(stage: &Stage, rule: AlertRule, number: u32) {
    let (crm, lin) = (&stage.crm, &stage.lin);
    let id = lin.actor().id().unwrap();
    let new = Note::SignedInAnew {
        is_new_device: true,
        is_new_network: false,
    };
    match rule {
        AlertRule::Exports | AlertRule::OffHours => export(lin).await,
        AlertRule::Reading => crm.meter().count(Counted::Read, lin.actor(), 1),
        AlertRule::Denied => crm.meter().count(Counted::Denied, lin.actor(), 1),
        AlertRule::NewPlace => note_at_door(crm, Some((id, "林晓")), &from("10.0.0.7"), new)
            .await
            .unwrap(),
        AlertRule::Accounts => {
            let account = super::of_name(&crm.keys(), &format!("{number}@example.com")).unwrap();
            let told = Note::UnknownRefused { account };
            note_at_door(crm, None, &from("10.0.0.7"), told)
                .await
                .unwrap();
        }
    }
}

#[tokio::test]
async fn each_rule_tells_from_its_number_on_and_not_before() {
    for rule in AlertRule::ALL {
        let only = AlertSetup {
            rules: AlertRule::ALL
                .map(|each| RuleSetup {
                    is_on: each == rule,
                    ..strict(3).rule(each)
                })
                .to_vec(),
            ..strict(3)
        };
        let stage = with(&only).await;
        for number in 1..=2 {
            once(&stage, rule, number).await;
        }
        meter::note_due(&stage.crm, true).await.unwrap();
        let mut before: Vec<(AlertRule, u64)> = told(&stage).await;
        // Setting the rules is itself sensitive work, but of the configuration, which is no note.
        before.retain(|(each, _)| *each == rule);
        assert_eq!(before, [], "{rule:?} below its number");
        once(&stage, rule, 3).await;
        meter::note_due(&stage.crm, true).await.unwrap();
        assert_eq!(told(&stage).await, [(rule, 3)], "{rule:?} at its number");
        once(&stage, rule, 4).await;
        meter::note_due(&stage.crm, true).await.unwrap();
        assert_eq!(told(&stage).await, [(rule, 4)], "{rule:?} goes on");
    }
}

#[tokio::test]
async fn reading_counts_the_records_that_were_answered() {
    let stage = with(&strict(5)).await;
    for number in 0..5 {
        stage.account(&stage.lin, &format!("Acme {number}")).await;
    }
    let query = contract::ListQuery {
        object: contract::objects::ACCOUNT.to_owned(),
        ..contract::ListQuery::default()
    };
    let page = crate::records::list(&stage.lin, &query).await.unwrap();
    assert_eq!(page.records.len(), 5);
    let alerts = all(&stage).await;
    let reading: Vec<&Alert> = alerts
        .iter()
        .filter(|alert| alert.rule == AlertRule::Reading)
        .collect();
    assert_eq!(reading.len(), 1, "{alerts:?}");
    assert_eq!(reading[0].person, stage.lin.actor().id());
    assert!(reading[0].count >= 5);
    assert_eq!(reading[0].log.action.as_deref(), Some("read"));
}

#[tokio::test]
async fn tries_count_by_address_and_once_for_an_account() {
    let stage = with(&strict(3)).await;
    let refused = |address: &'static str, name: &'static str| {
        let (crm, account) = (
            Arc::clone(&stage.crm),
            super::of_name(&stage.crm.keys(), name).unwrap(),
        );
        async move {
            let told = Note::UnknownRefused { account };
            note_at_door(&crm, None, &from(address), told)
                .await
                .unwrap();
        }
    };
    for _ in 0..9 {
        refused("10.0.0.1", "a@example.com").await;
        refused("10.0.0.2", "b@example.com").await;
    }
    refused("10.0.0.2", "c@example.com").await;
    assert_eq!(told(&stage).await, []);
    refused("10.0.0.2", "d@example.com").await;
    let alerts = all(&stage).await;
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0].address.as_deref(), Some("10.0.0.2"));
    assert_eq!((alerts[0].count, alerts[0].person), (3, None));
    // What was typed stands nowhere.
    let log = crate::audit::search(&stage.administrator, &Default::default())
        .await
        .unwrap();
    assert!(!format!("{log:?}").contains("example.com"));
}

#[tokio::test]
async fn two_nodes_and_a_restart_count_once() {
    let stage = with(&strict(4)).await;
    let other = Crm::open(&stage.config).await.unwrap();
    for _ in 0..3 {
        export(&stage.lin).await;
    }
    stage.settle_log().await;
    let both = tokio::join!(catch_up(&stage.crm), catch_up(&other));
    both.0.unwrap();
    both.1.unwrap();
    assert_eq!(told(&stage).await, []);
    export(&stage.lin).await;
    stage.settle_log().await;
    let both = tokio::join!(catch_up(&stage.crm), catch_up(&other));
    both.0.unwrap();
    both.1.unwrap();
    let expected = [(AlertRule::OffHours, 4), (AlertRule::Exports, 4)];
    assert_eq!(told(&stage).await, expected);
    // A process that was ended and starts again reads on where the log was counted.
    let again = Crm::open(&stage.config).await.unwrap();
    catch_up(&again).await.unwrap();
    assert_eq!(told(&stage).await, expected);
    // As after a move to another server, where the log is read again from its beginning.
    super::table::stand_at(again.door().house().write(), (0, 0))
        .await
        .unwrap();
    catch_up(&again).await.unwrap();
    assert_eq!(told(&stage).await, expected);
}

#[tokio::test]
async fn the_house_and_exempt_people_are_not_told_of() {
    let mut rules = strict(1);
    let stage = stage().await;
    let lin = stage.lin.actor().id().unwrap();
    for rule in &mut rules.rules {
        rule.exempt = vec![lin];
    }
    save(&stage.administrator, &rules).await.unwrap();
    let house = stage.crm.system_desk("a test");
    export(&house).await;
    export(&stage.lin).await;
    let count = |desk: &Desk| {
        stage.crm.meter().count(Counted::Read, desk.actor(), 50);
        stage.crm.meter().count(Counted::Denied, desk.actor(), 50);
    };
    count(&house);
    count(&stage.lin);
    meter::note_due(&stage.crm, true).await.unwrap();
    assert_eq!(told(&stage).await, []);
    // What is made of alerts is no sensitive work of anybody.
    export(&stage.zhou).await;
    let first = all(&stage).await;
    assert_eq!(first.len(), 2);
    for alert in &first {
        let settled = mark(&stage.administrator, alert.id, AlertState::Settled, "fine");
        settled.await.unwrap();
    }
    assert_eq!(all(&stage).await.len(), 2);
}

#[tokio::test]
async fn an_alert_is_looked_at_settled_and_comes_anew() {
    let stage = with(&strict(2)).await;
    for _ in 0..2 {
        stage
            .crm
            .meter()
            .count(Counted::Denied, stage.lin.actor(), 1);
    }
    // So many are noted at once, not after a minute.
    let alerts = all(&stage).await;
    assert_eq!(alerts.len(), 1);
    let alert = &alerts[0];
    assert_eq!(
        (alert.rule, alert.state),
        (AlertRule::Denied, AlertState::Open)
    );
    assert_eq!((alert.number, alert.minutes), (2, 60));
    assert_eq!(open(&stage.administrator).await.unwrap(), 1);
    assert_eq!(open(&stage.lin).await.unwrap(), 0);
    let refused = mark(&stage.lin, alert.id, AlertState::Seen, "").await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))));
    let long = "x".repeat(2_001);
    let refused = mark(&stage.administrator, alert.id, AlertState::Seen, &long).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid(_)))));
    let marked = mark(
        &stage.administrator,
        alert.id,
        AlertState::Settled,
        " A broken program ",
    );
    let marked = marked.await.unwrap();
    assert_eq!(marked.state, AlertState::Settled);
    assert_eq!(marked.note, "A broken program");
    assert_eq!(marked.state_by.as_deref(), Some("Anna Admin"));
    assert_eq!(open(&stage.administrator).await.unwrap(), 0);
    let one = |state| AlertQuery {
        state: Some(state),
        ..AlertQuery::default()
    };
    let found = list(&stage.administrator, &one(AlertState::Open)).await;
    assert_eq!(found.unwrap().alerts, []);
    // What was settled is not counted on; from the number on it is told anew.
    let denied = |times| {
        stage
            .crm
            .meter()
            .count(Counted::Denied, stage.lin.actor(), times);
    };
    denied(1);
    meter::note_due(&stage.crm, true).await.unwrap();
    assert_eq!(told(&stage).await, [(AlertRule::Denied, 2)]);
    denied(1);
    meter::note_due(&stage.crm, true).await.unwrap();
    assert_eq!(
        told(&stage).await,
        [(AlertRule::Denied, 2), (AlertRule::Denied, 2)]
    );
}

#[tokio::test]
async fn administrators_get_a_mail_and_pages_hear_of_it() {
    let stage = with(&strict(2)).await;
    mail::save(
        &stage.administrator,
        &contract::dto::mail::MailSetup {
            host: "localhost".to_owned(),
            port: 25,
            tls: contract::dto::mail::MailTls::None,
            user: String::new(),
            sender_name: "Rapport".to_owned(),
            sender_address: "crm@example.com".to_owned(),
            site: "https://crm.example.com".to_owned(),
            ..Default::default()
        },
        None,
    )
    .await
    .unwrap();
    for _ in 0..3 {
        stage
            .crm
            .meter()
            .count(Counted::Denied, stage.lin.actor(), 1);
    }
    let mut growth = stage.crm.log_growth();
    growth.mark_unchanged();
    assert_eq!(all(&stage).await.len(), 1);
    assert!(growth.has_changed().unwrap(), "the streams are woken");
    let queued = mail::list(&stage.administrator, &MailQuery::default())
        .await
        .unwrap();
    assert_eq!(queued.mails.len(), 1, "one administrator, one mail");
    // It goes on: no second mail.
    stage
        .crm
        .meter()
        .count(Counted::Denied, stage.lin.actor(), 5);
    assert_eq!(told(&stage).await, [(AlertRule::Denied, 8)]);
    let queued = mail::list(&stage.administrator, &MailQuery::default())
        .await
        .unwrap();
    assert_eq!(queued.mails.len(), 1);
}
