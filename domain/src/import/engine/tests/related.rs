use contract::dto::imports::{ImportState, RowProblem, Severity};
use contract::objects::{ACCOUNT, CONTACT, DEAL};
use contract::{Record, Value};

use super::super::{findings, undo};
use super::{all, bring, bring_by, problems, rested};
use crate::Desk;
use crate::testing::stage;

async fn names(desk: &Desk, object: &str) -> Vec<String> {
    all(desk, object)
        .await
        .iter()
        .map(|record| record.text("name").to_owned())
        .collect()
}

#[tokio::test]
async fn a_name_that_leads_nowhere_makes_a_record_once() {
    let stage = stage().await;
    let desk = &stage.lin;
    bring(desk, ACCOUNT, "Name\nHere\n").await;
    let file = "Name,Account\nA,Here\nB,New one\nC,New one\nD,\nbad,Other\n,Never\n";
    let found = bring_by(desk, CONTACT, file, |plan| plan.create_related = true).await;
    assert_eq!(found.status.counts.created, 5);
    assert_eq!(names(desk, ACCOUNT).await, ["Here", "New one", "Other"]);
    let accounts = all(desk, ACCOUNT).await;
    let of = |contact: &Record| contact.value("account").id();
    let linked: Vec<_> = all(desk, CONTACT).await.iter().map(of).collect();
    let [here, new, other] = [0, 1, 2].map(|place| Some(accounts[place].id));
    assert_eq!(linked, [here, new, new, None, other]);
    let made = RowProblem::NewRecord {
        object: ACCOUNT.into(),
        reference: "New one".into(),
    };
    assert!(
        problems(&found.notes).contains(&(3, "account", Severity::Warning, &made)),
        "{:?}",
        found.notes
    );
    assert_eq!(accounts[1].value("owner").id(), desk.actor().id());

    // The next file finds it; and what it uses stays when the first one is undone.
    let file = "Name,Account\nE,Other\n";
    bring_by(desk, CONTACT, file, |plan| plan.create_related = true).await;
    undo(desk, found.status.id).await.unwrap();
    let done = rested(desk, found.status.id).await;
    assert_eq!(done.state, ImportState::Undone);
    assert_eq!(names(desk, ACCOUNT).await, ["Here", "Other"]);
    assert_eq!(names(desk, CONTACT).await, ["E"]);
    let notes = findings(desk, found.status.id).await.unwrap().notes;
    let used = RowProblem::StillUsed {
        object: ACCOUNT.into(),
        id: accounts[2].id,
    };
    assert!(problems(&notes).contains(&(0, "", Severity::Warning, &used)));
}

#[tokio::test]
async fn many_batches_make_a_record_once() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let rows = (0..250).map(|number| format!("Contact {number},Company {}\n", number % 3));
    let file = format!("Name,Account\n{}", rows.collect::<String>());
    let found = bring_by(desk, CONTACT, file, |plan| plan.create_related = true).await;
    assert_eq!(found.status.counts.created, 250);
    assert_eq!(
        names(desk, ACCOUNT).await,
        ["Company 0", "Company 1", "Company 2"]
    );
    undo(desk, found.status.id).await.unwrap();
    rested(desk, found.status.id).await;
    assert!(all(desk, ACCOUNT).await.is_empty() && all(desk, CONTACT).await.is_empty());
}

#[tokio::test]
async fn only_what_is_allowed_and_named_is_made() {
    // The file, and the accounts after it.
    for (file, may, expected) in [
        ("Name,Account\nA,New\n", true, vec!["New"]),
        ("Name,Account\nA,New\n", false, vec![]),
        ("Name,Account Id\nA,4711\n", true, vec![]),
        (
            "Name,Account,Account ID\nA,New,4711\nB,,4712\n",
            true,
            vec!["New"],
        ),
    ] {
        let stage = stage().await;
        let desk = &stage.administrator;
        let found = bring_by(desk, DEAL, file, |plan| {
            plan.create_related = may;
        })
        .await;
        assert_eq!(found.status.counts.failed, 0, "{file}");
        assert_eq!(names(desk, ACCOUNT).await, expected, "{file} {may}");
        let first = all(desk, DEAL).await[0].value("account").clone();
        let is_linked = matches!(&first, Value::Link(link) if link.id.is_some());
        assert_eq!(is_linked, !expected.is_empty(), "{file} {may}");
    }
}
