//! Backups that somebody asked for, those that are gone, and those whose keys are missing.
#![expect(
    clippy::disallowed_methods,
    reason = "writes what an earlier version wrote"
)]

use chrono::{SubsecRound, TimeDelta, Utc};
use contract::Refusal;
use contract::dto::backups::{BackupTrouble, Keep, Unread};

use super::super::{Existing, Maker, Plan, Source, make, note_restored, preview, restore, shown};
use crate::testing::{Stage, stage};
use crate::{Config, Crm, Error, sealing};

fn arranged(stage: &Stage, folder: &tempfile::TempDir) -> Plan {
    let plan = Plan {
        hour: None,
        keep: Keep {
            daily: 1,
            weekly: 0,
            monthly: 0,
            by_hand: 30,
        },
        ..Plan::folder(folder.path().join("backups"))
    };
    crate::backup::arrange(&stage.crm, plan.clone());
    plan
}

#[tokio::test]
async fn the_schedule_does_not_take_away_what_somebody_made() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    let plan = arranged(&stage, &folder);
    let (own, _) = make(&stage.crm, &plan, Maker::Person).await.unwrap();
    let (night, _) = make(&stage.crm, &plan, Maker::Schedule).await.unwrap();
    let (noon, _) = make(&stage.crm, &plan, Maker::Schedule).await.unwrap();
    let list = shown(&stage.administrator).await.unwrap().list;
    let told: Vec<_> = list
        .iter()
        .map(|one| (one.name.as_str(), one.is_scheduled, one.kept_until))
        .collect();
    let until = own.made_at + TimeDelta::days(30);
    assert_eq!(
        told,
        [
            (noon.name.as_str(), true, None),
            (own.name.as_str(), false, Some(until))
        ]
    );
    // Whoever clicks a moment too late is told what to do.
    let gone = preview(&stage.administrator, &night.name).await;
    let expected = Refusal::Backup(BackupTrouble::Gone);
    assert!(matches!(gone, Err(Error::Refused(refusal)) if refusal == expected));
}

#[tokio::test]
async fn what_earlier_versions_noted_in_the_table_alone_is_kept_too() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    let plan = arranged(&stage, &folder);
    let (own, _) = make(&stage.crm, &plan, Maker::Person).await.unwrap();
    let old = own.name.replace("-hand", "");
    let at = |name: &str| folder.path().join("backups").join(name);
    std::fs::rename(at(&own.name), at(&old)).unwrap();
    let house = stage.crm.door().house();
    let rename = format!("UPDATE backup SET name = '{old}'");
    sea_orm::ConnectionTrait::execute_unprepared(house.write(), &rename)
        .await
        .unwrap();
    make(&stage.crm, &plan, Maker::Schedule).await.unwrap();
    let list = shown(&stage.administrator).await.unwrap().list;
    assert_eq!((list.len(), list[1].is_scheduled), (2, false));
}

#[tokio::test]
async fn what_cannot_be_read_without_the_keys_is_told_before_and_after() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    let plan = arranged(&stage, &folder);
    let house = stage.crm.door().house();
    let secret = sealing::Secret::MailPassword;
    let sealed = sealing::seal_secret(&stage.crm, house.write(), secret, "swordfish")
        .await
        .unwrap();
    crate::settings::set(house.write(), sealing::MAIL_PASSWORD, &sealed)
        .await
        .unwrap();
    let key = stage.crm.keys().active().unwrap().to_owned();
    let (file, _) = make(&stage.crm, &plan, Maker::Person).await.unwrap();
    let told = preview(&stage.administrator, &file.name).await.unwrap();
    assert_eq!(told.missing_keys, Some(Vec::new()));
    stage.crm.close().await.unwrap();

    // Another machine, with keys of its own.
    let config = Config {
        keys: sealing::Source::File(folder.path().join("other-keys")),
        ..stage.config.clone()
    };
    std::fs::write(folder.path().join("other-keys"), other_keys()).unwrap();
    let there = Crm::open(&config).await.unwrap();
    crate::backup::arrange(&there, plan.clone());
    let administrator = stage.administrator.actor().id().unwrap();
    let desk = there.desk_of(administrator).await.unwrap();
    let told = preview(&desk, &file.name).await.unwrap();
    assert_eq!(told.missing_keys, Some(vec![key.clone()]));
    there.close().await.unwrap();
    let source = Source {
        place: plan.place.clone(),
        name: file.name.clone(),
    };
    let manifest = restore(&config, &plan.keys, &source, Existing::Replace)
        .await
        .unwrap();
    let there = Crm::open(&config).await.unwrap();
    crate::backup::arrange(&there, plan.clone());
    note_restored(&there, &file.name, Ok(manifest))
        .await
        .unwrap();
    let desk = there.desk_of(administrator).await.unwrap();
    let last = shown(&desk).await.unwrap().restored.unwrap();
    let expected = Unread {
        keys: vec![key],
        mail_password: true,
        ..Unread::default()
    };
    assert_eq!(last.unread, Some(expected));
    assert!(Utc::now().trunc_subsecs(0) >= last.at.trunc_subsecs(0));
    there.close().await.unwrap();

    // Once the keys are back nothing is missing any more.
    let back = Crm::open(&stage.config).await.unwrap();
    crate::backup::arrange(&back, plan);
    let desk = back.desk_of(administrator).await.unwrap();
    let last = shown(&desk).await.unwrap().restored.unwrap();
    assert_eq!((last.trouble, last.unread), (None, None));
}

fn other_keys() -> String {
    let key = data_encoding::BASE64.encode(&[7; 32]);
    format!("active = 0000abcd\nindex = {key}\n0000abcd = {key}\n")
}
