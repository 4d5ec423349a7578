//! What derived values promise.

mod built_in;
mod counting;
mod described;
mod hostile;
mod kept;
mod language;
mod numbers;
mod plans;
mod scene;
mod troubles;

use std::sync::Arc;

use contract::dto::configuring::{TroubleKind, WhyNot};
use contract::value::Values;
use contract::{Choice, Derived, FieldDef, FieldKind, Money, ObjectDef, Value};
use rust_decimal::Decimal;

use super::{Formula, Plan};

/// An order with a field of every kind that formulas read.
fn order() -> ObjectDef {
    let field = |key, kind| FieldDef::new(key, kind, key, key);
    ObjectDef {
        key: "order".into(),
        title: "name".into(),
        fields: vec![
            field("name", FieldKind::Text),
            field("note", FieldKind::LongText),
            field("quantity", FieldKind::Integer),
            field("weight", FieldKind::Decimal),
            field("price", FieldKind::Money),
            field("freight", FieldKind::Money),
            field("chance", FieldKind::Percent),
            field("ordered", FieldKind::Date),
            field("due", FieldKind::Date),
            field("sent_at", FieldKind::DateTime),
            field("created_at", FieldKind::DateTime).system(),
            field("updated_at", FieldKind::DateTime).system(),
            field("urgent", FieldKind::YesNo),
            field("state", FieldKind::Choice).choices(vec![
                Choice::new("open", "Open", "进行中"),
                Choice::new("won", "Won", "赢单"),
            ]),
            field("tags", FieldKind::Tags),
            field("owner", FieldKind::User),
            field("place", FieldKind::Address),
            field("sheet", FieldKind::File),
        ],
        ..ObjectDef::default()
    }
}

fn with(derived: &[(&str, FieldKind, &str)]) -> ObjectDef {
    let mut object = order();
    for (key, kind, expression) in derived {
        let formula = Derived::Formula {
            expression: (*expression).to_owned(),
        };
        let choices = vec![
            Choice::new("big", "Big", "大"),
            Choice::new("small", "Small", "小"),
        ];
        let field = FieldDef::new(key, *kind, key, key).choices(choices);
        object.fields.push(field.derived(formula));
    }
    object
}

fn plan(object: &ObjectDef) -> Plan {
    Plan::of(&Arc::new(object.clone()))
}

fn money(amount: &str, currency: &str) -> Value {
    Value::Money(Money::from_decimal(decimal(amount), currency).unwrap())
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn number(text: &str) -> Value {
    Value::Decimal(decimal(text))
}

fn day(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

fn moment(text: &str) -> Value {
    Value::DateTime(text.parse().unwrap())
}

/// What an expression comes to as a field of a kind.
fn value(kind: FieldKind, expression: &str, values: &Values) -> Result<Value, WhyNot> {
    let object = with(&[("result", kind, expression)]);
    let field = object.field("result").unwrap();
    Formula::parse(&object, field, expression)
        .unwrap_or_else(|troubles| panic!("{expression}: {troubles:?}"))
        .value(&object, None, values)
}

/// The first thing wrong with an expression, and the words of its place.
fn trouble(kind: FieldKind, expression: &str) -> (String, TroubleKind) {
    let object = with(&[("result", kind, expression)]);
    let field = object.field("result").unwrap();
    let Err(mut troubles) = Formula::parse(&object, field, expression) else {
        panic!("nothing is wrong with {expression}")
    };
    let first = troubles.remove(0);
    let (from, to) = (first.from as usize, first.to as usize);
    let place = expression.chars().skip(from).take(to - from).collect();
    (place, first.what)
}
