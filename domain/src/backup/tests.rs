mod asked;

use std::time::Duration;

use contract::Refusal;
use contract::dto::backups::{BackupTrouble, Trial};
use futures::stream;

use super::exchange::Exchange;
use super::{Existing, Keys, Maker, Place, Plan, Source, make, restore, verify};
use crate::testing::{Stage, stage};
use crate::{Config, Crm, Error, files, records};

/// Of a stage: backups in a folder of its own, encrypted so that they can be opened here.
fn plan(folder: &tempfile::TempDir, identity: &age::x25519::Identity) -> Plan {
    use age::secrecy::ExposeSecret;
    let text = identity.to_string();
    Plan {
        keys: Keys::read(&[], Some(text.expose_secret()), None).unwrap(),
        hour: None,
        ..Plan::folder(folder.path().join("backups"))
    }
}

fn trouble<T>(result: crate::Result<T>) -> Option<BackupTrouble> {
    match result.err()? {
        Error::Refused(Refusal::Backup(trouble)) => Some(trouble),
        other => panic!("{other}"),
    }
}

async fn with_a_file(stage: &Stage) -> uuid::Uuid {
    let account = stage.account(&stage.lin, "海川物流").await;
    let pieces = stream::iter([Ok(bytes::Bytes::from_static(b"%PDF-1.7 an offer"))]);
    let file = files::add(&stage.lin, "account", account.id, "offer.pdf", pieces);
    file.await.unwrap();
    account.id
}

/// The place of another installation, whose data are there already.
async fn elsewhere(keys: &Config) -> (Stage, Config) {
    let other = stage().await;
    other.account(&other.lin, "Not in the backup").await;
    other.crm.close().await.unwrap();
    let config = Config {
        database: other.config.database.clone(),
        files: other.config.files.clone(),
        ..keys.clone()
    };
    (other, config)
}

#[tokio::test]
async fn what_was_backed_up_comes_back_whole_and_nothing_else() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    let account = with_a_file(&stage).await;
    let plan = plan(&folder, &age::x25519::Identity::generate());
    let (file, tried) = make(&stage.crm, &plan, Maker::Person).await.unwrap();
    assert_eq!(tried.outcome, Ok(Trial::Restored));
    let beginning = std::fs::read(folder.path().join("backups").join(&file.name)).unwrap();
    assert!(beginning.starts_with(b"age-encryption.org/v1"));

    let (other, config) = elsewhere(&stage.config).await;
    let source = Source {
        place: plan.place.clone(),
        name: file.name,
    };
    let refused = restore(&config, &plan.keys, &source, Existing::Keep).await;
    assert_eq!(trouble(refused), Some(BackupTrouble::NotEmpty));
    let manifest = restore(&config, &plan.keys, &source, Existing::Replace)
        .await
        .unwrap();
    assert_eq!((manifest.files, manifest.counts["account"]), (1, 1));

    let crm = Crm::open(&config).await.unwrap();
    let desk = crm.desk_of(stage.lin.actor().id().unwrap()).await.unwrap();
    let found = records::page(&desk, "account", account)
        .await
        .unwrap()
        .record;
    assert_eq!(found.text("name"), "海川物流");
    let of = files::of(&desk, "account", account).await.unwrap();
    assert!(files::open(&desk, of[0].id).await.is_ok());
    // A new change is heard by who follows the log, although the log came from another server.
    stage.account(&stage.lin, "Later").await;
    let left: Vec<_> = std::fs::read_dir(config.files.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".old-") || name.contains(".new-") || name == "restore.json")
        .collect();
    assert!(left.is_empty(), "{left:?}");
    drop(other);
}

#[tokio::test]
async fn a_backup_is_of_one_moment_while_others_write() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    let plan = Plan {
        hour: None,
        ..Plan::folder(folder.path().to_owned())
    };
    let desk = stage.lin.clone();
    let writing = tokio::spawn(async move {
        for number in 0.. {
            let values =
                crate::testing::of(&[("name", format!("Customer {number}").as_str().into())]);
            let made = records::create(&desk, "account", uuid::Uuid::now_v7(), values).await;
            made.unwrap();
        }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    for _ in 0..2 {
        let (_, tried) = make(&stage.crm, &plan, Maker::Person).await.unwrap();
        assert_eq!(tried.outcome, Ok(Trial::Restored));
    }
    writing.abort();
    // One event for each record, and one for the backup before: a copy in between would have one without the other.
    let newest = &plan.place.list().await.unwrap()[0].name;
    let tested = verify(&stage.config, &plan.keys, &plan.place, newest)
        .await
        .unwrap();
    let counts = tested.manifest.counts;
    assert!(counts["account"] > 0);
    assert_eq!(counts["event"] - counts["account"], counts["user"] + 1);
}

#[tokio::test]
async fn what_cannot_be_restored_is_told_and_changes_nothing() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    with_a_file(&stage).await;
    let identity = age::x25519::Identity::generate();
    let plan = plan(&folder, &identity);
    let (file, _) = make(&stage.crm, &plan, Maker::Person).await.unwrap();
    let whole = std::fs::read(folder.path().join("backups").join(&file.name)).unwrap();
    let (_other, config) = elsewhere(&stage.config).await;
    let place = Place::Folder(folder.path().to_owned());
    let check = async |name: &str, bytes: &[u8], keys: &Keys, expected: BackupTrouble| {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let source = Source {
            place: place.clone(),
            name: name.to_owned(),
        };
        let told = restore(&config, keys, &source, Existing::Replace).await;
        assert_eq!(trouble(told), Some(expected), "{name}");
    };
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let plain = newer(&plan.keys, &whole);
    let other_keys = super::tests::plan(&folder, &age::x25519::Identity::generate()).keys;
    check("cut", &whole[..middle], &plan.keys, BackupTrouble::Damaged).await;
    check(
        "end",
        &whole[..whole.len() - 1],
        &plan.keys,
        BackupTrouble::Damaged,
    )
    .await;
    check("flipped", &flipped, &plan.keys, BackupTrouble::Damaged).await;
    check("whole", &whole, &Keys::default(), BackupTrouble::NeedsKey).await;
    check("whole", &whole, &other_keys, BackupTrouble::WrongKey).await;
    check("none", b"", &plan.keys, BackupTrouble::Damaged).await;
    check(
        "picture",
        b"\x89PNG\r\n",
        &plan.keys,
        BackupTrouble::Damaged,
    )
    .await;
    let version = "99.0.0".to_owned();
    check(
        "newer",
        &plain,
        &plan.keys,
        BackupTrouble::Newer { version },
    )
    .await;

    let crm = Crm::open(&config).await.unwrap();
    let found = crate::backup::database::contents(crm.door().house().read(), chrono::Utc::now());
    assert_eq!(found.await.unwrap().counts["account"], 1);
}

/// The same backup, as a later version with a change of the schema of its own would have made it.
fn newer(keys: &Keys, whole: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let opened = super::seal::opened(keys, std::io::Cursor::new(whole.to_vec())).unwrap();
    let mut old = tar::Archive::new(flate2::read::GzDecoder::new(opened));
    let output = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut new = tar::Builder::new(output);
    for entry in old.entries().unwrap() {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().display().to_string();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes).unwrap();
        if name == "manifest.json" {
            let mut manifest: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            manifest["version"] = "99.0.0".into();
            manifest["migrations"]
                .as_array_mut()
                .unwrap()
                .push("m20991231_000001_later".into());
            bytes = serde_json::to_vec(&manifest).unwrap();
        }
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        new.append_data(&mut header, &name, bytes.as_slice())
            .unwrap();
    }
    let mut output = new.into_inner().unwrap();
    output.flush().unwrap();
    output.finish().unwrap()
}

#[tokio::test]
async fn a_restore_that_is_killed_half_way_is_taken_back() {
    let stage = stage().await;
    stage.account(&stage.lin, "Stays").await;
    stage.crm.close().await.unwrap();
    if !stage.config.database.starts_with("sqlite:") {
        return;
    }
    let database = super::database::sqlite_file(&stage.config.database).unwrap();
    let before = std::fs::read(&database).unwrap();
    for is_moved in [false, true] {
        let mut exchange = Exchange::begin(&stage.config).await.unwrap();
        std::fs::write(exchange.new_database().unwrap(), "half a database").unwrap();
        std::fs::create_dir(exchange.new_files()).unwrap();
        exchange.touch().unwrap();
        if is_moved {
            let id = exchange.new_files().display().to_string();
            let (_, id) = id.rsplit_once(".new-").unwrap();
            let aside = database.with_file_name(format!("rapport.db.old-{id}"));
            std::fs::rename(&database, aside).unwrap();
            std::fs::rename(exchange.new_database().unwrap(), &database).unwrap();
        }
        let second = super::recover(&stage.config).await;
        assert_eq!(trouble(second), Some(BackupTrouble::Busy));
        drop(exchange);
        super::recover(&stage.config).await.unwrap();
        assert!(std::fs::read(&database).unwrap() == before, "{is_moved}");
        assert!(stage.config.files.join("uploads").is_dir());
    }
    assert!(Crm::open(&stage.config).await.is_ok());
}

#[tokio::test]
async fn only_administrators_see_backups_and_one_is_made_at_a_time() {
    let stage = stage().await;
    assert!(super::shown(&stage.manager).await.is_err());
    assert!(super::begin(&stage.lin).await.is_err());
    super::begin(&stage.administrator).await.unwrap();
    let second = make(&stage.crm, &super::plan(&stage.crm), Maker::Person).await;
    assert_eq!(trouble(second), Some(BackupTrouble::Busy));
    let made = loop {
        let shown = super::shown(&stage.administrator).await.unwrap();
        if shown.run.is_none() {
            break shown;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    assert!(made.failed.is_none() && !made.is_encrypted);
    let only = &made.list[0];
    assert!(
        only.tried
            .as_ref()
            .is_some_and(|tried| tried.outcome == Ok(Trial::Restored))
    );

    stage.account(&stage.lin, "New since").await;
    let preview = super::preview(&stage.administrator, &only.name)
        .await
        .unwrap();
    let accounts = preview
        .counts
        .iter()
        .find(|count| count.object == "account")
        .unwrap();
    assert_eq!(
        (accounts.there, accounts.here, preview.changes_since),
        (0, 1, 1)
    );
    for name in [
        "../rapport.db",
        "rapport.db",
        "../backups/rapport-20261122-030007.000.tar.gz",
    ] {
        let told = super::download(&stage.administrator, name).await;
        assert!(
            matches!(told.err(), Some(Error::Refused(Refusal::NotFound))),
            "{name}"
        );
    }
    assert!(super::download(&stage.manager, &only.name).await.is_err());
    super::ask_restore(&stage.administrator, &only.name)
        .await
        .unwrap();
    assert_eq!(
        super::restore_asked(&stage.crm).borrow().as_ref(),
        Some(&only.name)
    );
    let again = super::ask_restore(&stage.administrator, &only.name).await;
    assert_eq!(trouble(again), Some(BackupTrouble::Busy));
}

#[tokio::test]
async fn what_is_done_with_backups_stands_in_the_log() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    let plan = plan(&folder, &age::x25519::Identity::generate());
    super::arrange(&stage.crm, plan.clone());
    let (file, _) = make(&stage.crm, &plan, Maker::Schedule).await.unwrap();
    super::download(&stage.administrator, &file.name)
        .await
        .unwrap();
    super::ask_restore(&stage.administrator, &file.name)
        .await
        .unwrap();
    let failed = Err(super::manifest::refused(BackupTrouble::NotEmpty));
    super::note_restored(&stage.crm, &file.name, failed)
        .await
        .unwrap();
    let query = contract::dto::audit::AuditQuery {
        object: Some("note.backup".to_owned()),
        ..Default::default()
    };
    let found = crate::audit::search(&stage.administrator, &query)
        .await
        .unwrap();
    let mut told: Vec<(&str, &str, &str)> = found
        .lines
        .iter()
        .map(|line| {
            let change = &line.changes[0];
            let who = line.actor_id.map_or("house", |_| "administrator");
            (change.field.as_str(), change.after.as_str(), who)
        })
        .collect();
    told.sort_unstable();
    let name = file.name.as_str();
    assert_eq!(
        told,
        [
            ("downloaded", name, "administrator"),
            ("failed", name, "house"),
            ("made", name, "house"),
            ("restore_asked", name, "administrator"),
        ]
    );
}
