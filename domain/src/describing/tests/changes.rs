use contract::dto::defining::FieldChange;
use contract::dto::records::Change;
use contract::value::Values;
use contract::{Choice, FieldKind, Problem, Refusal, Value};
use uuid::Uuid;

use super::super::{add_object, bring_back, choices_in_use, objects, put_away, save_field};
use super::{add, equipment, new, refused, values};
use crate::records;
use crate::testing::stage;

#[tokio::test]
async fn a_value_that_stands_twice_cannot_become_unique_and_no_second_one_is_taken() {
    let stage = stage().await;
    let desk = &stage.administrator;
    add_object(desk, equipment()).await.unwrap();
    add(desk, "equipment", new(FieldKind::Text, "Serial", "序列号")).await;
    let make = async |name: &str, serial: &str| {
        let sent = values(&[("name", name.into()), ("serial", serial.into())]);
        records::create(desk, "equipment", Uuid::now_v7(), sent).await
    };
    make("one", "S-1").await.unwrap();
    let second = make("two", "S-1").await.unwrap();
    let unique = async |version| {
        let serial = desk
            .object("equipment")
            .unwrap()
            .field("serial")
            .unwrap()
            .clone();
        let change = FieldChange {
            object: "equipment".into(),
            field: serial.unique(),
            version,
        };
        save_field(desk, change).await
    };
    let repeated = Problem::Repeated {
        records: 1,
        examples: vec!["S-1".into()],
    };
    assert_eq!(
        refused(unique(1).await),
        Refusal::invalid("unique", repeated)
    );
    let change = Change {
        object: "equipment".into(),
        id: second.id,
        version: second.version,
        values: values(&[("serial", "S-2".into())]),
        base: Values::new(),
    };
    records::update(desk, change).await.unwrap();
    unique(1).await.unwrap();
    let taken = Refusal::invalid("serial", Problem::Taken);
    assert_eq!(refused(make("three", "S-2").await), taken);
    records::delete(desk, "equipment", second.id).await.unwrap();
    make("three", "S-2").await.unwrap();
    let back = records::restore(desk, "equipment", second.id).await;
    assert_eq!(refused(back), taken);
}

#[tokio::test]
async fn a_choice_is_put_away_and_its_records_keep_it() {
    let stage = stage().await;
    let desk = &stage.administrator;
    add_object(desk, equipment()).await.unwrap();
    let mut state = new(FieldKind::Choice, "State", "状态");
    state.choices = vec![
        Choice::new("", "Running", "运行"),
        Choice::new("", "Broken", "损坏"),
    ];
    state.default = Some("running".into());
    add(desk, "equipment", state).await;
    let made = records::create(
        desk,
        "equipment",
        Uuid::now_v7(),
        values(&[("name", "a".into())]),
    )
    .await
    .unwrap();
    assert_eq!(made.text("state"), "running", "the default");
    let used = choices_in_use(desk, "equipment", "state").await.unwrap();
    let used: Vec<_> = used
        .iter()
        .map(|choice| (choice.key.as_str(), choice.records))
        .collect();
    assert_eq!(used, [("running", 1), ("broken", 0)]);

    let mut state = desk
        .object("equipment")
        .unwrap()
        .field("state")
        .unwrap()
        .clone();
    state.choices[0].retired = true;
    state.default = None;
    let change = FieldChange {
        object: "equipment".into(),
        field: state,
        version: 1,
    };
    save_field(desk, change).await.unwrap();
    let page = records::page(desk, "equipment", made.id).await.unwrap();
    assert_eq!(page.record.text("state"), "running");
}

#[tokio::test]
async fn an_object_that_is_put_away_is_nowhere_and_keeps_its_records() {
    let stage = stage().await;
    let desk = &stage.administrator;
    add_object(desk, equipment()).await.unwrap();
    let id = Uuid::now_v7();
    records::create(desk, "equipment", id, values(&[("name", "Lathe".into())]))
        .await
        .unwrap();
    let told = objects(desk).await.unwrap();
    let told = told.iter().find(|info| info.object.key == "equipment");
    assert_eq!(told.unwrap().records.count, 1, "said before it is put away");
    put_away(desk, "equipment", 1).await.unwrap();
    assert_eq!(
        refused(records::page(desk, "equipment", id).await),
        Refusal::NotFound
    );
    bring_back(desk, "equipment", 2).await.unwrap();
    assert!(records::page(desk, "equipment", id).await.is_ok());
}

#[tokio::test]
async fn a_stage_asks_for_the_fields_that_it_requires() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let mut stages = desk.object("deal").unwrap().field("stage").unwrap().clone();
    let proposal = stages
        .choices
        .iter_mut()
        .find(|choice| choice.key == "proposal")
        .unwrap();
    proposal.requires = vec!["amount".into()];
    let change = FieldChange {
        object: "deal".into(),
        field: stages,
        version: 0,
    };
    save_field(desk, change).await.unwrap();
    let deal = records::create(
        desk,
        "deal",
        Uuid::now_v7(),
        values(&[("name", "Lathes".into())]),
    )
    .await
    .unwrap();
    let moved = |pairs: &[(&str, Value)]| Change {
        object: "deal".into(),
        id: deal.id,
        version: deal.version,
        values: values(pairs),
        base: Values::new(),
    };
    let refusal = refused(records::update(desk, moved(&[("stage", "proposal".into())])).await);
    assert_eq!(refusal, Refusal::invalid("amount", Problem::Required));
    let amount = Value::Money(contract::Money::units(1, "CNY"));
    let both = moved(&[("stage", "proposal".into()), ("amount", amount)]);
    assert_eq!(
        records::update(desk, both).await.unwrap().text("stage"),
        "proposal"
    );
}
