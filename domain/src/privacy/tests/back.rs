//! Who was erased does not come in again, until somebody allows it.

use contract::value::Values;
use contract::{Problem, Refusal, Value};
use uuid::Uuid;

use super::{EMAIL, NAME, PHONE, erased, person};
use crate::import::{RunFile, run_file};
use crate::privacy::{allow, erasures};
use crate::testing::{Stage, of, stage};
use crate::{Desk, Error, operations, records};

fn values(email: &str) -> Values {
    of(&[
        ("name", NAME.into()),
        ("email", Value::from(email)),
        ("phone", "+86 139 0000 1111".into()),
    ])
}

/// The fields at which something is refused because of an erasure.
fn held_up<T: std::fmt::Debug>(result: crate::Result<T>) -> Vec<String> {
    match result {
        Err(Error::Refused(Refusal::Invalid(problems))) => problems
            .into_iter()
            .filter(|one| matches!(one.problem, Problem::Erased { .. }))
            .map(|one| one.field)
            .collect(),
        other => panic!("not refused: {other:?}"),
    }
}

/// Brings two people in by a file; answers how many came in, and what was said of the others.
async fn bring(stage: &Stage, desk: &Desk) -> (u64, u64, String) {
    let folder = stage.config.files.parent().unwrap();
    let (path, report) = (folder.join("people.csv"), folder.join("report.csv"));
    let rows = format!(
        "Name,E-mail\n{NAME},{}\nStays Here,stays@example.com\n",
        EMAIL.to_uppercase()
    );
    std::fs::write(&path, rows).unwrap();
    let file = RunFile {
        object: "contact".to_owned(),
        path,
        report: Some(report.clone()),
        ..RunFile::default()
    };
    let counts = run_file(desk, file).await.unwrap();
    let said = std::fs::read_to_string(report).unwrap_or_default();
    (counts.created, counts.failed, said)
}

#[tokio::test]
async fn files_programs_and_forms_do_not_bring_back_who_was_erased() {
    let stage = stage().await;
    let contact = person(&stage).await;
    let done = erased(&stage, contact.id).await;

    let lin = &stage.lin;
    let id = Uuid::now_v7;
    let by_program = operations::create(lin, "contact", id(), values(EMAIL)).await;
    assert_eq!(held_up(by_program), ["email"]);
    let by_form = records::create(lin, "lead", id(), values(EMAIL)).await;
    assert_eq!(held_up(by_form), ["email"], "as a lead as well");
    let mut by_number = values("other@example.com");
    by_number.insert("phone".to_owned(), PHONE.into());
    let by_number = records::create(lin, "contact", id(), by_number).await;
    assert_eq!(held_up(by_number), ["phone"]);
    let (created, failed, said) = bring(&stage, &stage.administrator).await;
    assert_eq!((created, failed), (1, 1));
    assert!(said.contains("was erased on"), "{said}");

    // Somebody else of the same name is somebody else, and what stands there already stops nobody.
    let other = records::create(lin, "contact", id(), values("z@example.com")).await;
    assert!(other.is_ok());

    for desk in [&stage.lin, &stage.manager] {
        let told = allow(desk, done.id, "A customer again").await;
        assert!(matches!(told, Err(Error::Refused(Refusal::Forbidden))));
    }
    assert!(allow(&stage.administrator, done.id, "  ").await.is_err());
    let allowed = allow(&stage.administrator, done.id, "A customer again")
        .await
        .unwrap();
    let told = allowed.allowed.unwrap();
    assert_eq!(
        (told.by.as_str(), told.reason.as_str()),
        ("Anna Admin", "A customer again")
    );
    let back = operations::create(lin, "contact", id(), values(EMAIL)).await;
    let back = back.unwrap();
    let query = contract::dto::audit::AuditQuery {
        object: Some("note.erasure".to_owned()),
        ..Default::default()
    };
    stage.settle_log().await;
    let log = crate::audit::search(&stage.administrator, &query)
        .await
        .unwrap();
    let noted = log.lines.iter().flat_map(|line| &line.changes);
    let mut noted = noted.filter(|change| change.field == "allowed");
    assert_eq!(noted.next().unwrap().after, "A customer again");

    // Erased once more they are held up once more.
    erased(&stage, back.id).await;
    let again = operations::create(lin, "contact", id(), values(EMAIL)).await;
    assert_eq!(held_up(again), ["phone", "email"]);
}

#[tokio::test]
async fn what_was_allowed_outlives_a_restore() {
    let stage = stage().await;
    let contact = person(&stage).await;
    let done = erased(&stage, contact.id).await;
    allow(&stage.administrator, done.id, "A customer again")
        .await
        .unwrap();
    // The database is of a time before.
    let house = stage.crm.door().house();
    let before = "UPDATE erasure SET allowed = NULL";
    sea_orm::ConnectionTrait::execute_unprepared(house.write(), before)
        .await
        .unwrap();
    super::super::ledger::settle(&stage.crm).await.unwrap();
    let list = erasures(&stage.administrator).await.unwrap().list;
    assert!(list[0].allowed.is_some());
    let back = records::create(&stage.lin, "contact", Uuid::now_v7(), values(EMAIL)).await;
    assert!(back.is_ok());
}
