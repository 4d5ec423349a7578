//! Records and people that are erased by a rule, and those that stay.

use bytes::Bytes;
use chrono::{Datelike, TimeDelta, Utc};
use contract::dto::merging::Merge;
use contract::dto::privacy::ErasureReason;
use contract::dto::records::Change;
use contract::dto::retention::{Held, RetentionDeed, RetentionRule, RunState, Stays};
use contract::{Problem, Refusal, Value};
use futures::stream;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{aged, at_rest, bin_rule, ready, rule, set, there};
use crate::retention::{notes, run_now};
use crate::testing::{Stage, of, stage, to};
use crate::{Error, files, merging, privacy, records};

async fn done(stage: &Stage, rule: &RetentionRule) -> contract::dto::retention::RetentionRun {
    let shown = ready(stage, rule).await;
    let said = shown.preview.unwrap();
    let begun = run_now(&stage.administrator, shown.rule.id, shown.rule.version)
        .await
        .unwrap();
    let done = at_rest(stage, begun.id).await;
    let held: u64 = said.held.iter().map(|(_, count)| count).sum();
    assert_eq!(done.state, RunState::Done);
    assert_eq!(
        (done.changed, done.held),
        (said.due, held),
        "as it was said"
    );
    assert_eq!(done.total, done.changed + done.held);
    done
}

#[tokio::test]
async fn what_law_asks_to_keep_is_never_touched_and_counted_apart() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let account = stage.account(&stage.lin, "Brightwater Foods").await;
    // In China contracts are kept for ten years after the end of their own.
    let year = Utc::now().year();
    for (signed, name) in [(year - 10, "Kept"), (year - 11, "Over")] {
        let signed = format!("{signed}-12-31").parse().unwrap();
        let values = [
            ("name", Value::from(name)),
            ("account", to(account.id)),
            ("signed_on", Value::Date(signed)),
        ];
        let contract = stage.make(desk, "contract", &values).await;
        aged(&stage, "contract", contract.id, 20).await;
    }
    for deed in [RetentionDeed::Bin, RetentionDeed::Erase] {
        let run = done(&stage, &rule("contract", "created_at", 12, deed)).await;
        assert_eq!(run.held, 1);
        let kept = notes(desk, run.id).await.unwrap();
        let until = chrono::NaiveDate::from_ymd_opt(year, 12, 31);
        let why = Stays::Held {
            why: Held::Law,
            until,
        };
        assert_eq!((kept[0].title.as_str(), &kept[0].why), ("Kept", &why));
        assert_eq!(there(&stage, "contract").await, (1, 1));
    }
    let binned = Utc::now() - TimeDelta::days(40);
    let all = contract::ListQuery {
        object: "contract".to_owned(),
        ..Default::default()
    };
    let kept = records::list(desk, &all).await.unwrap().records.remove(0);
    records::delete(desk, "contract", kept.id).await.unwrap();
    set(&stage, "contract", kept.id, "deleted_at", binned).await;
    let run = done(&stage, &bin_rule(30)).await;
    assert_eq!((run.changed, run.held), (0, 1), "not in the bin either");
}

#[tokio::test]
async fn the_bin_is_emptied_with_everything_that_hangs_on_a_record() {
    let stage = stage().await;
    let lin = &stage.lin;
    let account = stage.account(lin, "Quartermaine Ovens").await;
    let deal = stage
        .make(
            lin,
            "deal",
            &[
                ("name", Value::from("Ovens")),
                ("account", to(account.id)),
                ("stage", "qualify".into()),
            ],
        )
        .await;
    let alone = [
        ("subject", Value::from("About nothing else")),
        ("kind", "call".into()),
        ("status", "done".into()),
        ("account", to(account.id)),
    ];
    stage.make(lin, "activity", &alone).await;
    let pieces = stream::iter([Ok(Bytes::from_static(b"%PDF-1.7 of quartermaine"))]);
    files::add(lin, "account", account.id, "ovens.pdf", pieces)
        .await
        .unwrap();
    let content = || walk(&stage.config.files.join("content"));
    assert_eq!(content(), 1);
    let fresh = stage.account(lin, "Put away today").await;
    for record in [&account, &fresh] {
        let other_name = format!("{} Ltd", record.text("name"));
        let change = Change {
            object: "account".to_owned(),
            id: record.id,
            version: record.version,
            values: of(&[("name", other_name.as_str().into())]),
            base: of(&[("name", record.value("name").clone())]),
        };
        records::update(lin, change).await.unwrap();
    }
    records::delete(lin, "account", account.id).await.unwrap();
    records::delete(lin, "account", fresh.id).await.unwrap();
    let long_ago = Utc::now() - TimeDelta::days(31);
    set(&stage, "account", account.id, "deleted_at", long_ago).await;

    let run = done(&stage, &bin_rule(30)).await;
    assert_eq!(run.changed, 1);
    assert_eq!(there(&stage, "account").await, (0, 1));
    assert_eq!(there(&stage, "activity").await, (0, 0));
    let stays = records::page(lin, "deal", deal.id).await.unwrap();
    assert!(stays.record.value("account").is_empty());
    assert_eq!(content(), 0, "also from the disk");
    let log = entity::event::Entity::find()
        .all(stage.crm.door().house().write())
        .await
        .unwrap();
    let says = |text: &str| log.iter().any(|event| event.changes.contains(text));
    assert!(!says("Quartermaine Ovens"));
    assert!(says("Put away today"));
}

fn walk(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let entries = entries.map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { walk(&path) } else { 1 })
        .sum()
}

fn person(name: &str, email: &str) -> Vec<(&'static str, Value)> {
    vec![("name", Value::from(name)), ("email", Value::from(email))]
}

#[tokio::test]
async fn a_person_is_erased_with_ledger_and_certificate_and_stays_erased() {
    let stage = stage().await;
    let (desk, lin) = (&stage.administrator, &stage.lin);
    let zeb = person("Zebulon Quartermaine", "zeb@example.com");
    let contact = stage.make(lin, "contact", &zeb).await;
    aged(&stage, "contact", contact.id, 5).await;
    let run = done(
        &stage,
        &rule("contact", "updated_at", 3, RetentionDeed::Erase),
    )
    .await;
    assert_eq!((run.changed, run.may_undo), (1, false));
    let erased = privacy::erasures(desk).await.unwrap().list.remove(0);
    assert_eq!(erased.reason, ErasureReason::Rule);
    assert_eq!(erased.rule.as_deref(), Some("contact after 3 years"));
    let file = privacy::certificate(desk, erased.id, privacy::Form::Json).await;
    let file = String::from_utf8(file.unwrap()).unwrap();
    assert!(file.contains("contact after 3 years"), "{file}");

    // A backup of before comes back: without the erasure, and with the person.
    let house = stage.crm.door().house();
    entity::erasure::Entity::delete_many()
        .exec(house.write())
        .await
        .unwrap();
    privacy::replay(&stage.crm).await.unwrap();
    let again = privacy::erasures(desk).await.unwrap().list.remove(0);
    assert_eq!((again.id, again.rule), (erased.id, erased.rule));
    let back = records::create(lin, "contact", Uuid::now_v7(), of(&zeb)).await;
    let Err(Error::Refused(Refusal::Invalid(problems))) = back else {
        panic!("came in again");
    };
    assert!(matches!(problems[0].problem, Problem::Erased { .. }));
}

#[tokio::test]
async fn who_is_kept_elsewhere_is_not_forgotten() {
    let stage = stage().await;
    let lin = &stage.lin;
    let twin = |name: &str| person(name, "twin@example.com");
    let old = stage.make(lin, "contact", &twin("Old Twin")).await;
    stage.make(lin, "contact", &twin("New Twin")).await;
    // A lead that became a contact who is there still.
    let lead = stage
        .make(lin, "lead", &person("Was A Lead", "lead@example.com"))
        .await;
    let became = stage
        .make(lin, "contact", &person("Was A Lead", "lead@example.com"))
        .await;
    set_link(&stage, lead.id, became.id).await;
    for (table, id) in [("contact", old.id), ("lead", lead.id)] {
        aged(&stage, table, id, 5).await;
    }
    for (object, why) in [("contact", Held::Elsewhere), ("lead", Held::Converted)] {
        let run = done(&stage, &rule(object, "updated_at", 3, RetentionDeed::Erase)).await;
        assert_eq!((run.changed, run.held), (0, 1), "{object}");
        let held = notes(&stage.administrator, run.id).await.unwrap();
        assert!(matches!(held[0].why, Stays::Held { why: told, .. } if told == why));
    }
    // In the bin: a double that was put away, and one that was merged.
    records::delete(lin, "contact", old.id).await.unwrap();
    let into = stage
        .make(lin, "contact", &person("Stays", "stays@example.com"))
        .await;
    let merged = stage
        .make(lin, "contact", &person("Goes", "goes@example.com"))
        .await;
    let merge = Merge {
        object: "contact".to_owned(),
        id: Uuid::now_v7(),
        into: (into.id, into.version),
        others: vec![(merged.id, merged.version)],
        values: of(&[]),
    };
    merging::merge(&stage.administrator, merge).await.unwrap();
    let long_ago = Utc::now() - TimeDelta::days(31);
    for id in [old.id, merged.id] {
        set(&stage, "contact", id, "deleted_at", long_ago).await;
    }
    let run = done(&stage, &bin_rule(30)).await;
    assert_eq!((run.changed, run.held), (0, 2));
}

#[expect(clippy::disallowed_methods, reason = "as a conversion does it")]
async fn set_link(stage: &Stage, lead: Uuid, contact: Uuid) {
    use sea_orm::ConnectionTrait;
    use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
    let update = Query::update()
        .table(Alias::new("lead"))
        .value(Alias::new("contact_id"), contact)
        .and_where(Expr::col(Alias::new("id")).eq(lead))
        .take();
    let write = stage.crm.door().house().write();
    write.execute(&update).await.unwrap();
}
