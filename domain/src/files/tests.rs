use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use contract::dto::records::EventAction;
use contract::objects::ACCOUNT;
use contract::{Link, Refusal, Role, Value};
use futures::{StreamExt, TryStreamExt, stream};
use uuid::Uuid;

use super::{add, of, open, set_deleted};
use crate::access::NewRecord;
use crate::users::{self, NewUser};
use crate::{Config, Crm, Desk};

async fn desk(crm: &Arc<Crm>, email: &str, role: Role) -> Desk {
    let new = NewUser { email: email.to_owned(), name: email.to_owned(), role, team: None };
    let id = users::add(&crm.system_desk("test"), new, None).await.unwrap();
    crm.desk_of(id).await.unwrap()
}

async fn account(desk: &Desk) -> Uuid {
    let id = Uuid::now_v7();
    let owner = Value::Link(Link::to(desk.actor().id().unwrap()));
    let values = BTreeMap::from([("name".to_owned(), Value::from("Haichuan")), ("owner".to_owned(), owner)]);
    let mut write = desk.write().await.unwrap();
    let object = desk.object(ACCOUNT).unwrap();
    write.insert(&object, vec![NewRecord { id, values, batch: None }], EventAction::Created).await.unwrap();
    write.commit().await.unwrap();
    id
}

fn pieces(parts: &[&'static [u8]]) -> impl futures::Stream<Item = io::Result<Bytes>> + Send + use<> {
    stream::iter(parts.iter().map(|part| Ok(Bytes::from_static(part))).collect::<Vec<_>>())
}

#[tokio::test]
async fn a_file_belongs_to_those_who_see_its_record() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("test.db").display());
    let crm = Crm::open(&Config { database, files: folder.path().join("files") }).await.unwrap();
    let (li, zhou) = (desk(&crm, "li@example.com", Role::Salesperson).await, desk(&crm, "zhou@example.com", Role::Salesperson).await);
    let finance = desk(&crm, "fin@example.com", Role::Finance).await;
    let id = account(&li).await;

    let file = add(&li, ACCOUNT, id, "合同.pdf", pieces(&[b"%PDF", b"-1.7 text"])).await.unwrap();
    assert_eq!((file.media_type.as_str(), file.bytes, file.is_image), ("application/pdf", 13, false));
    let same = add(&li, ACCOUNT, id, "copy.pdf", pieces(&[b"%PDF-1.7 text"])).await.unwrap();
    let names = |files: Vec<contract::dto::files::FileInfo>| files.into_iter().map(|file| file.name).collect::<Vec<_>>();
    assert_eq!(names(of(&li, ACCOUNT, id).await.unwrap()), ["copy.pdf", "合同.pdf"]);

    let (_, content) = open(&finance, file.id).await.unwrap();
    assert_eq!(content.try_collect::<Vec<Bytes>>().await.unwrap().concat(), b"%PDF-1.7 text");
    assert!(!of(&finance, ACCOUNT, id).await.unwrap()[0].may_delete);
    assert_eq!(set_deleted(&finance, file.id, true).await.unwrap_err().into_refusal(), Refusal::Forbidden);
    assert_eq!(open(&zhou, file.id).await.err().unwrap().into_refusal(), Refusal::NotFound);
    assert_eq!(set_deleted(&zhou, file.id, true).await.unwrap_err().into_refusal(), Refusal::NotFound);

    set_deleted(&li, same.id, true).await.unwrap();
    assert_eq!(open(&li, same.id).await.err().unwrap().into_refusal(), Refusal::NotFound);
    assert!(open(&li, file.id).await.is_ok(), "equal content stays");
    set_deleted(&li, same.id, false).await.unwrap();
    assert!(open(&li, same.id).await.is_ok());
}

#[tokio::test]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("test.db").display());
    let files = folder.path().join("files");
    let crm = Crm::open(&Config { database, files: files.clone() }).await.unwrap();
    let li = desk(&crm, "li@example.com", Role::Salesperson).await;
    let id = account(&li).await;
    let big = stream::iter(vec![Ok(Bytes::from(vec![7; 12 * 1024 * 1024]))]);
    let broken = big.chain(stream::iter(vec![Err(io::Error::from(io::ErrorKind::UnexpectedEof))]));
    assert!(add(&li, ACCOUNT, id, "a.bin", broken).await.is_err());
    assert!(of(&li, ACCOUNT, id).await.unwrap().is_empty());
    let left = std::fs::read_dir(files.join("incoming")).map(Iterator::count).unwrap_or_default();
    assert_eq!(left, 0);
}
