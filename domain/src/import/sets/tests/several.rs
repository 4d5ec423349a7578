use contract::Refusal;
use contract::dto::import_sets::PartChoice;
use contract::dto::imports::{ImportState, RowProblem, SheetTrouble};
use contract::objects::{ACCOUNT, CONTACT, DEAL, LEAD};

use super::{all, bring, counts, objects, points_to, rested, with};
use crate::import::sets::journal::Set;
use crate::import::sets::{
    SetOfFiles, add, begin, choose, recent, run_files, set, start, start_check, undo, upload_path,
};
use crate::import::{findings, resume_all};
use crate::testing::stage;
use crate::{Error, Result};

const FILES: [(&str, &str); 5] = [
    (
        "Deals.csv",
        "Deal Name,Account Name,Contact Name,Owner,Amount\nBig,Acme,Ada,Dana Fox,100\nSmall,Bolt,Bo,Dana Fox,5\n",
    ),
    (
        "Contacts.csv",
        "CONTACTID,Full Name,Account Id,Mobile\nc1,Ada,a1,13857429016\nc2,Bo,a2,13857429017\n",
    ),
    (
        "Tasks.csv",
        "Subject,Due Date,CONTACTID,Owner\nCall Ada,2026-01-31,c1,Dana Fox\n",
    ),
    (
        "Accounts.csv",
        "ACCOUNTID,Account Name,Parent company\na1,Acme,Bolt\na2,Bolt,\n",
    ),
    ("Users.csv", "Name,Email\nDana Fox,dana@fox.example\n"),
];

#[tokio::test]
async fn files_in_any_order_are_linked_and_taken_back() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let whole = with(desk, &FILES).await;
    assert_eq!(
        objects(&whole),
        ["user", "account", "contact", "deal", "activity"]
    );
    assert!(
        whole
            .parts
            .iter()
            .all(|part| part.trouble.is_none() && part.confidence >= 80)
    );
    let done = bring(desk, whole.id).await;
    assert_eq!(done.state, ImportState::Done);
    let expected = [
        ("user", 1, 0),
        ("account", 2, 0),
        ("contact", 2, 0),
        ("deal", 2, 0),
        ("activity", 1, 0),
    ];
    assert_eq!(counts(&done), expected);
    assert_eq!((done.counts.created, done.counts.warnings), (8, 0));
    let (accounts, contacts, deals) = (
        all(desk, ACCOUNT).await,
        all(desk, CONTACT).await,
        all(desk, DEAL).await,
    );
    assert_eq!(points_to(&accounts[0], "parent"), "Bolt");
    assert_eq!(points_to(&contacts[0], "account"), "Acme");
    assert_eq!(points_to(&deals[0], "contact"), "Ada");
    assert_eq!(points_to(&deals[0], "owner"), "Dana Fox");
    // A second start changes nothing.
    assert_eq!(
        start(desk, whole.id).await.unwrap().state,
        ImportState::Done
    );
    assert!(done.may_undo);
    undo(desk, whole.id).await.unwrap();
    let undone = rested(desk, whole.id).await;
    assert_eq!(undone.state, ImportState::Undone);
    for object in [ACCOUNT, CONTACT, DEAL, "activity"] {
        assert_eq!(all(desk, object).await.len(), 0, "{object}");
    }
    // People stay: they may own records by then.
    assert_eq!(undone.parts[0].status.state, ImportState::Done);
    assert!(!undone.may_undo);
    assert_eq!(recent(desk).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_check_goes_through_every_part() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let whole = with(desk, &FILES).await;
    start_check(desk, whole.id).await.unwrap();
    let checked = rested(desk, whole.id).await;
    assert_eq!(checked.state, ImportState::Checked);
    assert_eq!(checked.counts.created, 8);
    assert!(
        checked
            .parts
            .iter()
            .all(|part| part.status.state == ImportState::Checked)
    );
    assert_eq!(all(desk, ACCOUNT).await.len(), 0);
    assert_eq!(bring(desk, whole.id).await.counts.created, 8);
}

#[tokio::test]
async fn a_circle_is_closed_in_the_end() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let files = [
        (
            "Leads.csv",
            "LEADID,Last Name,Became contact\nl1,Hall,Ada\n",
        ),
        ("Contacts.csv", "Full Name,Note\nAda,x\n"),
        ("Accounts.csv", "Account Name,Parent company\nAcme,Bolt\n"),
        (
            "more accounts.csv",
            "Account Name,Parent company\nBolt,\nCore,Acme\n",
        ),
    ];
    let whole = with(desk, &files).await;
    let later = |place: usize| whole.parts[place].linked_later.clone();
    assert_eq!(objects(&whole), ["contact", "lead", "account", "account"]);
    assert_eq!((later(2), later(3)), (vec!["parent".to_owned()], vec![]));
    let done = bring(desk, whole.id).await;
    assert_eq!((done.state, done.counts.created), (ImportState::Done, 5));
    let parents: Vec<String> = all(desk, ACCOUNT)
        .await
        .iter()
        .map(|account| points_to(account, "parent"))
        .collect();
    assert_eq!(parents, ["Bolt", "", "Acme"]);
    assert_eq!(points_to(&all(desk, LEAD).await[0], "contact"), "Ada");
}

#[tokio::test]
async fn what_waits_is_linked_by_a_second_pass() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let whole = with(
        desk,
        &[(
            "Leads.csv",
            "Last Name,Became contact,Became customer\nHall,Ada,c9\nKing,Twin,\n",
        )],
    )
    .await;
    bring(desk, whole.id).await;
    stage.make(desk, CONTACT, &[("name", "Ada".into())]).await;
    for _ in 0..2 {
        stage.make(desk, CONTACT, &[("name", "Twin".into())]).await;
    }
    bring(
        desk,
        with(
            desk,
            &[("Accounts.csv", "ACCOUNTID,Account Name\nc9,Acme\n")],
        )
        .await
        .id,
    )
    .await;
    for field in ["contact", "account"] {
        crate::import::engine::link_waiting(desk, LEAD, field)
            .await
            .unwrap();
    }
    let leads = all(desk, LEAD).await;
    assert_eq!(
        (
            points_to(&leads[0], "contact"),
            points_to(&leads[0], "account")
        ),
        ("Ada".into(), "Acme".into())
    );
    // Of two of the same name nobody knows which.
    assert_eq!(points_to(&leads[1], "contact"), "?Twin");
}

#[tokio::test]
async fn what_cannot_go_in_says_why_and_the_rest_goes_in() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let files = [
        (
            "sales_teams.csv",
            "sales_agent,manager\nMoses Frase,Dustin\n",
        ),
        (
            "Order_Line_Items.csv",
            "Product Name,Quantity\nBolt,2\nNut,3\n",
        ),
        ("accounts.csv", "account,Account Owner\nAcme,Moses Frase\n"),
    ];
    let whole = with(desk, &files).await;
    assert_eq!(objects(&whole), ["user", "account", "order_line"]);
    let missing = SheetTrouble::NoColumnFor {
        fields: vec!["email".into()],
    };
    assert_eq!(whole.parts[0].trouble, Some(missing));
    let done = bring(desk, whole.id).await;
    assert_eq!(done.state, ImportState::Done);
    assert_eq!(
        counts(&done),
        [("user", 0, 0), ("account", 1, 0), ("order_line", 0, 2)]
    );
    let lines = findings(desk, done.parts[2].import).await.unwrap().notes;
    let said: Vec<(u64, &str)> = lines
        .iter()
        .filter(|note| !matches!(note.problem, RowProblem::PointsNowhere { .. }))
        .map(|note| (note.line, note.field.as_str()))
        .collect();
    assert_eq!(said, [(2, "order"), (3, "order")]);
    let owners = findings(desk, done.parts[1].import).await.unwrap().notes;
    assert!(
        matches!(owners[0].problem, RowProblem::UnknownOwner { .. }),
        "{owners:?}"
    );
}

#[tokio::test]
async fn a_set_left_alone_is_gone_on_with() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let whole = with(desk, &FILES).await;
    // As when the process died between two parts: the set is running, and nobody leads it.
    let kept = Set::of(desk, whole.id).await.unwrap();
    crate::import::engine::begin(desk, whole.parts[0].import)
        .await
        .unwrap();
    assert!(
        kept.rest(stage.crm.door().house(), ImportState::Running)
            .await
            .unwrap()
    );
    resume_all(&stage.crm).await.unwrap();
    let done = rested(desk, whole.id).await;
    assert_eq!((done.state, done.counts.created), (ImportState::Done, 8));
}

#[tokio::test]
async fn a_person_chooses_for_each_part() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let whole = with(
        desk,
        &[
            FILES[1],
            FILES[3],
            ("things.csv", "Last Name,Company\nHall,Acme\n"),
        ],
    )
    .await;
    let import = |name: &str| {
        whole
            .parts
            .iter()
            .find(|part| part.file_name == name)
            .unwrap()
            .import
    };
    let leave = PartChoice {
        is_left_out: Some(true),
        ..PartChoice::default()
    };
    choose(desk, whole.id, import("Contacts.csv"), leave)
        .await
        .unwrap();
    let lead = PartChoice {
        object: Some(LEAD.into()),
        ..PartChoice::default()
    };
    let chosen = choose(desk, whole.id, import("things.csv"), lead)
        .await
        .unwrap();
    let part = chosen
        .parts
        .iter()
        .find(|part| part.object == LEAD)
        .unwrap();
    let mut plan = part.plan.clone();
    assert_eq!(part.confidence, 100);
    plan.columns[1].field = None;
    let plan = PartChoice {
        plan: Some(plan),
        ..PartChoice::default()
    };
    choose(desk, whole.id, part.import, plan).await.unwrap();
    let done = bring(desk, whole.id).await;
    assert_eq!(done.counts.created, 3);
    assert_eq!(all(desk, CONTACT).await.len(), 0);
    assert_eq!(all(desk, LEAD).await[0].text("company"), "");
    let late = choose(desk, whole.id, part.import, PartChoice::default()).await;
    assert_eq!(refusal(late), Some(Refusal::Forbidden));
}

fn refusal<T>(result: Result<T>) -> Option<Refusal> {
    match result {
        Err(Error::Refused(refusal)) => Some(refusal),
        _ => None,
    }
}

#[tokio::test]
async fn a_set_is_its_makers_own() {
    let stage = stage().await;
    let whole = begin(&stage.manager).await.unwrap();
    assert_eq!(
        refusal(set(&stage.zhou, whole.id).await),
        Some(Refusal::NotFound)
    );
    assert!(set(&stage.administrator, whole.id).await.is_ok());
    let path = upload_path(&stage.manager, whole.id).await.unwrap();
    std::fs::write(&path, b"\x89PNG\r\n").unwrap();
    let added = add(&stage.manager, whole.id, "logo.png", &path).await;
    assert_eq!(
        refusal(added),
        Some(Refusal::Unreadable(SheetTrouble::Binary))
    );
    assert!(!path.exists());
    // Without a part there is nothing to start, and nothing to take back.
    assert_eq!(
        start(&stage.manager, whole.id).await.unwrap().state,
        ImportState::Draft
    );
    assert_eq!(
        undo(&stage.manager, whole.id).await.unwrap().state,
        ImportState::Draft
    );
}

#[tokio::test]
async fn the_command_line_brings_a_folder_in() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (name, content) in FILES
        .iter()
        .chain(&[("empty.csv", ""), ("1.csv", "foo,bar\n1,2\n")])
    {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        paths.push(path);
    }
    let files = |dry_run| SetOfFiles {
        paths: paths.clone(),
        dry_run,
        report: Some(folder.path().to_owned()),
    };
    let foretold = run_files(desk, files(true)).await.unwrap();
    assert_eq!(foretold.len(), 7);
    assert!(recent(desk).await.unwrap().is_empty());
    let reports = run_files(desk, files(false)).await.unwrap();
    let told: Vec<(&str, Option<&str>, u64)> = reports
        .iter()
        .map(|report| {
            (
                report.file_name.as_str(),
                report.object.as_deref(),
                report.counts.created,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Users.csv", Some("user"), 1),
            ("Accounts.csv", Some("account"), 2),
            ("Contacts.csv", Some("contact"), 2),
            ("Deals.csv", Some("deal"), 2),
            ("Tasks.csv", Some("activity"), 1),
            ("empty.csv", None, 0),
            ("1.csv", None, 0),
        ]
    );
    assert_eq!(reports[5].trouble, Some(SheetTrouble::Empty));
    assert!(folder.path().join("Accounts - problems.csv").exists());
}
