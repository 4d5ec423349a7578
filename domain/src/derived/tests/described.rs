//! Derived fields and rules as administrators describe them.

use FieldKind::{Integer, Money, Text};
use contract::dto::defining::{FieldChange, NewObject};
use contract::dto::records::Change;
use contract::objects::{ACCOUNT, DEAL};
use contract::value::Values;
use contract::{Derived, FieldDef, FieldKind, Gathering, Label, Problem, Refusal, Value};
use uuid::Uuid;

use super::money;
use super::scene::{change, deal, described, field, follow, formula, gathered, read};
use crate::testing::{of, stage, to};
use crate::{Error, derived, describing, records};

#[tokio::test]
async fn a_new_field_is_written_in_all_records_that_are_there() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Hartmann").await;
    let made = deal(&stage, &account, money("100", "CNY"), "2026-12-01").await;
    let doubled = field("doubled", Money, formula("amount * 2"));
    described(&stage, DEAL, doubled).await.unwrap();
    let sum = gathered(Gathering::Sum, Some("doubled"), Vec::new());
    described(&stage, ACCOUNT, field("all doubled", Money, sum))
        .await
        .unwrap();
    let numbered = Derived::Counted {
        pattern: "D-{000}".into(),
    };
    described(&stage, DEAL, field("code", Text, numbered))
        .await
        .unwrap();
    let spoken = field("spoken", Text, formula("concat(code, \" \", name)"));
    described(&stage, DEAL, spoken).await.unwrap();
    follow(&stage).await;
    let seen = read(&stage.lin, DEAL, made.id).await;
    assert_eq!(seen.value("doubled"), &money("200", "CNY"));
    assert_eq!(seen.text("spoken"), "D-001 Deal");
    let seen = read(&stage.lin, ACCOUNT, account.id).await;
    assert_eq!(seen.value("all_doubled"), &money("200", "CNY"));

    // Another formula, and what follows from it.
    let object = stage.administrator.object(DEAL).unwrap();
    let tripled = FieldDef {
        derived: Some(formula("amount * 3")),
        ..object.field("doubled").unwrap().clone()
    };
    let asked = FieldChange {
        object: DEAL.into(),
        field: tripled,
        version: 1,
    };
    describing::save_field(&stage.administrator, asked)
        .await
        .unwrap();
    let waiting = derived::progress(&stage.administrator, DEAL).await.unwrap();
    assert_eq!(waiting, [("doubled".to_owned(), 0)]);
    follow(&stage).await;
    let seen = read(&stage.lin, ACCOUNT, account.id).await;
    assert_eq!(seen.value("all_doubled"), &money("300", "CNY"));
    let next = deal(&stage, &account, money("1", "CNY"), "2026-12-01").await;
    assert_eq!(next.text("spoken"), "D-002 Deal");
}

#[tokio::test]
async fn a_circle_is_named_and_a_derived_value_is_typed_by_nobody() {
    let stage = stage().await;
    described(&stage, ACCOUNT, field("a", Integer, formula("1")))
        .await
        .unwrap();
    described(&stage, ACCOUNT, field("b", Integer, formula("a + 1")))
        .await
        .unwrap();
    let object = stage.administrator.object(ACCOUNT).unwrap();
    let back = FieldDef {
        derived: Some(formula("b + 1")),
        ..object.field("a").unwrap().clone()
    };
    let asked = FieldChange {
        object: ACCOUNT.into(),
        field: back,
        version: 1,
    };
    let refused = describing::save_field(&stage.administrator, asked).await;
    let Err(Error::Refused(Refusal::Invalid(problems))) = refused else {
        panic!("{refused:?}")
    };
    let Problem::WrongExpression { troubles } = &problems[0].problem else {
        panic!("{problems:?}")
    };
    let circle = contract::dto::configuring::TroubleKind::Circle {
        fields: ["a", "b", "a"].map(str::to_owned).to_vec(),
    };
    assert_eq!(troubles[0].what, circle);

    let values = of(&[("name", "Umbra".into()), ("b", Value::Integer(9))]);
    let refused = records::create(&stage.lin, ACCOUNT, Uuid::now_v7(), values).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Invalid(_)))));
    let made = stage.account(&stage.lin, "Umbra").await;
    assert_eq!(made.value("b"), &Value::Integer(2));
}

#[tokio::test]
async fn a_roll_up_that_leads_back_to_itself_through_another_object_is_refused() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let new = NewObject {
        label: Label::new("Site", "站点"),
        plural: Label::new("Sites", "站点"),
        ..NewObject::default()
    };
    describing::add_object(desk, new).await.unwrap();
    let count = |of: Option<&str>, object: &str, by: &str| Derived::RollUp {
        object: object.into(),
        by: by.into(),
        gathering: if of.is_some() {
            Gathering::Sum
        } else {
            Gathering::Count
        },
        of: of.map(str::to_owned),
        only: Vec::new(),
    };
    let relation = |to: &str, label: &str| FieldDef::new("", FieldKind::Relation, label, "").to(to);
    described(&stage, "site", relation(ACCOUNT, "customer"))
        .await
        .unwrap();
    described(&stage, ACCOUNT, relation("site", "home site"))
        .await
        .unwrap();
    let first = field("size", Integer, count(None, "site", "customer"));
    described(&stage, ACCOUNT, first.clone()).await.unwrap();
    let second = field("load", Integer, count(Some("size"), ACCOUNT, "home_site"));
    described(&stage, "site", second).await.unwrap();
    let object = desk.object(ACCOUNT).unwrap();
    let back = FieldDef {
        derived: Some(count(Some("load"), "site", "customer")),
        ..object.field("size").unwrap().clone()
    };
    let asked = FieldChange {
        object: ACCOUNT.into(),
        field: back,
        version: 1,
    };
    let refused = describing::save_field(desk, asked).await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::Invalid(_)))),
        "{refused:?}"
    );

    // A roll-up of a roll-up follows in the same step.
    let site = stage.make(desk, "site", &[("name", "Ningbo".into())]).await;
    let values = [("name", "Umbra".into()), ("home_site", to(site.id))];
    let account = stage.make(desk, ACCOUNT, &values).await;
    change(desk, &site, &[("customer", to(account.id))]).await;
    follow(&stage).await;
    let seen = read(desk, "site", site.id).await;
    assert_eq!(seen.value("load"), &Value::Integer(1));
}

#[tokio::test]
async fn a_rule_refuses_what_breaks_it_with_its_message() {
    let stage = stage().await;
    let message = Label::new("Large deals need a note", "大单须填备注");
    let rule = contract::object::Rule {
        key: "large".into(),
        expression: "amount < 1000 || note != null".into(),
        message: message.clone(),
        field: "note".into(),
        retired: false,
    };
    let body = contract::dto::defining::ObjectBody {
        rules: Some(vec![rule.clone()]),
        ..contract::dto::defining::ObjectBody::default()
    };
    describing::change_object(&stage.administrator, DEAL, body, 0)
        .await
        .unwrap();
    let account = stage.account(&stage.lin, "Hartmann").await;
    let small = deal(&stage, &account, money("999", "CNY"), "2026-12-01").await;
    let asked = Change {
        object: DEAL.into(),
        id: small.id,
        version: small.version,
        values: of(&[("amount", money("1000", "CNY"))]),
        base: Values::new(),
    };
    let refused = records::update(&stage.lin, asked.clone()).await;
    let Err(Error::Refused(Refusal::Invalid(problems))) = refused else {
        panic!("{refused:?}")
    };
    let told = (problems[0].field.as_str(), &problems[0].problem);
    assert_eq!(told, ("note", &Problem::BreaksRule { message }));
    let mut with_note = asked;
    with_note
        .values
        .insert("note".into(), "Asked the board".into());
    assert!(records::update(&stage.lin, with_note).await.is_ok());

    let wrong = contract::dto::defining::ObjectBody {
        rules: Some(vec![contract::object::Rule {
            expression: "amount + 1".into(),
            ..rule
        }]),
        ..contract::dto::defining::ObjectBody::default()
    };
    let refused = describing::change_object(&stage.administrator, DEAL, wrong, 1).await;
    let Err(Error::Refused(Refusal::Invalid(problems))) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(problems[0].field, "rules.0");
}

#[tokio::test]
async fn while_a_formula_is_written_its_slips_and_its_result_are_shown() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Hartmann").await;
    deal(&stage, &account, money("100", "CNY"), "2026-12-01").await;
    let check = async |expression: &str| {
        let field = field("doubled", Money, formula(expression));
        derived::preview(&stage.administrator, DEAL, &field)
            .await
            .unwrap()
    };
    let fine = check("amount * 2").await;
    assert_eq!(
        (fine.example.as_str(), fine.value),
        ("Deal", money("200", "CNY"))
    );
    let empty = check("amount / (probability - 30)").await;
    assert_eq!(
        empty.why_not,
        Some(contract::dto::configuring::WhyNot::DividedByZero)
    );
    assert_eq!(check("amout * 2").await.troubles.len(), 1);
    let field = field("doubled", Money, formula("amount"));
    assert!(derived::preview(&stage.lin, DEAL, &field).await.is_err());
}
