use contract::ObjectDef;
use contract::dto::imports::{ColumnMatch, ImportPlan, OnDuplicate};

use super::*;

fn contact() -> ObjectDef {
    contract::objects::all()
        .into_iter()
        .find(|object| object.key == "contact")
        .unwrap()
}

fn column(header: &str, field: Option<&str>, confidence: u8) -> ColumnMatch {
    ColumnMatch {
        header: header.into(),
        field: field.map(str::to_owned),
        confidence,
        reason: "exact".into(),
        ..ColumnMatch::default()
    }
}

fn plan(columns: &[(&str, Option<&str>, u8)]) -> ImportPlan {
    ImportPlan {
        object: "contact".into(),
        columns: columns
            .iter()
            .map(|(header, field, sure)| column(header, *field, *sure))
            .collect(),
        ..ImportPlan::default()
    }
}

#[test]
fn a_plan_needs_a_name_and_each_field_once() {
    let check = |columns: &[(&str, Option<&str>, u8)], expected: &[Gap]| {
        assert_eq!(gaps(&plan(columns), &contact()), expected, "{columns:?}");
    };
    check(
        &[("Name", Some("name"), 99), ("Mail", Some("email"), 90)],
        &[],
    );
    check(&[("Name", None, 0)], &[Gap::NothingMatched]);
    check(
        &[("Mail", Some("email"), 90)],
        &[Gap::Nameless("name".into())],
    );
    check(
        &[
            ("Name", Some("name"), 99),
            ("Full name", Some("name"), 80),
            ("N", Some("name"), 70),
        ],
        &[Gap::Twice("name".into())],
    );
}

#[test]
fn an_update_by_key_needs_no_name() {
    let mut plan = plan(&[("Id", Some("external_id"), 99), ("Mail", Some("email"), 90)]);
    match_by(&mut plan, Some("external_id".into()));
    plan.on_duplicate = OnDuplicate::Update;
    assert_eq!(gaps(&plan, &contact()), []);
}

#[test]
fn an_ambiguous_date_is_asked_until_it_is_answered() {
    let mut plan = plan(&[
        ("Name", Some("name"), 99),
        ("Created", Some("created_at"), 95),
    ]);
    plan.columns[1].ambiguous = true;
    assert_eq!(gaps(&plan, &contact()), [Gap::Unanswered(1)]);
    assert_eq!(
        summary(&plan, &contact()),
        Summary {
            matched: 1,
            to_confirm: 1,
            left_out: 0
        }
    );
    answer(&mut plan, 1, "day_first");
    assert_eq!(gaps(&plan, &contact()), []);
    assert_eq!(
        summary(&plan, &contact()),
        Summary {
            matched: 2,
            to_confirm: 0,
            left_out: 0
        }
    );
}

#[test]
fn a_key_goes_with_its_column() {
    let mut plan = plan(&[("Name", Some("name"), 99), ("Mail", Some("email"), 90)]);
    let keys: Vec<_> = key_fields(&plan, &contact())
        .iter()
        .map(|field| field.key.clone())
        .collect();
    assert_eq!(keys, ["name", "email"]);
    match_by(&mut plan, Some("email".into()));
    plan.on_duplicate = OnDuplicate::Update;
    choose(&mut plan, 1, None);
    assert_eq!((plan.key, plan.on_duplicate), (None, OnDuplicate::Skip));
}

#[test]
fn what_no_command_line_would_take_is_to_look_at() {
    let plan = plan(&[
        ("Name", Some("name"), 99),
        ("Emial", Some("email"), 73),
        ("Phone 1", Some("phone"), 80),
        ("Extra", None, 0),
    ]);
    let expected = Summary {
        matched: 2,
        to_confirm: 1,
        left_out: 1,
    };
    assert_eq!(summary(&plan, &contact()), expected);
}
