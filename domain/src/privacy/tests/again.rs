//! A person who was erased does not come back.

use contract::dto::privacy::Place;

use super::{EMAIL, NAME, ask, erased, known, person, places_of};
use crate::backup::{self, Existing, Maker, Plan, Source};
use crate::privacy::{allow, catch_up, erase, erasures, preview};
use crate::testing::{Stage, stage};
use crate::{Crm, records};

/// The stage with the data of another moment.
async fn restored(mut stage: Stage, plan: &Plan, name: String) -> Stage {
    stage.crm.close().await.unwrap();
    let source = Source {
        place: plan.place.clone(),
        name,
    };
    backup::restore(&stage.config, &plan.keys, &source, Existing::Replace)
        .await
        .unwrap();
    let crm = Crm::open(&stage.config).await.unwrap();
    let administrator = stage.administrator.actor().id().unwrap();
    let lin = stage.lin.actor().id().unwrap();
    stage.administrator = crm.desk_of(administrator).await.unwrap();
    stage.lin = crm.desk_of(lin).await.unwrap();
    stage.crm = crm;
    stage
}

#[tokio::test]
async fn a_backup_of_yesterday_does_not_bring_anybody_back() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    let contact = known(&stage).await;
    let plan = Plan {
        hour: None,
        ..Plan::folder(folder.path().join("backups"))
    };
    let (file, _) = backup::make(&stage.crm, &plan, Maker::Person)
        .await
        .unwrap();
    let before = erased(&stage, contact.id).await;
    let ledger = stage.config.files.with_file_name("erasures");
    let written = std::fs::read_to_string(&ledger).unwrap();
    assert!(
        !written.contains(EMAIL) && !written.contains("Quartermaine"),
        "{written}"
    );

    let mut stage = stage;
    for time in 1..=2 {
        stage = restored(stage, &plan, file.name.clone()).await;
        let gone = records::page(&stage.lin, "contact", contact.id).await;
        assert!(gone.is_err(), "restored {time}");
        assert_eq!(places_of(&stage, EMAIL).await, Vec::<String>::new());
        assert_eq!(places_of(&stage, NAME).await, ["invoice"]);
        let after = &erasures(&stage.administrator).await.unwrap().list[0];
        assert_eq!((after.id, after.ended_at), (before.id, before.ended_at));
        assert_eq!(
            after.counts, before.counts,
            "what was done stays what it was"
        );
        assert_eq!(after.replays, time);
        let proof = crate::audit::verify(&stage.crm, &[], |_, _| ())
            .await
            .unwrap();
        assert_eq!(proof.broken, None);
    }
    // Another restore of the same day leaves those who were not erased.
    let account = contact.value("account").id().unwrap();
    assert!(records::page(&stage.lin, "account", account).await.is_ok());
}

#[tokio::test]
async fn an_order_that_was_lost_with_its_database_is_done_from_the_ledger() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    let contact = person(&stage).await;
    let plan = Plan {
        hour: None,
        ..Plan::folder(folder.path().join("backups"))
    };
    let (file, _) = backup::make(&stage.crm, &plan, Maker::Person)
        .await
        .unwrap();
    erase::order(&stage.administrator, &ask(contact.id))
        .await
        .unwrap();
    super::super::ledger::settle(&stage.crm).await.unwrap();
    // The machine burns down before anything was done; a line that was cut off harms nothing.
    let ledger = stage.config.files.with_file_name("erasures");
    let mut text = std::fs::read_to_string(&ledger).unwrap();
    text.push_str("{\"id\":\"half");
    std::fs::write(&ledger, text).unwrap();
    let stage = restored(stage, &plan, file.name).await;
    assert_eq!(places_of(&stage, EMAIL).await, Vec::<String>::new());
    let list = erasures(&stage.administrator).await.unwrap().list;
    assert_eq!(list[0].counts[&Place::Records], 1);
    // The next one is written on a line of its own.
    allow(&stage.administrator, list[0].id, "A customer again")
        .await
        .unwrap();
    let other = person(&stage).await;
    let told = preview(&stage.administrator, "contact", other.id)
        .await
        .unwrap();
    assert_eq!(
        told.before.len(),
        1,
        "somebody with this address was erased before"
    );
    erased(&stage, other.id).await;
    catch_up(&stage.crm).await.unwrap();
    let written = std::fs::read_to_string(&ledger).unwrap();
    let whole = written
        .lines()
        .filter(|line| serde_json::from_str::<serde_json::Value>(line).is_ok());
    assert!(whole.count() >= 4, "{written}");
}
