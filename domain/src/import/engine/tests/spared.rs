//! A long import into a table of few rows does without most indexes meanwhile; afterwards every one of them is there.
#![expect(
    clippy::disallowed_methods,
    reason = "asks the database which indexes it has, and has it fail"
)]

use std::collections::BTreeSet;
use std::sync::Arc;

use contract::dto::defining::FieldChange;
use contract::dto::imports::{ImportPlan, ImportState};
use contract::objects::ACCOUNT;
use contract::{FieldDef, FieldKind};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::super::job::Job;
use super::super::work::Stage as Ready;
use super::super::{reader, run as engine, spared, start, status, undo, work};
use super::{check, file, rested, run, upload};
use crate::import::engine::run_file;
use crate::testing::{Stage, stage};
use crate::{Crm, Desk, Result, describing};

/// More rows than an import needs to do without indexes, in several batches.
pub(super) fn many(rows: usize) -> String {
    let row = |number| {
        format!(
            "Company {number},c{number}@example.com,Region {}\n",
            number % 7
        )
    };
    let rows: String = (0..rows).map(row).collect();
    format!("Name,E-mail,Region\n{rows}")
}

/// The indexes of customers and of what makes them alike, as the database builds them.
pub(super) async fn indexes(crm: &Crm) -> BTreeSet<String> {
    let house = crm.door().house();
    let sql = match house.backend() {
        DbBackend::Postgres => {
            "SELECT indexdef AS sql FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN ('account', 'duplicate_key')"
        }
        _ => {
            "SELECT COALESCE(sql, name) AS sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('account', 'duplicate_key')"
        }
    };
    let rows = house
        .read()
        .query_all_raw(Statement::from_string(house.backend(), sql))
        .await
        .unwrap();
    rows.iter()
        .map(|row| row.try_get("", "sql").unwrap())
        .collect()
}

fn has(indexes: &BTreeSet<String>, name: &str) -> bool {
    let name = format!("account_by_{name}");
    let mut words = indexes.iter().flat_map(|sql| sql.split(['"', ' ']));
    words.any(|word| word == name)
}

/// An import that put away what it can do without, before its first batch.
pub(super) async fn set_off(
    stage: &Stage,
    desk: &Desk,
    content: String,
    choose: impl FnOnce(&mut ImportPlan),
) -> (Job, Ready) {
    let uploaded = upload(desk, ACCOUNT, "many.csv", content).await.unwrap();
    let mut plan = uploaded.plan;
    choose(&mut plan);
    check(desk, uploaded.id, plan).await;
    let mut job = Job::of(desk, uploaded.id).await.unwrap();
    job.tally.counts = Default::default();
    let house = stage.crm.door().house();
    assert!(job.take(house.write(), ImportState::Running).await.unwrap());
    let mut ready = Ready::set(&stage.crm, &mut job).await.unwrap().unwrap();
    spared::put_away(&stage.crm, &job, &mut ready)
        .await
        .unwrap();
    (job, ready)
}

/// An import that was begun, with its first batch in, as a crash would leave it.
pub(super) async fn begun(stage: &Stage, desk: &Desk, content: String) -> Job {
    let (mut job, mut ready) = set_off(stage, desk, content, |_| {}).await;
    let mut batches = reader::batches(job.path(&stage.crm), Arc::clone(&ready.converter), 0);
    let batch = batches.recv().await.unwrap().unwrap();
    assert!(
        engine::one(&stage.crm, &mut job, &mut ready, batch)
            .await
            .unwrap()
    );
    job
}

pub(super) fn is_sqlite(stage: &Stage) -> bool {
    stage.crm.door().backend() == DbBackend::Sqlite
}

#[tokio::test]
async fn after_a_long_import_all_indexes_are_there() {
    let stage = stage().await;
    let before = indexes(&stage.crm).await;
    let counts = run(&stage, &stage.administrator, ACCOUNT, &many(450), None).await;
    assert_eq!(counts.created, 450);
    assert_eq!(indexes(&stage.crm).await, before);
    assert!(stage.crm.door().away().is_empty());
}

#[tokio::test]
async fn what_an_import_asks_for_stays_meanwhile() {
    let stage = stage().await;
    let before = indexes(&stage.crm).await;
    let mut job = begun(&stage, &stage.administrator, many(300)).await;
    let meanwhile = indexes(&stage.crm).await;
    for name in ["deleted", "batch", "parent", "parent_ref", "created_at"] {
        assert!(has(&meanwhile, name), "{name}");
    }
    for name in ["title", "region_folded", "owner", "industry_created"] {
        assert!(has(&before, name), "{name}");
        assert_eq!(has(&meanwhile, name), !is_sqlite(&stage), "{name}");
    }
    assert!(spared::bring_back(&stage.crm, &mut job).await.unwrap());
    assert_eq!(indexes(&stage.crm).await, before);
}

#[tokio::test]
async fn names_are_asked_for_only_where_a_row_names_another_one() {
    for (parent, stays) in [("", false), ("Company 7", true)] {
        let stage = stage().await;
        let content = many(300)
            .replace('\n', ",\n")
            .replacen("Region,", "Region,Parent Account", 1)
            .replacen("Region 2,", &format!("Region 2,{parent}"), 1);
        begun(&stage, &stage.administrator, content).await;
        let meanwhile = indexes(&stage.crm).await;
        assert_eq!(has(&meanwhile, "title"), stays || !is_sqlite(&stage));
    }
}

#[tokio::test]
async fn after_a_crash_the_next_start_brings_them_back() {
    let stage = stage().await;
    let before = indexes(&stage.crm).await;
    begun(&stage, &stage.administrator, many(300)).await;
    assert_eq!(indexes(&stage.crm).await == before, !is_sqlite(&stage));
    let again = Crm::open(&stage.config).await.unwrap();
    assert_eq!(indexes(&again).await, before);
}

#[tokio::test]
async fn few_rows_and_a_full_table_keep_their_indexes() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let before = indexes(&stage.crm).await;
    begun(&stage, desk, many(150)).await;
    assert_eq!(indexes(&stage.crm).await, before);
    // There are a hundred by now.
    begun(&stage, desk, many(300)).await;
    assert_eq!(indexes(&stage.crm).await, before);
}

#[tokio::test]
async fn an_import_that_stopped_leaves_no_index_behind() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let before = indexes(&stage.crm).await;
    let uploaded = upload(desk, ACCOUNT, "many.csv", many(450)).await.unwrap();
    check(desk, uploaded.id, uploaded.plan).await;
    if is_sqlite(&stage) {
        let fails = "CREATE TRIGGER fails BEFORE INSERT ON account WHEN NEW.name = 'Company 333' \
                     BEGIN SELECT RAISE(ABORT, 'no more'); END";
        let house = stage.crm.door().house();
        house.write().execute_unprepared(fails).await.unwrap();
        start(desk, uploaded.id).await.unwrap();
        let stopped = rested(desk, uploaded.id).await;
        assert_eq!(stopped.state, ImportState::Stopped);
        settled(&stage, &before).await;
        let mended = "DROP TRIGGER fails";
        house.write().execute_unprepared(mended).await.unwrap();
    }
    start(desk, uploaded.id).await.unwrap();
    let done = rested(desk, uploaded.id).await;
    assert_eq!((done.state, done.counts.created), (ImportState::Done, 450));
    assert_eq!(indexes(&stage.crm).await, before);
}

#[tokio::test]
async fn an_import_taken_back_amid_its_work_leaves_no_index_behind() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let before = indexes(&stage.crm).await;
    let uploaded = upload(desk, ACCOUNT, "many.csv", many(450)).await.unwrap();
    check(desk, uploaded.id, uploaded.plan).await;
    start(desk, uploaded.id).await.unwrap();
    while stage.crm.door().away().is_empty() && is_sqlite(&stage) {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    undo(desk, uploaded.id).await.unwrap();
    assert_eq!(rested(desk, uploaded.id).await.state, ImportState::Undone);
    settled(&stage, &before).await;
}

/// The one that was pushed aside may still be building.
async fn settled(stage: &Stage, before: &BTreeSet<String>) {
    for _ in 0..1_000 {
        if stage.crm.door().away().is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(&indexes(&stage.crm).await, before);
}

async fn describe(stage: &Stage, field: FieldDef) -> Result<()> {
    let change = FieldChange {
        object: ACCOUNT.to_owned(),
        version: 0,
        field,
    };
    describing::save_field(&stage.administrator, change)
        .await
        .map(drop)
}

#[tokio::test]
async fn a_field_described_meanwhile_brings_nothing_back_and_has_what_it_needs() {
    let stage = stage().await;
    let before = indexes(&stage.crm).await;
    let mut job = begun(&stage, &stage.administrator, many(300)).await;
    let meanwhile = indexes(&stage.crm).await;
    let added = FieldDef::new("", FieldKind::Integer, "Floors", "楼层").filterable();
    describe(&stage, added).await.unwrap();
    let object = stage.administrator.object(ACCOUNT).unwrap();
    let mut sealed = object.field("region").unwrap().clone();
    sealed.sensitive = true;
    describe(&stage, sealed).await.unwrap();
    let described = indexes(&stage.crm).await;
    let new: Vec<&String> = described.difference(&meanwhile).collect();
    assert_eq!(new.len(), 2, "{new:?}");
    assert!(spared::bring_back(&stage.crm, &mut job).await.unwrap());
    let after = indexes(&stage.crm).await;
    let gone: Vec<&String> = before.difference(&after).collect();
    // What it says is in no index any more.
    assert!(
        matches!(gone.as_slice(), [one] if one.contains("region_folded")),
        "{gone:?}"
    );
    assert_eq!(after.len(), before.len() + 1);
}

#[tokio::test]
async fn rows_that_name_each_other_and_keys_find_each_other_without_them() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let row = |number: usize| {
        format!(
            "E{number},Company {number},E{}\n",
            number.saturating_sub(120)
        )
    };
    let rows: String = (0..300).map(row).collect();
    let content = format!("Account Id,Name,Parent Account\n{rows}");
    let before = indexes(&stage.crm).await;
    for (created, skipped) in [(300, 0), (0, 300)] {
        let file = file(&stage, ACCOUNT, &content, Some("external_id"));
        let counts = run_file(desk, file).await.unwrap();
        assert_eq!((counts.created, counts.skipped), (created, skipped));
        assert_eq!(indexes(&stage.crm).await, before);
    }
}

#[tokio::test]
async fn nobody_else_has_to_bring_back_what_one_put_away() {
    let stage = stage().await;
    let before = indexes(&stage.crm).await;
    let mut first = begun(&stage, &stage.administrator, many(300)).await;
    let mut other = first.clone();
    other.id = Uuid::now_v7();
    assert!(spared::bring_back(&stage.crm, &mut other).await.unwrap());
    assert_eq!(indexes(&stage.crm).await == before, !is_sqlite(&stage));
    // Whoever works on the import brings them back, whatever it does with it.
    first.state = ImportState::Checked;
    assert!(!work::step(&stage.crm, &mut first).await.unwrap());
    assert_eq!(indexes(&stage.crm).await, before);
    let _ = status(&stage.administrator, first.id).await.unwrap();
}
