//! All that follows by itself on one object.

use contract::object::Rule;
use contract::{FieldKind, Label, Problem, Record, Value};

use super::{money, plan, with};
use crate::testing::of;

#[test]
fn formulas_follow_each_other_in_their_order() {
    let object = with(&[
        ("gross", FieldKind::Money, "net * 1.13"),
        ("net", FieldKind::Money, "price * quantity"),
    ]);
    let plan = plan(&object);
    let now = "2026-11-22T08:00:00Z".parse().unwrap();
    let mut values = of(&[
        ("price", money("100", "CNY")),
        ("quantity", Value::Integer(3)),
        ("net", money("1", "USD")),
    ]);
    plan.complete(None, &mut values, now);
    assert_eq!(values["net"], money("300", "CNY"));
    assert_eq!(values["gross"], money("339", "CNY"));

    let before = Record {
        values,
        ..Record::default()
    };
    let mut unrelated = of(&[("name", "Umbra".into()), ("gross", money("5", "CNY"))]);
    plan.complete(Some(&before), &mut unrelated, now);
    assert_eq!(unrelated, of(&[("name", "Umbra".into())]));
    let mut more = of(&[("quantity", Value::Integer(4))]);
    plan.complete(Some(&before), &mut more, now);
    assert_eq!(more["net"], money("400", "CNY"));
    assert_eq!(more["gross"], money("452", "CNY"));
    let mut none = of(&[("quantity", Value::Empty)]);
    plan.complete(Some(&before), &mut none, now);
    assert_eq!(
        (&none["net"], &none["gross"]),
        (&Value::Empty, &Value::Empty)
    );
}

#[test]
fn a_new_record_knows_when_it_is_made() {
    let object = with(&[("made_in", FieldKind::Integer, "year(created_at)")]);
    let mut values = of(&[]);
    plan(&object).complete(None, &mut values, "2026-11-22T08:00:00Z".parse().unwrap());
    assert_eq!(values["made_in"], Value::Integer(2026));
    assert!(values.contains_key("created_at"));
}

#[test]
fn formulas_of_a_circle_stay_out_and_the_others_go_on() {
    let object = with(&[
        ("a", FieldKind::Integer, "b + 1"),
        ("b", FieldKind::Integer, "c + 1"),
        ("c", FieldKind::Integer, "a + 1"),
        ("d", FieldKind::Integer, "quantity + 1"),
    ]);
    let plan = plan(&object);
    let keys: Vec<&str> = plan
        .formulas()
        .iter()
        .map(|one| one.field().key.as_str())
        .collect();
    assert_eq!(keys, ["d"]);
}

#[test]
fn a_rule_is_told_at_its_field_when_its_fields_change() {
    let mut object = with(&[]);
    let message = Label::new("Due after the order", "交期应在下单之后");
    object.rules = vec![
        Rule {
            key: "r1".into(),
            expression: "due >= ordered".into(),
            message: message.clone(),
            field: "due".into(),
            retired: false,
        },
        Rule {
            key: "r2".into(),
            expression: "price > 0".into(),
            message: Label::same("?"),
            field: String::new(),
            retired: true,
        },
    ];
    let plan = plan(&object);
    let wrong = of(&[
        ("ordered", super::day("2026-02-02")),
        ("due", super::day("2026-02-01")),
    ]);
    let told = plan.broken(None, &wrong);
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].field.as_str(), &told[0].problem),
        ("due", &Problem::BreaksRule { message })
    );
    assert!(
        plan.broken(None, &of(&[("due", super::day("2026-02-01"))]))
            .is_empty()
    );
    let before = Record {
        values: wrong,
        ..Record::default()
    };
    assert!(
        plan.broken(Some(&before), &of(&[("name", "x".into())]))
            .is_empty()
    );
    let later = of(&[("ordered", super::day("2026-02-03"))]);
    assert_eq!(plan.broken(Some(&before), &later).len(), 1);
}
