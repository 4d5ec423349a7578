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
    plan.key = Some("external_id".into());
    plan.on_duplicate = OnDuplicate::Update;
    assert_eq!(gaps(&plan, &contact()), []);
    plan.on_duplicate = OnDuplicate::Fill;
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
    plan.key = Some("email".into());
    plan.on_duplicate = OnDuplicate::Update;
    choose(&mut plan, 1, None);
    assert_eq!((plan.key, plan.on_duplicate), (None, OnDuplicate::Update));
}

#[test]
fn a_deal_is_named_after_its_customer() {
    let deal = contract::objects::all()
        .into_iter()
        .find(|object| object.key == DEAL)
        .unwrap();
    let check = |columns: &[(&str, Option<&str>, u8)], is_named: bool| {
        assert_eq!(
            gaps(&plan(columns), &deal).is_empty(),
            is_named,
            "{columns:?}"
        );
    };
    check(&[("Deal", Some("name"), 99)], true);
    check(&[("Customer", Some("account"), 99)], true);
    check(&[("Stage", Some("stage"), 99)], false);
}

#[test]
fn a_word_is_open_until_it_is_known_or_said() {
    let count = |value: &str, known: Option<&str>| ValueCount {
        value: value.into(),
        rows: 3,
        known: known.map(str::to_owned),
    };
    let mut plan = plan(&[("Role", Some("role"), 99)]);
    plan.columns[0].distinct = vec![count("Boss", None), count("Buyer", Some("buyer"))];
    assert_eq!(open_words(&plan.columns[0]), 1);
    say(&mut plan, 0, "boss", Some(ValueTarget::Blank));
    assert_eq!(said(&plan.columns[0], "Boss"), Some(&ValueTarget::Blank));
    assert_eq!(open_words(&plan.columns[0]), 0);
    say(&mut plan, 0, "Boss", None);
    assert_eq!(open_words(&plan.columns[0]), 1);
    choose(&mut plan, 0, Some("name".into()));
    assert_eq!(plan.columns[0].distinct, []);
}

#[test]
fn a_kept_mapping_says_what_it_knows_and_leaves_the_rest() {
    let mut plan = plan(&[
        ("Who", None, 0),
        ("Name", Some("name"), 99),
        ("Mail", Some("email"), 90),
    ]);
    let mut kept = self::plan(&[
        ("Who", Some("name"), 100),
        ("Elsewhere", Some("phone"), 100),
    ]);
    (kept.key, kept.on_duplicate) = (Some("phone".into()), OnDuplicate::Fill);
    let mapping = SavedMapping {
        id: uuid::Uuid::nil(),
        name: "Fair".into(),
        object: "contact".into(),
        plan: kept,
        is_mine: true,
        updated_at: chrono::DateTime::UNIX_EPOCH,
    };
    follow(&mut plan, &mapping);
    let fields: Vec<_> = plan
        .columns
        .iter()
        .map(|column| column.field.as_deref())
        .collect();
    assert_eq!(fields, [Some("name"), None, Some("email")]);
    assert_eq!((plan.key, plan.on_duplicate), (None, OnDuplicate::Fill));
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
