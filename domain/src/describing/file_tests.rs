use contract::dto::configuration::Effect;
use contract::dto::defining::{FieldChange, NewObject};
use contract::dto::views::{SaveView, Sharing, ViewBody};
use contract::value::Values;
use contract::{Choice, FieldDef, FieldKind, Label, Problem, Refusal};
use uuid::Uuid;

use super::{add_object, apply, compare, save_field, write_file};
use crate::testing::stage;
use crate::{Desk, Error, records};

async fn describe(desk: &Desk) {
    let new = NewObject {
        label: Label::new("Equipment", "设备"),
        plural: Label::new("Equipment", "设备"),
        ..NewObject::default()
    };
    add_object(desk, new).await.unwrap();
    let mut state = FieldDef::new("", FieldKind::Choice, "State", "状态");
    state.choices = vec![Choice::new("", "Running", "运行")];
    for (object, field) in [
        ("equipment", state),
        (
            "account",
            FieldDef::new("", FieldKind::Integer, "Floors", "楼层"),
        ),
    ] {
        let change = FieldChange {
            object: object.into(),
            field,
            version: 0,
        };
        save_field(desk, change).await.unwrap();
    }
    let view = SaveView {
        id: Uuid::now_v7(),
        object: "equipment".into(),
        name: "All of it".into(),
        sharing: Sharing::Everyone,
        body: ViewBody::default(),
        version: 0,
    };
    crate::views::save(desk, view).await.unwrap();
}

#[tokio::test]
async fn a_configuration_goes_from_one_installation_to_another_and_says_beforehand_what_it_does() {
    let (test, production) = (stage().await, stage().await);
    describe(&test.administrator).await;
    let file = write_file(&test.administrator).await.unwrap();
    assert!(!file.contains("f_"), "columns are each installation's own");

    let desk = &production.administrator;
    let found = compare(desk, &file).await.unwrap();
    let places: Vec<(&str, Effect)> = found
        .differences
        .iter()
        .map(|difference| (difference.place.as_str(), difference.effect))
        .collect();
    assert_eq!(
        places,
        [
            ("equipment", Effect::Added),
            ("account.floors", Effect::Added),
            ("equipment.state", Effect::Added),
            ("equipment/All of it", Effect::Added),
        ]
    );
    apply(desk, &file, &found.state).await.unwrap();
    let sent = Values::from([
        ("name".to_owned(), "Lathe".into()),
        ("state".to_owned(), "running".into()),
    ]);
    records::create(desk, "equipment", Uuid::now_v7(), sent)
        .await
        .unwrap();
    assert_eq!(write_file(desk).await.unwrap(), file, "the same file again");
    let again = compare(desk, &file).await.unwrap();
    assert!(again.differences.is_empty());

    let late = apply(desk, &file, &found.state).await;
    assert!(matches!(
        late,
        Err(Error::Refused(Refusal::Outdated { .. }))
    ));
}

#[tokio::test]
async fn what_a_file_adds_has_a_plain_name_that_means_nothing_else() {
    let (test, production) = (stage().await, stage().await);
    describe(&test.administrator).await;
    let file = write_file(&test.administrator).await.unwrap();
    let desk = &production.administrator;
    for (name, problem) in [
        ("for", Problem::ReservedWord),
        ("in", Problem::ReservedWord),
        ("null", Problem::ReservedWord),
        ("version", Problem::ReservedWord),
        ("Floors", Problem::WrongKind),
        ("floors; drop", Problem::WrongKind),
    ] {
        let text = file.replace("\"floors\"", &format!("\"{name}\""));
        let found = compare(desk, &text).await.unwrap();
        let place = format!("account.{name}");
        let refused = found.differences.iter().find(|one| one.place == place);
        assert_eq!(refused.unwrap().effect, Effect::Refused, "{name}");
        let result = apply(desk, &text, &found.state).await;
        let expected = Refusal::invalid(&place, problem);
        assert!(
            matches!(&result, Err(Error::Refused(refusal)) if *refusal == expected),
            "{name}: {result:?}"
        );
    }
    // A file that does not say so adds nothing under a name that was typed, either.
    let text = file.replace("\"stored\": \"\"", "\"stored\": null");
    let found = compare(desk, &text).await.unwrap();
    apply(desk, &text, &found.state).await.unwrap();
    let account = desk.object("account").unwrap();
    assert!(account.field("floors").unwrap().stem().starts_with("f_"));
    assert!(desk.object("equipment").unwrap().table().starts_with("o_"));
}

#[tokio::test]
async fn a_file_with_a_fault_changes_nothing() {
    let (test, production) = (stage().await, stage().await);
    describe(&test.administrator).await;
    let file = write_file(&test.administrator)
        .await
        .unwrap()
        .replace("\"kind\": \"integer\"", "\"kind\": \"choice\"");
    let desk = &production.administrator;
    let found = compare(desk, &file).await.unwrap();
    let refused = found
        .differences
        .iter()
        .find(|difference| difference.effect == Effect::Refused)
        .unwrap();
    assert_eq!(refused.place, "account.floors");
    let result = apply(desk, &file, &found.state).await;
    let expected = Refusal::invalid("account.floors.choices", Problem::NoChoices);
    assert!(matches!(result, Err(Error::Refused(refusal)) if refusal == expected));
    assert!(desk.object("equipment").is_err());
    let wrong = compare(desk, "{}").await;
    let expected = Refusal::invalid("file", Problem::WrongKind);
    assert!(matches!(wrong, Err(Error::Refused(refusal)) if refusal == expected));
}
