use contract::dto::imports::{RowProblem, Severity};
use contract::objects::{ACCOUNT, ACTIVITY, CONTACT, DEAL, LEAD};
use contract::{Refusal, Value};

use super::{all, bring, problems, run, upload};
use crate::Error;
use crate::testing::stage;

fn owners(records: &[contract::Record]) -> Vec<Option<uuid::Uuid>> {
    records
        .iter()
        .map(|record| record.value("owner").id())
        .collect()
}

#[tokio::test]
async fn owners_are_named_in_any_way_and_unknown_ones_are_the_importers() {
    let stage = stage().await;
    let file = "Name,Owner\nA,林晓\nB,PERSON2@example.com\nC,Nobody\nD,\n";
    let found = bring(&stage.administrator, ACCOUNT, file).await;
    let problem = RowProblem::UnknownOwner {
        name: "Nobody".into(),
    };
    assert_eq!(
        problems(&found.notes),
        [(4, "owner", Severity::Warning, &problem)]
    );
    let (lin, me) = (stage.lin.actor().id(), stage.administrator.actor().id());
    assert_eq!(
        owners(&all(&stage.administrator, ACCOUNT).await),
        [lin, lin, me, me]
    );
}

#[tokio::test]
async fn nobody_makes_records_for_who_is_out_of_their_reach() {
    let stage = stage().await;
    let file = "Name,Owner\nA,林晓\nB,周凯\n";
    let found = bring(&stage.lin, ACCOUNT, file).await;
    let problem = RowProblem::OwnerOutOfReach {
        name: "周凯".into(),
    };
    assert_eq!(
        problems(&found.notes),
        [(3, "owner", Severity::Warning, &problem)]
    );
    let lin = stage.lin.actor().id();
    assert_eq!(owners(&all(&stage.lin, ACCOUNT).await), [lin, lin]);

    let found = bring(
        &stage.manager,
        ACCOUNT,
        file.replace("A,", "C,").replace("B,", "D,"),
    )
    .await;
    assert_eq!(found.status.counts.warnings, 1);
    let mine = all(&stage.manager, ACCOUNT).await;
    assert_eq!(owners(&mine)[2..], [lin, stage.manager.actor().id()]);
}

#[tokio::test]
async fn who_may_not_import_may_not_even_upload() {
    let stage = stage().await;
    for (desk, expected) in [
        (&stage.finance, Refusal::Forbidden),
        (&stage.service, Refusal::Forbidden),
    ] {
        let Err(Error::Refused(refusal)) = upload(desk, ACCOUNT, "a.csv", "Name\nA\n").await else {
            panic!()
        };
        assert_eq!(refusal, expected);
    }
    let preview = upload(&stage.lin, ACCOUNT, "a.csv", "Name\nA\n")
        .await
        .unwrap();
    let others = super::super::status(&stage.zhou, preview.id).await;
    assert!(matches!(others, Err(Error::Refused(Refusal::NotFound))));
    assert!(
        super::super::status(&stage.administrator, preview.id)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_relation_leads_by_foreign_id_or_name_and_else_stays_text() {
    let stage = stage().await;
    let accounts = "Account Id,Name,Owner\n386,Umbra Optics,林晓\n387,Tesco,周凯\n388,Tesco,林晓\n";
    run(&stage, &stage.administrator, ACCOUNT, accounts, None).await;
    let file = "Name,Account Id,Owner\nA,386,林晓\nB,Umbra Optics,林晓\nC,Tesco,林晓\nD,Nowhere Ltd,林晓\nE,0,林晓\n";
    let found = bring(&stage.administrator, CONTACT, file).await;
    let namesakes = RowProblem::Namesakes {
        object: "account".into(),
        reference: "Tesco".into(),
    };
    let nowhere = RowProblem::PointsNowhere {
        object: "account".into(),
        reference: "Nowhere Ltd".into(),
    };
    let expected = [
        (4, "account", Severity::Warning, &namesakes),
        (5, "account", Severity::Warning, &nowhere),
    ];
    assert_eq!(problems(&found.notes), expected);
    let accounts = all(&stage.administrator, ACCOUNT).await;
    let of_lin = accounts
        .iter()
        .find(|account| account.text("external_id") == "388")
        .unwrap()
        .id;
    let contacts = all(&stage.administrator, CONTACT).await;
    let umbra = accounts
        .iter()
        .find(|account| account.text("name") == "Umbra Optics")
        .unwrap()
        .id;
    let ids: Vec<_> = contacts
        .iter()
        .map(|contact| contact.value("account").id())
        .collect();
    assert_eq!(ids, [Some(umbra), Some(umbra), Some(of_lin), None, None]);
    assert!(
        matches!(contacts[3].value("account"), Value::Link(link) if link.text == "Nowhere Ltd")
    );
    assert!(contacts[4].value("account").is_empty());
}

#[tokio::test]
async fn companies_of_one_file_name_each_other() {
    let stage = stage().await;
    let found = bring(
        &stage.lin,
        ACCOUNT,
        "Name,Parent company\nDaughter,Mother\nMother,\nOrphan,Unknown\n",
    )
    .await;
    assert_eq!(
        found.notes.iter().map(|note| note.line).collect::<Vec<_>>(),
        [4]
    );
    let accounts = all(&stage.lin, ACCOUNT).await;
    assert_eq!(accounts[0].value("parent").id(), Some(accounts[1].id));
}

#[tokio::test]
async fn a_deal_has_the_customer_of_its_lead_and_an_activity_that_of_its_contact() {
    let stage = stage().await;
    let desk = &stage.administrator;
    run(
        &stage,
        desk,
        ACCOUNT,
        "Account Id,Name\n1,Umbra Optics\n",
        None,
    )
    .await;
    run(
        &stage,
        desk,
        CONTACT,
        "Contact Id,Name,Account Id,E-mail\n7,Tucker,1,B.Tucker@example.com\n",
        None,
    )
    .await;
    run(
        &stage,
        desk,
        LEAD,
        "LEADID,Name,E-mail\n11,Tucker,b.tucker@example.com\n12,Denson,d@example.com\n",
        None,
    )
    .await;
    let deals = "Potential Name,LEADID\nA,11\nB,12\nC,99\n";
    let counts = run(&stage, desk, DEAL, deals, Some("lead")).await;
    assert_eq!((counts.created, counts.warnings), (3, 1));
    let (accounts, contacts, leads) = (
        all(desk, ACCOUNT).await,
        all(desk, CONTACT).await,
        all(desk, LEAD).await,
    );
    let deals_made = all(desk, DEAL).await;
    assert_eq!(deals_made[0].value("contact").id(), Some(contacts[0].id));
    assert_eq!(deals_made[0].value("account").id(), Some(accounts[0].id));
    assert!(deals_made[1].value("account").is_empty());
    let tucker = leads
        .iter()
        .find(|lead| lead.text("external_id") == "11")
        .unwrap();
    assert_eq!(tucker.value("deal").id(), Some(deals_made[0].id));
    assert_eq!(
        run(&stage, desk, DEAL, deals, Some("lead")).await.skipped,
        3
    );

    let calls = "Subject,Call Start Time,CONTACTID,POTENTIALID,ACCOUNTID\nx,2021-04-15 23:03:00,7,0,\ny,2021-04-16 23:03:00,,500,\n";
    let counts = run(&stage, desk, ACTIVITY, calls, None).await;
    assert_eq!((counts.created, counts.warnings), (2, 1));
    let calls = all(desk, ACTIVITY).await;
    assert_eq!(calls[0].value("account").id(), Some(accounts[0].id));
    let pulse = all(desk, CONTACT).await[0].value("last_contact_at").clone();
    assert_eq!(pulse.is_empty(), calls[0].text("kind") != "call");
}

#[tokio::test]
async fn whoever_names_a_record_that_comes_later_finds_it_then() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let contacts = "Name,Account Id\nA,386\nB,Umbra Optics\nC,Tesco\n";
    let counts = run(&stage, desk, CONTACT, contacts, None).await;
    assert_eq!((counts.created, counts.warnings), (3, 3));
    run(
        &stage,
        &stage.lin,
        CONTACT,
        "Name,Account Id\nOf Lin,386\n",
        None,
    )
    .await;
    let accounts = "Account Id,Name\n386,Umbra Optics\n1,Tesco\n2,Tesco\n";
    let preview = bring(&stage.zhou, ACCOUNT, "Account Id,Name\n386,Of Zhou\n").await;
    assert!(
        all(desk, CONTACT)
            .await
            .iter()
            .all(|contact| contact.value("account").id().is_none()),
        "nothing of his waits"
    );
    super::super::undo(&stage.zhou, preview.status.id)
        .await
        .unwrap();
    super::rested(&stage.zhou, preview.status.id).await;

    let done = bring(desk, ACCOUNT, accounts).await;
    let umbra = all(desk, ACCOUNT)
        .await
        .into_iter()
        .find(|account| account.text("external_id") == "386")
        .unwrap();
    let links = || async {
        all(desk, CONTACT)
            .await
            .iter()
            .map(|contact| contact.value("account").id())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        links().await,
        [Some(umbra.id), Some(umbra.id), None, Some(umbra.id)]
    );
    super::super::undo(desk, done.status.id).await.unwrap();
    super::rested(desk, done.status.id).await;
    assert_eq!(links().await, [None; 4]);
}

#[tokio::test]
async fn a_name_in_two_columns_is_one_name() {
    let stage = stage().await;
    bring(
        &stage.lin,
        CONTACT,
        "First Name,Last Name\nAnna,Keller\n,Tucker\nClara,\n晓明,王\n",
    )
    .await;
    let names: Vec<String> = all(&stage.lin, CONTACT)
        .await
        .iter()
        .map(|contact| contact.text("name").to_owned())
        .collect();
    assert_eq!(names, ["Anna Keller", "Clara", "Tucker", "王晓明"]);
}
