#![expect(clippy::disallowed_methods, reason = "has the database count its rows")]

use contract::dto::defining::{FieldChange, NewObject, ObjectBody};
use contract::objects::{ACCOUNT, CONTACT, DEAL, LEAD};
use contract::{Address, Choice, FieldDef, FieldKind, Label, Link, ObjectDef, Refusal, Value};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{catch_up, everything, is_starred, opened, shelf, star, suggest};
use crate::testing::{Stage, stage};
use crate::{Desk, Error, describing, records};

/// The titles of what words find, in their order.
async fn found(stage: &Stage, desk: &Desk, words: &str) -> Vec<String> {
    stage.settle_log().await;
    catch_up(&stage.crm).await.unwrap();
    let hits = everything(desk, words).await.unwrap();
    hits.into_iter().map(|hit| hit.title).collect()
}

async fn save(desk: &Desk, object: &ObjectDef, field: FieldDef) -> ObjectDef {
    let change = FieldChange {
        object: object.key.clone(),
        field,
        version: 0,
    };
    describing::save_field(desk, change).await.unwrap()
}

/// An object of an administrator with a field of each kind that finds, and one that is secret.
async fn equipment(stage: &Stage) -> ObjectDef {
    let desk = &stage.administrator;
    let new = NewObject {
        label: Label::new("Equipment", "设备"),
        plural: Label::new("Equipment list", "设备"),
        icon: "package".into(),
        hue: 85,
        followed: true,
    };
    let mut object = describing::add_object(desk, new).await.unwrap();
    let fields = [
        (FieldKind::Text, "Serial"),
        (FieldKind::Text, "Secret"),
        (FieldKind::Choice, "State"),
        (FieldKind::Choices, "Options"),
        (FieldKind::Tags, "Marks"),
        (FieldKind::Address, "Place"),
        (FieldKind::Phone, "Hotline"),
        (FieldKind::Email, "Mail"),
        (FieldKind::Integer, "Count"),
    ];
    for (kind, name) in fields {
        let mut field = FieldDef::new("", kind, name, "");
        field.sensitive = name == "Secret";
        if kind.has_choices() {
            field.choices = vec![
                Choice::new("", "Running", "运行中"),
                Choice::new("", "Mothballed", "封存"),
            ];
        }
        object = save(desk, &object, field).await;
    }
    object
}

/// Has all fields of an object searched.
async fn search_all(stage: &Stage, object: &ObjectDef) {
    let body = ObjectBody {
        searched: Some(
            object
                .fields
                .iter()
                .filter(|field| !field.system)
                .map(|field| field.key.clone())
                .collect(),
        ),
        ..ObjectBody::default()
    };
    describing::change_object(&stage.administrator, &object.key, body, 1)
        .await
        .unwrap();
}

#[tokio::test]
async fn added_objects_are_found_by_what_an_administrator_has_searched() {
    let stage = stage().await;
    let object = equipment(&stage).await;
    let key = |field: &str, at: usize| object.field(field).unwrap().choices[at].key.clone();
    let address = Address {
        street: "88 Beilun Road".into(),
        city: "宁波".into(),
        ..Address::default()
    };
    stage
        .make(
            &stage.administrator,
            &object.key,
            &[
                ("name", "Lathe".into()),
                ("serial", "SN-77-4021".into()),
                ("secret", "hushhush".into()),
                ("state", Value::Text(key("state", 1))),
                ("options", Value::Tags(vec![key("options", 0)])),
                ("marks", Value::Tags(vec!["refurbished".into()])),
                ("place", Value::Address(address)),
                ("hotline", "138 5742 9016".into()),
                ("mail", "line@haichuan.cn".into()),
                ("count", Value::Integer(90_210)),
            ],
        )
        .await;
    let desk = &stage.administrator;
    assert_eq!(found(&stage, desk, "lathe").await, ["Lathe"]);
    assert_eq!(found(&stage, desk, "beilun").await, [""; 0]);
    search_all(&stage, &object).await;
    for words in [
        "lathe",
        "SN-77-4021",
        "77-4021",
        "4021",
        "mothball",
        "封存",
        "running",
        "运行中",
        "refurb",
        "beilun",
        "宁波",
        "5742",
        "haichuan",
        "90210",
    ] {
        assert_eq!(found(&stage, desk, words).await, ["Lathe"], "{words}");
    }
    assert_eq!(found(&stage, desk, "hushhush").await, [""; 0]);
}

#[tokio::test]
async fn a_choice_of_another_name_finds_by_that_name() {
    let stage = stage().await;
    let object = equipment(&stage).await;
    search_all(&stage, &object).await;
    let mut state = object.field("state").unwrap().clone();
    let value = Value::Text(state.choices[1].key.clone());
    let desk = &stage.administrator;
    let record = stage
        .make(
            desk,
            &object.key,
            &[("name", "Press".into()), ("state", value)],
        )
        .await;
    assert_eq!(found(&stage, desk, "mothballed").await, ["Press"]);
    state.choices[1].label = Label::new("Asleep", "休眠");
    let versions = describing::field(desk, &object.key, "state").await.unwrap();
    let change = FieldChange {
        object: object.key.clone(),
        field: state,
        version: versions.version,
    };
    describing::save_field(desk, change).await.unwrap();
    assert_eq!(found(&stage, desk, "asleep").await, ["Press"]);
    assert_eq!(found(&stage, desk, "mothballed").await, [""; 0]);
    records::delete(desk, &object.key, record.id).await.unwrap();
    assert_eq!(found(&stage, desk, "asleep").await, [""; 0]);
}

#[tokio::test]
async fn objects_stand_in_the_order_of_how_well_they_fit() {
    let stage = stage().await;
    let lin = &stage.lin;
    stage.account(lin, "Old Bright Foods").await;
    stage
        .make(
            lin,
            LEAD,
            &[("name", "Bright".into()), ("company", "Bright".into())],
        )
        .await;
    stage
        .make(lin, CONTACT, &[("name", "Brighton Lee".into())])
        .await;
    assert_eq!(
        found(&stage, lin, "bright").await,
        ["Bright", "Brighton Lee", "Old Bright Foods"]
    );
}

#[tokio::test]
async fn common_words_leave_nobody_without_what_they_see() {
    let stage = stage().await;
    stage.account(&stage.lin, "Common of Lin").await;
    for place in 0..super::everything::CANDIDATES + 20 {
        let name = format!("Works {place} Common");
        stage.account(&stage.zhou, &name).await;
    }
    stage.account(&stage.zhou, "Common first").await;
    assert_eq!(found(&stage, &stage.lin, "common").await, ["Common of Lin"]);
    let all = found(&stage, &stage.administrator, "common").await;
    assert_eq!(all.len(), 6);
    assert_eq!(all[..2], ["Common first", "Common of Lin"]);
    assert_eq!(found(&stage, &stage.lin, "c").await, ["Common of Lin"]);
}

/// PostgreSQL looks at the newest records alone where the words are in very many; all of them are few enough here to be found by
/// the index where they are not.
#[tokio::test]
async fn very_common_words_bring_the_newest_records_and_everybody_their_own() {
    let stage = stage().await;
    let lin = &stage.lin;
    let own = stage.account(lin, "Works of Lin Common").await;
    let account = Value::Link(Link::to(own.id));
    let contact = [("name", "Person Common".into()), ("account", account)];
    stage.make(lin, CONTACT, &contact).await;
    for place in 0..40 {
        let name = format!("Works {place} Common");
        stage.account(&stage.zhou, &name).await;
    }
    for has_counted in [false, true] {
        if has_counted {
            let house = stage.crm.door().house();
            let analyze = "ANALYZE account";
            house.write().execute_unprepared(analyze).await.unwrap();
        }
        let mut own = found(&stage, lin, "common").await;
        own.sort();
        assert_eq!(own, ["Person Common", "Works of Lin Common"]);
        let all = found(&stage, &stage.administrator, "common").await;
        let works = all.iter().filter(|title| title.starts_with("Works"));
        assert_eq!(works.count(), 6);
    }
}

#[tokio::test]
async fn a_misspelt_word_falls_back_to_names_with_words_near_it() {
    let stage = stage().await;
    let lin = &stage.lin;
    stage.account(lin, "Brightwater Foods").await;
    stage.account(lin, "宁波海川精密").await;
    stage
        .make(lin, CONTACT, &[("name", "John Smith".into())])
        .await;
    stage.account(&stage.zhou, "Johnson Trading").await;
    for (words, expected) in [
        ("brigthwater", vec!["Brightwater Foods"]),
        ("brightwatr foods", vec!["Brightwater Foods"]),
        ("jhon", vec!["John Smith"]),
        ("john smyth", vec!["John Smith"]),
        ("海穿", vec!["宁波海川精密"]),
        ("johnsen", vec![]),
        ("qwertyuiop", vec![]),
    ] {
        assert_eq!(found(&stage, lin, words).await, expected, "{words}");
    }
    let hits = everything(lin, "brigthwater").await.unwrap();
    assert!(hits[0].near);
    assert!(!everything(lin, "bright").await.unwrap()[0].near);
    let suggested = suggest(lin, ACCOUNT, "brigthwater").await.unwrap();
    assert_eq!(suggested[0].title, "Brightwater Foods");
}

#[tokio::test]
async fn a_shelf_holds_what_was_opened_and_marked_as_far_as_it_is_seen() {
    let stage = stage().await;
    let desk = &stage.lin;
    let mut made = Vec::new();
    for place in 0..23 {
        made.push(stage.account(desk, &format!("Customer {place}")).await.id);
        opened(desk, ACCOUNT, made[place]).await.unwrap();
    }
    opened(desk, ACCOUNT, made[10]).await.unwrap();
    let titles = async |desk: &Desk| -> (Vec<String>, Vec<String>) {
        let shelf = shelf(desk).await.unwrap();
        let told =
            |hits: Vec<contract::dto::search::Hit>| hits.into_iter().map(|hit| hit.title).collect();
        (told(shelf.favourites), told(shelf.recent))
    };
    let (_, recent) = titles(desk).await;
    assert_eq!(recent.len(), 20);
    assert_eq!(recent[..2], ["Customer 10", "Customer 22"]);
    assert_eq!(titles(&stage.zhou).await, (vec![], vec![]));

    for place in [3, 5] {
        star(desk, ACCOUNT, made[place], true).await.unwrap();
    }
    assert!(is_starred(desk, ACCOUNT, made[3]).await.unwrap());
    assert_eq!(titles(desk).await.0, ["Customer 5", "Customer 3"]);
    star(desk, ACCOUNT, made[5], false).await.unwrap();
    records::delete(desk, ACCOUNT, made[10]).await.unwrap();
    let (favourites, recent) = titles(desk).await;
    assert_eq!(favourites, ["Customer 3"]);
    assert_eq!(recent[0], "Customer 22");

    let strangers = star(&stage.zhou, ACCOUNT, made[3], true).await;
    assert!(matches!(strangers, Err(Error::Refused(Refusal::NotFound))));
    let nothing = star(desk, DEAL, Uuid::now_v7(), true).await;
    assert!(matches!(nothing, Err(Error::Refused(Refusal::NotFound))));
}
