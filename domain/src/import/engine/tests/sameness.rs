use contract::dto::imports::{OnDuplicate, RowProblem, Severity};
use contract::objects::{ACCOUNT, CONTACT};

use super::super::problems;
use super::{all, bring, bring_by, problems as told, run};
use crate::testing::stage;

#[tokio::test]
async fn the_same_phone_or_email_is_the_same_record_and_the_same_name_only_a_warning() {
    let stage = stage().await;
    let here = stage
        .make(
            &stage.lin,
            ACCOUNT,
            &[("name", "Here".into()), ("phone", "13857429016".into())],
        )
        .await;
    let hidden = stage
        .make(
            &stage.zhou,
            ACCOUNT,
            &[
                ("name", "Hidden".into()),
                ("email", "zhou@example.com".into()),
            ],
        )
        .await;
    let file = "Name,Phone,E-mail\n\
        A,+86 138-5742-9016,\n\
        B,,ZHOU@Example.com\n\
        C,139 5742 0001,c@example.com\n\
        D,１３９５７４２０００１,\n\
        E,,C@EXAMPLE.COM\n\
        C 有限公司,,\n\
        Here,,\n\
        F,0574-8765 4321,\n\
        G,(0574) 87654321,\n\
        F,057487654321,\n";
    let found = bring(&stage.lin, ACCOUNT, file).await;
    use RowProblem as P;
    let same_line = |line, by: &str| P::SameAsLine {
        line,
        by: by.into(),
    };
    let expected = [
        (
            2,
            "phone",
            Severity::Duplicate,
            P::SameAsRecord {
                id: here.id,
                title: "Here".into(),
                by: "phone".into(),
            },
        ),
        (
            3,
            "email",
            Severity::Duplicate,
            P::SameAsRecord {
                id: hidden.id,
                title: String::new(),
                by: "email".into(),
            },
        ),
        (5, "phone", Severity::Duplicate, same_line(4, "phone")),
        (6, "email", Severity::Duplicate, same_line(4, "email")),
        (11, "phone", Severity::Duplicate, same_line(9, "phone")),
        (
            7,
            "name",
            Severity::Warning,
            P::SameName {
                line: Some(4),
                id: None,
            },
        ),
        (
            8,
            "name",
            Severity::Warning,
            P::SameName {
                line: None,
                id: Some(here.id),
            },
        ),
    ];
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, field, severity, problem)| (*line, *field, *severity, problem))
        .collect();
    assert_eq!(told(&found.notes), expected);
    let counts = found.status.counts;
    assert_eq!(
        (counts.created, counts.duplicates, counts.warnings),
        (5, 5, 2)
    );
    let again = bring(&stage.lin, ACCOUNT, file).await.status.counts;
    assert_eq!(
        (again.created, again.duplicates),
        (2, 8),
        "without a key only phones and e-mails tell"
    );
}

#[tokio::test]
async fn a_second_run_with_a_key_creates_nothing() {
    let stage = stage().await;
    let file =
        "Account Id,Name,Phone\n1,Tesco,138 5742 9016\n2,Tesco,138 5742 9016\n,No key,\n2,Twice,\n";
    let first = run(&stage, &stage.lin, ACCOUNT, file, Some("external_id")).await;
    assert_eq!(
        (
            first.created,
            first.failed,
            first.duplicates,
            first.warnings
        ),
        (2, 1, 1, 1)
    );
    let second = run(&stage, &stage.lin, ACCOUNT, file, Some("external_id")).await;
    assert_eq!(
        (
            second.created,
            second.skipped,
            second.failed,
            second.duplicates
        ),
        (0, 2, 1, 1)
    );
    assert_eq!(all(&stage.lin, ACCOUNT).await.len(), 2);
}

#[tokio::test]
async fn a_key_updates_what_differs_and_undo_puts_it_back() {
    let stage = stage().await;
    let desk = &stage.administrator;
    run(
        &stage,
        desk,
        CONTACT,
        "Contact Id,Name,Phone,Tags\n1,A,138 5742 9016,x\n2,B,,\n3,C,,\n",
        None,
    )
    .await;
    let file = "Contact Id,Name,Phone,Tags\n1,A2,,\"x, y\"\n2,B,,\n3,C3,138 5742 90,\n4,D,,\n";
    let found = bring_by(desk, CONTACT, file, |plan| {
        plan.key = Some("external_id".into());
        plan.on_duplicate = OnDuplicate::Update;
    })
    .await;
    let counts = found.status.counts;
    assert_eq!(
        (
            counts.created,
            counts.updated,
            counts.skipped,
            counts.failed
        ),
        (1, 1, 1, 1)
    );
    let contacts = all(desk, CONTACT).await;
    assert_eq!(
        (contacts[0].text("name"), contacts[0].text("phone")),
        ("A2", "138 5742 9016")
    );
    assert_eq!(
        contacts[0].value("tags"),
        &contract::Value::Tags(vec!["x".into(), "y".into()])
    );
    let mut left_out = Vec::new();
    assert_eq!(
        problems::problems_csv(desk, found.status.id, &mut left_out)
            .await
            .unwrap(),
        1
    );

    super::super::undo(desk, found.status.id).await.unwrap();
    super::rested(desk, found.status.id).await;
    let contacts = all(desk, CONTACT).await;
    let names: Vec<&str> = contacts
        .iter()
        .map(|contact| contact.text("name"))
        .collect();
    assert_eq!(names, ["A", "B", "C"]);
    assert_eq!(
        contacts[0].value("tags"),
        &contract::Value::Tags(vec!["x".into()])
    );
}
