use contract::dto::defining::{FieldChange, NewObject, ObjectBody};
use contract::value::Values;
use contract::{
    Address, Choice, FieldDef, FieldKind, Filter, Label, Link, ListQuery, ObjectDef, Operator,
    Problem, Refusal, Section, Sort, Value,
};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{
    add_object, bring_field_back, change_object, field, objects, put_field_away, save_field,
};
use crate::testing::stage;
use crate::{Desk, Error, Result, records};

mod changes;
mod hostile;

pub(super) fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

pub(super) fn equipment() -> NewObject {
    NewObject {
        label: Label::new("Equipment", "设备"),
        plural: Label::new("Equipment list", "设备"),
        icon: "package".into(),
        hue: 85,
        followed: true,
    }
}

pub(super) async fn add(desk: &Desk, object: &str, field: FieldDef) -> ObjectDef {
    save_field(
        desk,
        FieldChange {
            object: object.into(),
            field,
            version: 0,
        },
    )
    .await
    .unwrap()
}

pub(super) fn new(kind: FieldKind, en: &str, zh: &str) -> FieldDef {
    FieldDef::new("", kind, en, zh)
}

pub(super) fn values(pairs: &[(&str, Value)]) -> Values {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect()
}

#[tokio::test]
async fn an_added_object_has_fields_of_every_kind_and_keeps_their_values() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let object = add_object(desk, equipment()).await.unwrap();
    assert_eq!(
        (object.key.as_str(), object.path.as_str()),
        ("equipment", "equipment_list")
    );
    assert!(object.table().starts_with("o_"));
    for kind in FieldKind::ALL {
        let mut field = new(kind, &format!("My {}", kind.word()), "");
        if kind.has_choices() {
            field.choices = vec![Choice::new("", "New", "新"), Choice::new("", "Old", "旧")];
        }
        if kind.is_relation() {
            field.relation = Some("account".into());
        }
        field.filterable = true;
        add(desk, "equipment", field).await;
    }
    let account = stage.account(&stage.lin, "宁波海川精密机械有限公司").await;
    let me = desk.actor().id().unwrap();
    let sent = values(&[
        ("name", "Lathe 数控车床".into()),
        ("my_text", "T-800".into()),
        ("my_long_text", "two\nlines".into()),
        ("my_integer", Value::Integer(-3)),
        ("my_decimal", Value::Decimal(Decimal::new(1_234_567, 6))),
        (
            "my_money",
            Value::Money(contract::Money::units(486_000, "CNY")),
        ),
        ("my_percent", Value::Integer(60)),
        ("my_date", Value::Date("2026-02-28".parse().unwrap())),
        (
            "my_date_time",
            Value::DateTime("2026-02-28T08:00:00Z".parse().unwrap()),
        ),
        ("my_yes_no", Value::YesNo(true)),
        ("my_choice", "new".into()),
        ("my_choices", Value::Tags(vec!["new".into(), "old".into()])),
        ("my_tags", Value::Tags(vec!["重点".into()])),
        ("my_phone", "138 5742 9016".into()),
        ("my_email", "a@example.com".into()),
        ("my_link", "example.com".into()),
        (
            "my_address",
            Value::Address(Address {
                street: "中山路 1 号".into(),
                city: "宁波".into(),
                ..Address::default()
            }),
        ),
        ("my_user", Value::Link(Link::to(me))),
        ("my_relation", Value::Link(Link::to(account.id))),
        ("my_relations", Value::Links(vec![Link::to(account.id)])),
        ("my_rating", Value::Integer(4)),
    ]);
    let id = Uuid::now_v7();
    records::create(desk, "equipment", id, sent.clone())
        .await
        .unwrap();
    let page = records::page(desk, "equipment", id).await.unwrap();
    for (key, value) in &sent {
        assert!(
            page.record.value(key).same(value),
            "{key}: {:?}",
            page.record.value(key)
        );
    }
    assert_eq!(
        page.record.value("my_relations"),
        &Value::Links(vec![Link {
            id: Some(account.id),
            text: "宁波海川精密机械有限公司".into()
        }])
    );
    let related = records::related(desk, "account", account.id).await.unwrap();
    let related = related
        .iter()
        .filter(|related| related.object == "equipment")
        .map(|related| (related.field.as_str(), related.count))
        .collect::<Vec<_>>();
    assert_eq!(related, [("my_relation", 1), ("my_relations", 1)]);
    let finds = |field: &str, operator, value: &str| ListQuery {
        object: "equipment".into(),
        filters: vec![Filter::new(field, operator, value)],
        sort: Some(Sort::down("my_decimal")),
        ..ListQuery::default()
    };
    for (field, operator, value, count) in [
        ("my_decimal", Operator::More, "1.2", 1),
        ("my_decimal", Operator::Less, "1.2", 0),
        ("my_choices", Operator::AnyOf, "old", 1),
        ("my_relations", Operator::Is, &account.id.to_string(), 1),
        ("my_address", Operator::Contains, "宁波", 1),
        ("my_tags", Operator::AnyOf, "重点", 1),
        ("my_file", Operator::Empty, "", 1),
    ] {
        let found = records::list(desk, &finds(field, operator, value))
            .await
            .unwrap();
        assert_eq!(found.records.len(), count, "{field} {operator:?} {value}");
    }
}

#[tokio::test]
async fn a_field_is_put_away_and_brought_back_with_its_values() {
    let stage = stage().await;
    let desk = &stage.administrator;
    add_object(desk, equipment()).await.unwrap();
    add(desk, "equipment", new(FieldKind::Text, "Serial", "序列号")).await;
    let id = Uuid::now_v7();
    let sent = values(&[("name", "Lathe".into()), ("serial", "S-1".into())]);
    records::create(desk, "equipment", id, sent).await.unwrap();
    let info = field(desk, "equipment", "serial").await.unwrap();
    assert_eq!((info.version, info.filled), (1, 1));

    let object = put_field_away(desk, "equipment", "serial", 1)
        .await
        .unwrap();
    assert!(object.field("serial").unwrap().retired);
    assert!(desk.object("equipment").unwrap().field("serial").is_none());
    let page = records::page(desk, "equipment", id).await.unwrap();
    assert!(page.record.value("serial").is_empty());

    bring_field_back(desk, "equipment", "serial", 2)
        .await
        .unwrap();
    let page = records::page(desk, "equipment", id).await.unwrap();
    assert_eq!(page.record.text("serial"), "S-1");
}

#[tokio::test]
async fn of_two_administrators_the_later_one_is_told_who_was_first() {
    let stage = stage().await;
    let desk = &stage.administrator;
    add_object(desk, equipment()).await.unwrap();
    let body = |en: &str| ObjectBody {
        label: Some(Label::new(en, "设备")),
        ..ObjectBody::default()
    };
    change_object(desk, "equipment", body("Machines"), 1)
        .await
        .unwrap();
    let late = refused(change_object(desk, "equipment", body("Devices"), 1).await);
    let changed_by = "Anna Admin".to_owned();
    assert_eq!(late, Refusal::Outdated { changed_by });
    assert_eq!(desk.object("equipment").unwrap().label.en, "Machines");
}

#[tokio::test]
async fn of_two_who_lay_out_one_object_the_later_one_writes_nothing_over() {
    let stage = stage().await;
    let desk = &stage.administrator;
    add_object(desk, equipment()).await.unwrap();
    add(desk, "equipment", new(FieldKind::Text, "Serial", "序列号")).await;
    let laid = |highlights: &[&str]| ObjectBody {
        sections: Some(vec![Section {
            label: Label::new("Equipment", "设备"),
            fields: vec!["name".into(), "serial".into()],
            ..Section::default()
        }]),
        highlights: Some(highlights.iter().map(|key| (*key).to_owned()).collect()),
        ..ObjectBody::default()
    };
    let told = objects(desk).await.unwrap();
    let told = told.iter().find(|info| info.object.key == "equipment");
    let version = told.unwrap().version;
    let both = futures::future::join(
        change_object(desk, "equipment", laid(&["serial"]), version),
        change_object(desk, "equipment", laid(&["owner"]), version),
    )
    .await;
    let (won, late) = match both {
        (Ok(won), late) | (late, Ok(won)) => (won, refused(late)),
        (one, _) => panic!("{one:?}"),
    };
    assert!(matches!(late, Refusal::Outdated { .. }), "{late:?}");
    let kept = desk.object("equipment").unwrap();
    assert_eq!(kept.highlights, won.highlights);
}

#[tokio::test]
async fn only_administrators_describe() {
    let stage = stage().await;
    let refusal = refused(add_object(&stage.manager, equipment()).await);
    assert_eq!(refusal, Refusal::Forbidden);
}

#[tokio::test]
async fn what_is_wrong_with_a_field_is_said_at_its_part() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let check = async |field: FieldDef, place: &str, problem: Problem| {
        let change = FieldChange {
            object: "account".into(),
            field,
            version: 0,
        };
        let refusal = refused(save_field(desk, change).await);
        assert_eq!(refusal, Refusal::invalid(place, problem));
    };
    check(new(FieldKind::Text, " ", ""), "label", Problem::Required).await;
    check(
        new(FieldKind::Text, "phone", ""),
        "label",
        Problem::NameTaken,
    )
    .await;
    check(
        new(FieldKind::Choice, "Size", "规模"),
        "choices",
        Problem::NoChoices,
    )
    .await;
    check(
        new(FieldKind::Relation, "Machine", "机器").to("nothing"),
        "relation",
        Problem::Unknown,
    )
    .await;
    check(
        new(FieldKind::YesNo, "Once", "一次").unique(),
        "unique",
        Problem::WrongKind,
    )
    .await;
}
