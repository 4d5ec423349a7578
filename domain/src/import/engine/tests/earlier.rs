//! Who is the same is found while the index that tells is put away.

use std::collections::BTreeSet;

use contract::dto::imports::{ImportPlan, OnDuplicate, RowProblem, Severity};
use contract::dto::records::EventAction;
use contract::objects::{ACCOUNT, CONTACT};
use uuid::Uuid;

use super::super::earlier::Earlier;
use super::super::spared;
use super::spared::{begun, indexes, is_sqlite, many, set_off};
use super::{bring, check, problems as told, upload};
use crate::access::NewRecord;
use crate::likeness::{Key, NAME};
use crate::records;
use crate::testing::stage;

/// The name of the index that tells who is alike is that of no field.
fn tells_who_is_alike(indexes: &BTreeSet<String>) -> bool {
    indexes
        .iter()
        .any(|sql| sql.contains("duplicate_key_value"))
}

#[tokio::test]
async fn who_is_the_same_is_found_without_the_index_that_tells() {
    let stage = stage().await;
    let known = [
        ("name", "Here 有限公司".into()),
        ("phone", "0574-8765 4321".into()),
    ];
    let here = stage.make(&stage.lin, ACCOUNT, &known).await;
    let hidden = [("name", "Hidden".into()), ("email", "z@example.com".into())];
    let hidden = stage.make(&stage.zhou, ACCOUNT, &hidden).await;
    let rows = "Here,,Region,\n\
        Hidden,,Region,\n\
        Here,,Region,(0574) 87654321\n\
        There,Z@Example.com,Region,\n\
        Company 3,,Region,\n\
        New,c4@example.com,Region,\n";
    let content = many(300)
        .replace('\n', ",\n")
        .replacen("Region,", "Region,Phone", 1)
        + rows;
    // Checked with the index, brought in without.
    let found = bring(&stage.lin, ACCOUNT, content).await;
    use RowProblem as P;
    let same = |id, title: &str, by: &str| P::SameAsRecord {
        id,
        title: title.into(),
        by: by.into(),
    };
    let line = P::SameAsLine {
        line: 6,
        by: "email".into(),
    };
    let name = |line, id| P::SameName { line, id };
    let expected = [
        (
            304,
            "phone",
            Severity::Duplicate,
            same(here.id, "Here 有限公司", "phone"),
        ),
        (
            305,
            "email",
            Severity::Duplicate,
            same(hidden.id, "", "email"),
        ),
        (307, "email", Severity::Duplicate, line),
        (302, "name", Severity::Warning, name(None, Some(here.id))),
        (306, "name", Severity::Warning, name(Some(5), None)),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, field, severity, problem)| (*line, *field, *severity, problem))
        .collect();
    assert_eq!(told(&found.notes), expected);
}

#[tokio::test]
async fn what_others_bring_meanwhile_is_known_at_the_next_transaction() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let make = async |name: &str| {
        stage
            .make(&stage.lin, ACCOUNT, &[("name", name.into())])
            .await
            .id
    };
    let having = |earlier: &Earlier, name: &str| {
        let key = Key {
            kind: NAME,
            value: name.to_owned(),
        };
        earlier.having([&key].into_iter()).unwrap()
    };
    let before = make("before").await;
    let earlier = Earlier::read(desk, ACCOUNT).await.unwrap();
    assert_eq!(having(&earlier, "before"), [before]);
    let other = make("other").await;
    let mut write = desk.write().await.unwrap();
    earlier.begin(&write).await.unwrap();
    let own = NewRecord {
        id: Uuid::now_v7(),
        values: [("name".to_owned(), "own".into())].into(),
        batch: None,
    };
    let account = desk.object(ACCOUNT).unwrap();
    write
        .insert(&account, vec![own], EventAction::Imported)
        .await
        .unwrap();
    earlier.end(&mut write).await.unwrap();
    write.commit().await.unwrap();
    let later = make("later").await;
    let write = desk.write().await.unwrap();
    earlier.begin(&write).await.unwrap();
    drop(write);
    assert_eq!(having(&earlier, "other"), [other]);
    assert_eq!(having(&earlier, "later"), [later]);
    // Those of the import are known as lines of its file.
    assert!(having(&earlier, "own").is_empty());
}

#[tokio::test]
async fn others_ask_who_is_alike_meanwhile_and_whoever_asks_much_builds_the_index() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let before = indexes(&stage.crm).await;
    let mut first = begun(&stage, desk, many(300)).await;
    let meanwhile = indexes(&stage.crm).await;
    assert_eq!(tells_who_is_alike(&meanwhile), !is_sqlite(&stage));
    let typed = [("name".to_owned(), "COMPANY 7 Ltd".into())].into();
    let twins = records::twins(desk, ACCOUNT, &typed, None).await.unwrap();
    let names: Vec<&str> = twins.iter().map(|twin| twin.title.as_str()).collect();
    assert_eq!(names, ["Company 7"]);
    let uploaded = upload(desk, CONTACT, "few.csv", "Name\nA\n").await.unwrap();
    check(desk, uploaded.id, uploaded.plan).await;
    assert_eq!(indexes(&stage.crm).await, meanwhile);
    let rows: String = (0..30).map(|number| format!("Person {number}\n")).collect();
    let uploaded = upload(desk, CONTACT, "more.csv", format!("Name\n{rows}"))
        .await
        .unwrap();
    check(desk, uploaded.id, uploaded.plan).await;
    assert!(tells_who_is_alike(&indexes(&stage.crm).await));
    assert!(spared::bring_back(&stage.crm, &mut first).await.unwrap());
    assert_eq!(indexes(&stage.crm).await, before);
}

#[tokio::test]
async fn rows_that_ask_the_database_who_is_alike_keep_the_index_that_tells() {
    let changes = |plan: &mut ImportPlan| plan.on_duplicate = OnDuplicate::Update;
    let by_key = |plan: &mut ImportPlan| plan.key = Some("email".to_owned());
    let ways: [fn(&mut ImportPlan); 2] = [changes, by_key];
    for choose in ways {
        let stage = stage().await;
        let desk = &stage.administrator;
        let (mut job, _) = set_off(&stage, desk, many(300), choose).await;
        assert!(tells_who_is_alike(&indexes(&stage.crm).await));
        assert_eq!(stage.crm.door().has_put_away(job.id), is_sqlite(&stage));
        assert!(spared::bring_back(&stage.crm, &mut job).await.unwrap());
    }
}
