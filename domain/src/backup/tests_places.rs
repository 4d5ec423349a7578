use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use contract::Refusal;
use contract::dto::backups::{BackupTrouble, Keep, Trial};
use object_store::aws::AmazonS3Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::net::TcpListener;

use super::manifest::{Contents, Kind, Manifest, told};
use super::pack::{Load, pack};
use super::{Existing, Keys, Maker, Place, Plan, Source, make, restore};
use crate::Error;
use crate::testing::stage;

/// A server that speaks the protocol of S3 and checks signatures; answers its address.
async fn s3(root: &std::path::Path) -> String {
    std::fs::create_dir_all(root.join("backups")).unwrap();
    let mut builder = S3ServiceBuilder::new(s3s_fs::FileSystem::new(root).unwrap());
    builder.set_auth(SimpleAuth::from_single("key", "secret"));
    let service = builder.build();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let http =
            hyper_util::server::conn::auto::Builder::new(hyper_util::rt::TokioExecutor::new());
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            let socket = hyper_util::rt::TokioIo::new(socket);
            let connection = http.serve_connection(socket, service.clone()).into_owned();
            tokio::spawn(connection);
        }
    });
    address
}

fn bucket(endpoint: &str, secret: &str) -> Place {
    let store = AmazonS3Builder::new()
        .with_bucket_name("backups")
        .with_endpoint(endpoint)
        .with_allow_http(true)
        .with_region("us-east-1")
        .with_access_key_id("key")
        .with_secret_access_key(secret)
        .build()
        .unwrap();
    Place::bucket(Arc::new(store), "crm/one", "s3://backups/crm/one")
}

#[tokio::test]
async fn a_bucket_keeps_backups_as_a_folder_does() {
    let (stage, folder) = (stage().await, tempfile::tempdir().unwrap());
    // More than one part of an upload, and nothing that can be compressed.
    let noise: Vec<u8> = (0..12_000_000).map(|_| rand::random()).collect();
    let account = stage.account(&stage.lin, "海川物流").await;
    let pieces = futures::stream::iter([Ok(bytes::Bytes::from(noise))]);
    crate::files::add(&stage.lin, "account", account.id, "noise", pieces)
        .await
        .unwrap();
    let endpoint = s3(folder.path()).await;
    let plan = Plan {
        place: bucket(&endpoint, "secret"),
        keys: Keys::read(&[], None, Some("over the hills".into())).unwrap(),
        hour: None,
        keep: Keep {
            daily: 1,
            weekly: 0,
            monthly: 0,
            by_hand: 30,
        },
    };
    let (first, tried) = make(&stage.crm, &plan, Maker::Schedule).await.unwrap();
    assert_eq!(tried.outcome, Ok(Trial::Restored));
    assert!(first.bytes > 12_000_000);
    assert_eq!(
        plan.place.list().await.unwrap(),
        std::slice::from_ref(&first)
    );
    let (second, _) = make(&stage.crm, &plan, Maker::Schedule).await.unwrap();
    let kept = plan.place.list().await.unwrap();
    assert_eq!(
        kept,
        std::slice::from_ref(&second),
        "the first of the day is outdated"
    );

    stage.crm.close().await.unwrap();
    let source = Source {
        place: plan.place.clone(),
        name: second.name,
    };
    restore(&stage.config, &plan.keys, &source, Existing::Replace)
        .await
        .unwrap();
    let first = Source {
        name: first.name,
        ..source
    };
    let gone = restore(&stage.config, &plan.keys, &first, Existing::Replace).await;
    let told = Refusal::Backup(BackupTrouble::Gone);
    assert!(matches!(gone, Err(Error::Refused(refusal)) if refusal == told));
    let stranger = bucket(&endpoint, "guessed");
    let told = stranger.list().await.unwrap_err();
    let unreachable = Refusal::Backup(BackupTrouble::Unreachable);
    assert!(matches!(told, Error::Refused(refusal) if refusal == unreachable));
}

/// A disk with room for so many bytes.
struct Disk(usize);

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let written = bytes.len().min(self.0);
        self.0 -= written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_told_wherever_it_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("database");
    let noise: Vec<u8> = (0..400_000).map(|_| rand::random()).collect();
    std::fs::write(&database, noise).unwrap();
    let packed = AtomicU64::new(0);
    let load = Load {
        database: &database,
        files: folder.path(),
        sums: &folder.path().join("sums"),
        packed: &packed,
    };
    let contents = Contents {
        made_at: chrono::Utc::now(),
        migrations: Vec::new(),
        counts: Default::default(),
        keys: Vec::new(),
    };
    let manifest = Manifest::of(Kind::Sqlite, contents);
    let recipient = age::x25519::Identity::generate().to_public().to_string();
    let sealed = Keys::read(&[recipient], None, None).unwrap();
    for keys in [Keys::default(), sealed] {
        for room in [0, 100, 70_000, 399_000] {
            let told = told(pack(&load, manifest.clone(), &keys, Disk(room)).unwrap_err());
            let full = Refusal::Backup(BackupTrouble::NoRoom);
            assert!(
                matches!(&told, Error::Refused(refusal) if *refusal == full),
                "{told}"
            );
        }
        assert!(pack(&load, manifest.clone(), &keys, Disk(500_000)).is_ok());
    }
}

#[test]
fn what_was_begun_and_not_finished_is_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().to_owned());
    let name = super::name::name_of(chrono::Utc::now(), Maker::Schedule, false);
    let names = || std::fs::read_dir(folder.path()).unwrap().count();
    let mut sink = place.begin(&name).unwrap();
    sink.write_all(b"half").unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    assert!(runtime.block_on(place.list()).unwrap().is_empty());
    // As a process that is killed leaves it.
    drop(sink);
    assert_eq!(names(), 1);
    place.sweep().unwrap();
    assert_eq!(names(), 0);
    place.begin(&name).unwrap().give_up();
    assert_eq!(names(), 0);
    place.begin(&name).unwrap().finish().unwrap();
    assert_eq!(runtime.block_on(place.list()).unwrap().len(), 1);
}
