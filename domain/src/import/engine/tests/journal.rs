use std::sync::Arc;

use chrono::{Duration, Utc};
use contract::ListQuery;
use contract::dto::imports::{ImportState, RowProblem, Severity};
use contract::objects::{ACCOUNT, ACTIVITY, CONTACT, DEAL};
use sea_orm::DbBackend;

use super::super::hold::Hold;
use super::super::job::Job;
use super::super::work::{Stage, resume_all};
use super::super::{journal, notes, preview, reader, run as engine, start, status, undo};
use super::{all, bring, check, rested, upload};
use crate::records;
use crate::testing::{disk, stage};

/// More than two batches; the last line is the same as the first.
fn long_file() -> String {
    let rows = (0..250).map(|number| format!("Company {number},c{number}@example.com\n"));
    format!(
        "Name,E-mail\n{}broken,nobody\nLast,C0@example.com\n",
        rows.collect::<String>()
    )
}

#[tokio::test]
async fn an_interrupted_import_goes_on_where_it_stood() {
    let stage = stage().await;
    let desk = &stage.lin;
    let uploaded = upload(desk, ACCOUNT, "long.csv", long_file())
        .await
        .unwrap();
    check(desk, uploaded.id, uploaded.plan).await;

    // The first batch goes in.
    let mut job = Job::of(desk, uploaded.id).await.unwrap();
    let hold = Hold::on(&job.path(&stage.crm));
    job.tally.counts = Default::default();
    notes::clear(stage.crm.door().house().write(), job.id)
        .await
        .unwrap();
    assert!(
        job.take(stage.crm.door().house().write(), ImportState::Running)
            .await
            .unwrap()
    );
    let mut ready = Stage::set(&stage.crm, &mut job).await.unwrap().unwrap();
    let mut batches = reader::batches(job.path(&stage.crm), Arc::clone(&ready.converter), 0);
    let batch = batches.recv().await.unwrap().unwrap();
    assert!(
        engine::one(&stage.crm, &mut job, &mut ready, batch)
            .await
            .unwrap()
    );
    assert_eq!(status(desk, uploaded.id).await.unwrap().counts.created, 100);

    // As long as the process lives, nobody takes over; when it is killed, one does.
    resume_all(&stage.crm).await.unwrap();
    assert_eq!(status(desk, uploaded.id).await.unwrap().counts.created, 100);
    if stage.crm.door().backend() == DbBackend::Postgres {
        journal::let_lapse(stage.crm.door().house(), uploaded.id).await;
    }
    drop(hold);
    resume_all(&stage.crm).await.unwrap();
    let done = rested(desk, uploaded.id).await;
    assert_eq!(done.state, ImportState::Done);
    let counts = done.counts;
    assert_eq!(
        (
            counts.rows,
            counts.created,
            counts.failed,
            counts.duplicates
        ),
        (252, 250, 1, 1)
    );
    let found = super::super::findings(desk, uploaded.id).await.unwrap();
    let same = RowProblem::SameAsLine {
        line: 2,
        by: "email".into(),
    };
    assert_eq!(
        super::problems(&found.notes)[1],
        (253, "email", Severity::Duplicate, &same)
    );

    // Whoever thought to hold it still, writes nothing more.
    let batch = batches.recv().await.unwrap().unwrap();
    assert!(
        !engine::one(&stage.crm, &mut job, &mut ready, batch)
            .await
            .unwrap()
    );
    assert_eq!(status(desk, uploaded.id).await.unwrap().counts.created, 250);
}

#[tokio::test]
async fn an_import_that_found_the_disk_full_stops_and_goes_on_when_asked() {
    let stage = stage().await;
    let desk = &stage.lin;
    let text = "long ".repeat(400);
    let rows = (0..250).map(|number| format!("Company {number},c{number}@example.com,{text}\n"));
    let file = format!("Name,E-mail,Note\n{}", rows.collect::<String>());
    let uploaded = upload(desk, ACCOUNT, "long.csv", file).await.unwrap();
    check(desk, uploaded.id, uploaded.plan).await;
    if !disk::fill(&stage.crm).await {
        return;
    }
    start(desk, uploaded.id).await.unwrap();
    let stopped = rested(desk, uploaded.id).await;
    assert_eq!(stopped.state, ImportState::Stopped);
    let every = ListQuery {
        object: ACCOUNT.to_owned(),
        ..ListQuery::default()
    };
    let there = records::count_all(desk, &every).await.unwrap().count;
    assert_eq!(stopped.counts.created, there, "what is told is there");
    assert!(there < 250);

    disk::give_room(&stage.crm).await;
    start(desk, uploaded.id).await.unwrap();
    let done = rested(desk, uploaded.id).await;
    assert_eq!((done.state, done.counts.created), (ImportState::Done, 250));
    let there = records::count_all(desk, &every).await.unwrap().count;
    assert_eq!(there, 250);
}

#[tokio::test]
async fn an_interrupted_import_can_be_undone_as_a_whole() {
    let stage = stage().await;
    let desk = &stage.lin;
    let kept = stage.account(desk, "Kept").await;
    let uploaded = upload(desk, ACCOUNT, "long.csv", long_file())
        .await
        .unwrap();
    check(desk, uploaded.id, uploaded.plan).await;
    start(desk, uploaded.id).await.unwrap();
    undo(desk, uploaded.id).await.unwrap();
    let done = rested(desk, uploaded.id).await;
    assert_eq!(done.state, ImportState::Undone);
    let left = all(desk, ACCOUNT).await;
    assert_eq!(
        left.iter().map(|account| account.id).collect::<Vec<_>>(),
        [kept.id]
    );
}

#[tokio::test]
async fn undo_leaves_no_choice_link_or_pulse_behind() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let accounts = bring(
        desk,
        ACCOUNT,
        "Account Id,Name,Source\n5,Umbra Optics,Podcast\n",
    )
    .await;
    bring(desk, CONTACT, "Name,Account\nTucker,Umbra Optics\n").await;
    let calls = bring(
        desk,
        ACTIVITY,
        "Subject,Kind,Call Start Time,Contact Name\nx,Call,2021-04-15 23:03:00,Tucker\n",
    )
    .await;
    assert!(
        !all(desk, CONTACT).await[0]
            .value("last_contact_at")
            .is_empty()
    );
    for id in [calls.status.id, accounts.status.id] {
        assert!(status(desk, id).await.unwrap().may_undo);
        undo(desk, id).await.unwrap();
        assert_eq!(rested(desk, id).await.state, ImportState::Undone);
    }
    let tucker = &all(desk, CONTACT).await[0];
    assert!(tucker.value("last_contact_at").is_empty());
    assert!(
        matches!(tucker.value("account"), contract::Value::Link(link) if link.id.is_none() && link.text == "5")
    );
    assert!(all(desk, ACCOUNT).await.is_empty() && all(desk, ACTIVITY).await.is_empty());
    assert!(
        desk.object(ACCOUNT)
            .unwrap()
            .field("source")
            .unwrap()
            .choice("podcast")
            .is_none()
    );
    assert!(!status(desk, accounts.status.id).await.unwrap().may_undo);
}

#[tokio::test]
async fn a_file_may_turn_out_to_be_of_another_object() {
    let stage = stage().await;
    let uploaded = upload(
        &stage.lin,
        ACCOUNT,
        "x.csv",
        "Deal name,Closing Date\nA,2021-04-15\n",
    )
    .await
    .unwrap();
    let again = preview(&stage.lin, uploaded.id, Some(DEAL)).await.unwrap();
    let fields: Vec<Option<&str>> = again
        .plan
        .columns
        .iter()
        .map(|column| column.field.as_deref())
        .collect();
    assert_eq!(fields, [Some("name"), Some("close_date")]);
    let found = check(&stage.lin, uploaded.id, again.plan).await;
    assert_eq!(
        (found.status.object.as_str(), found.status.counts.created),
        (DEAL, 1)
    );
    assert_eq!(
        found.created,
        [(2, vec!["A".to_owned(), "2021-04-15".to_owned()])]
    );
    assert!(
        all(&stage.lin, DEAL).await.is_empty(),
        "a check writes no record"
    );
}

#[tokio::test]
async fn a_dry_run_leaves_nothing() {
    let stage = stage().await;
    let mut file = super::file(&stage, ACCOUNT, "Name,Source\nA,Podcast\n", None);
    file.dry_run = true;
    file.report = Some(stage.config.files.join("report.csv"));
    let counts = super::run_file(&stage.administrator, file).await.unwrap();
    assert_eq!((counts.created, counts.warnings), (1, 1));
    assert!(all(&stage.administrator, ACCOUNT).await.is_empty());
    assert!(
        super::super::recent(&stage.administrator)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        stage
            .administrator
            .object(ACCOUNT)
            .unwrap()
            .field("source")
            .unwrap()
            .choice("podcast")
            .is_none()
    );
    let report = std::fs::read_to_string(stage.config.files.join("report.csv")).unwrap();
    assert!(
        report.contains("2,warning,Source,source,Podcast,"),
        "{report}"
    );
}

#[tokio::test]
async fn an_import_without_a_sign_of_life_is_called_interrupted() {
    let stage = stage().await;
    let desk = &stage.lin;
    let uploaded = upload(desk, ACCOUNT, "a.csv", "Name\nA\n").await.unwrap();
    let mut job = Job::of(desk, uploaded.id).await.unwrap();
    for (state, seconds, expected) in [
        (ImportState::Running, 5, false),
        (ImportState::Running, 20, true),
        (ImportState::Undoing, 20, true),
        (ImportState::Draft, 20, false),
    ] {
        job.state = state;
        job.updated_at = Utc::now() - Duration::seconds(seconds);
        let told = job.status(desk).is_interrupted;
        assert_eq!(told, expected, "{state:?} for {seconds} s");
    }
}

#[tokio::test]
async fn who_looked_before_an_import_was_taken_up_does_not_do_it_again() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let content = "客户名称\n海川\n";
    let uploaded = upload(desk, ACCOUNT, "one.csv", content.to_owned())
        .await
        .unwrap();
    let mut first = Job::of(desk, uploaded.id).await.unwrap();
    let mut late = Job::of(desk, uploaded.id).await.unwrap();
    let write = stage.crm.door().house().write();
    assert!(first.take(write, ImportState::Running).await.unwrap());
    assert!(first.rest(write, ImportState::Done).await.unwrap());
    assert!(!late.take(write, ImportState::Running).await.unwrap());
    let rested = status(desk, uploaded.id).await.unwrap();
    assert_eq!(rested.state, ImportState::Done);
}
