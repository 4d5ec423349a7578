#![expect(clippy::disallowed_methods, reason = "looks into every table there is")]

mod again;
mod back;
mod certified;
mod named;
mod ordered;

use contract::dto::merging::Merge;
use contract::dto::privacy::{AskErasure, ErasureReason, Place};
use contract::{Record, Value};
use entity::{import_note, mail};
use futures::stream;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, Set, Statement,
};
use uuid::Uuid;

use super::{catch_up, erase, erasures, one, preview};
use crate::testing::{Stage, of, stage, to};
use crate::{files, merging, records, search};

const NAME: &str = "Zebulon Quartermaine";
const EMAIL: &str = "zeb.quartermaine@example.com";
const PHONE: &str = "+86 138 5742 9016";

fn ask(record: Uuid) -> AskErasure {
    AskErasure {
        object: "contact".to_owned(),
        record,
        reason: ErasureReason::Asked,
        kept_years: [("invoice".to_owned(), 10)].into(),
    }
}

async fn person(stage: &Stage) -> Record {
    let account = stage.account(&stage.lin, "Brightwater Foods").await;
    let values = [
        ("name", NAME.into()),
        ("email", EMAIL.into()),
        ("phone", PHONE.into()),
        (
            "note",
            Value::from("likes tea, asks for Zebulon Quartermaine"),
        ),
        ("tags", Value::Tags(vec!["quartermaine-tag".to_owned()])),
        ("account", to(account.id)),
    ];
    stage.make(&stage.lin, "contact", &values).await
}

/// A person with everything that can stand about one.
async fn known(stage: &Stage) -> Record {
    let contact = person(stage).await;
    let (lin, account) = (&stage.lin, contact.value("account").id().unwrap());
    let about = |subject: &str| -> Vec<(&'static str, Value)> {
        vec![
            ("subject", subject.into()),
            ("kind", "call".into()),
            ("status", "done".into()),
            ("contact", to(contact.id)),
            ("body", Value::from("Zebulon Quartermaine is ill")),
        ]
    };
    stage
        .make(lin, "activity", &about("Zebulon Quartermaine alone"))
        .await;
    let mut with_others = about("Call to Zebulon Quartermaine");
    with_others.push(("account", to(account)));
    stage.make(lin, "activity", &with_others).await;
    let deal = [
        ("name", Value::from("Ovens for Zebulon Quartermaine")),
        ("account", to(account)),
        ("contact", to(contact.id)),
        ("stage", "qualify".into()),
    ];
    stage.make(lin, "deal", &deal).await;
    let invoice = [
        ("account", to(account)),
        ("contact", to(contact.id)),
        ("issued_on", Value::Date("2026-03-05".parse().unwrap())),
    ];
    stage.make(&stage.administrator, "invoice", &invoice).await;
    let pieces = stream::iter([Ok(bytes::Bytes::from_static(b"%PDF-1.7 of quartermaine"))]);
    files::add(lin, "contact", contact.id, "zeb.quartermaine.pdf", pieces)
        .await
        .unwrap();
    search::star(lin, "contact", contact.id, true)
        .await
        .unwrap();
    stage.index().await;
    post(stage).await;
    named::everywhere(stage, contact.id).await;
    contact
}

/// A mail in the queue, and a row that an import left out.
async fn post(stage: &Stage) {
    let now = stage.administrator.now();
    let write = stage.crm.door().house().write();
    let mail = mail::Model {
        id: Uuid::now_v7(),
        recipient: EMAIL.to_uppercase(),
        name: NAME.to_owned(),
        subject: "Hello".to_owned(),
        kind: "test".to_owned(),
        letter: Some(format!("{{\"to\":\"{EMAIL}\"}}")),
        state: "queued".to_owned(),
        attempts: 0,
        next_at: now,
        leased_by: None,
        leased_until: None,
        trouble: None,
        answer: None,
        message_id: "<1@example.com>".to_owned(),
        created_at: now,
        changed_at: now,
        ends_at: None,
    };
    let insert = mail::Entity::insert(mail.into_active_model().reset_all());
    insert.exec_without_returning(write).await.unwrap();
    let note = import_note::ActiveModel {
        import_id: Set(Uuid::now_v7()),
        line: Set(7),
        severity: Set("error".to_owned()),
        note: Set("{}".to_owned()),
        cells: Set(Some(format!("[\"{NAME}\",\"{EMAIL}\"]"))),
        ..Default::default()
    };
    let insert = import_note::Entity::insert(note);
    insert.exec_without_returning(write).await.unwrap();
}

/// The tables in which a word stands.
async fn places_of(stage: &Stage, word: &str) -> Vec<String> {
    let read = stage.crm.door().house().write();
    let backend = read.get_database_backend();
    let tables = match backend {
        DbBackend::Postgres => {
            "SELECT table_name::text AS name FROM information_schema.tables \
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        }
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_word%'",
    };
    let mut found = Vec::new();
    for row in read
        .query_all_raw(Statement::from_string(backend, tables))
        .await
        .unwrap()
    {
        let table: String = row.try_get("", "name").unwrap();
        let word = word.to_lowercase();
        let has = match backend {
            DbBackend::Postgres => format!("lower(t::text) LIKE '%{word}%'"),
            // Byte by byte: LIKE sees the end of a text at the first zero, as ids have it.
            _ => {
                let text = columns(stage, &table).await;
                format!("instr(CAST(lower({text}) AS BLOB), CAST('{word}' AS BLOB)) > 0")
            }
        };
        let sql = format!("SELECT COUNT(*) AS n FROM \"{table}\" t WHERE {has}");
        let count = read
            .query_one_raw(Statement::from_string(backend, sql))
            .await
            .unwrap();
        if count.unwrap().try_get::<i64>("", "n").unwrap() > 0 {
            found.push(table);
        }
    }
    found.sort();
    found
}

async fn columns(stage: &Stage, table: &str) -> String {
    let read = stage.crm.door().house().write();
    let sql = format!("SELECT name FROM pragma_table_info('{table}')");
    let rows = read
        .query_all_raw(Statement::from_string(DbBackend::Sqlite, sql))
        .await
        .unwrap();
    let parts: Vec<String> = rows
        .iter()
        .map(|row| {
            format!(
                "coalesce(t.\"{}\", '')",
                row.try_get::<String>("", "name").unwrap()
            )
        })
        .collect();
    parts.join(" || ' ' || ")
}

async fn erased(stage: &Stage, record: Uuid) -> contract::dto::privacy::Erasure {
    let row = erase::order(&stage.administrator, &ask(record))
        .await
        .unwrap();
    catch_up(&stage.crm).await.unwrap();
    one(&stage.administrator, row.id).await.unwrap()
}

#[tokio::test]
async fn nothing_of_a_person_stands_anywhere_but_what_is_kept_by_law() {
    let stage = stage().await;
    let contact = known(&stage).await;
    let told = preview(&stage.administrator, "contact", contact.id)
        .await
        .unwrap();
    assert_eq!(told.title, NAME);
    assert_eq!(
        (told.kept.len(), told.kept[0].until.to_string().as_str()),
        (1, "2056-12-31"),
        "as the law of China asks for"
    );
    let done = erased(&stage, contact.id).await;
    assert!(done.ended_at.is_some());
    assert_eq!(
        done.kept[0].until.to_string(),
        "2036-12-31",
        "as the administrator chose"
    );
    for place in [
        Place::Records,
        Place::Emptied,
        Place::Related,
        Place::Files,
        Place::Mails,
        Place::Marks,
        Place::ImportNotes,
        Place::Words,
        Place::Likenesses,
        Place::Views,
        Place::Plans,
        Place::Shares,
    ] {
        assert!(
            done.counts.contains_key(&place),
            "{place:?} {:?}",
            done.counts
        );
        assert_eq!(
            told.counts.get(&place),
            done.counts.get(&place),
            "{place:?}"
        );
    }
    assert!(done.counts[&Place::Events] >= told.counts[&Place::Events]);
    stage.index().await;
    for word in [
        "quartermaine-tag",
        EMAIL,
        "13857429016",
        "138 5742 9016",
        "is ill",
        "likes tea",
    ] {
        assert_eq!(
            places_of(&stage, word).await,
            Vec::<String>::new(),
            "{word}"
        );
    }
    assert_eq!(
        places_of(&stage, NAME).await,
        ["invoice"],
        "the name on the document"
    );
    let content = stage.config.files.join("content");
    let left = std::fs::read_dir(content).into_iter().flatten().flatten();
    let left =
        left.filter(|folder| std::fs::read_dir(folder.path()).is_ok_and(|files| files.count() > 0));
    assert_eq!(left.count(), 0, "the file on the disk");
    let proof = crate::audit::verify(&stage.crm, &[], |_, _| ())
        .await
        .unwrap();
    assert_eq!(proof.broken, None);
    let list = erasures(&stage.administrator).await.unwrap().list;
    assert_eq!(list, [done]);
}

#[tokio::test]
async fn the_chain_is_whole_after_an_erasure() {
    let stage = stage().await;
    let contact = known(&stage).await;
    stage.settle_log().await;
    crate::audit::seal(&stage.crm).await.unwrap();
    erased(&stage, contact.id).await;
    stage.settle_log().await;
    crate::audit::seal(&stage.crm).await.unwrap();
    let proof = crate::audit::verify(&stage.crm, &[], |_, _| ())
        .await
        .unwrap();
    assert_eq!(proof.broken, None);
    assert!(proof.erased > 0);
}

#[tokio::test]
async fn those_who_became_one_go_as_one_also_from_the_bin() {
    let stage = stage().await;
    let contact = person(&stage).await;
    let twin = stage
        .make(
            &stage.lin,
            "contact",
            &[
                ("name", "Z. Quartermaine".into()),
                ("wechat", "zebq77".into()),
            ],
        )
        .await;
    let alone = [
        ("subject", "Call".into()),
        ("kind", "call".into()),
        ("status", "done".into()),
        ("contact", to(twin.id)),
    ];
    stage.make(&stage.lin, "activity", &alone).await;
    let merge = Merge {
        id: Uuid::now_v7(),
        object: "contact".to_owned(),
        into: (contact.id, contact.version),
        others: vec![(twin.id, twin.version)],
        values: of(&[("name", NAME.into())]),
    };
    merging::merge(&stage.administrator, merge).await.unwrap();
    records::delete(&stage.administrator, "contact", contact.id)
        .await
        .unwrap();
    let done = erased(&stage, contact.id).await;
    assert_eq!(done.counts[&Place::Records], 2);
    assert_eq!(done.counts[&Place::Activities], 1, "about nobody else");
    for word in ["zebq77", EMAIL, "Quartermaine"] {
        assert_eq!(
            places_of(&stage, word).await,
            Vec::<String>::new(),
            "{word}"
        );
    }
}
