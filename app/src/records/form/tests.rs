use contract::object::{Effect, FieldCondition};
use contract::{FieldProblem, Filter, Operator, Problem, Record, Value, objects};
use leptos::prelude::*;

use super::Draft;
use super::judge::Judge;
use crate::ui::Clock;

fn account() -> contract::ObjectDef {
    objects::all().remove(0)
}

fn judge() -> Judge {
    let clock = Clock::provide(
        contract::Language::English,
        "UTC".to_owned(),
        chrono::DateTime::UNIX_EPOCH,
    );
    Judge::new(Vec::new(), uuid::Uuid::nil(), clock)
}

fn record(name: &str, region: &str, version: i32) -> Record {
    Record {
        object: "account".into(),
        version,
        values: [("name", name), ("region", region)]
            .map(|(key, text)| (key.to_owned(), Value::from(text)))
            .into(),
        ..Record::default()
    }
}

#[test]
fn only_what_was_changed_is_sent_with_what_it_was_before() {
    let owner = Owner::new();
    owner.with(|| {
        let draft = Draft::of(&account(), &record("Haichuan", "Ningbo", 3));
        let Some((_, region)) = draft.field("region") else {
            panic!("no region")
        };
        assert!(!draft.is_changed());
        region.fill("Suzhou".into());
        let (values, base) = draft.changes();
        assert_eq!(values, [("region".to_owned(), "Suzhou".into())].into());
        assert_eq!(base, [("region".to_owned(), "Ningbo".into())].into());
    });
}

#[test]
fn a_rebased_form_keeps_what_was_typed_and_takes_the_rest() {
    let owner = Owner::new();
    owner.with(|| {
        let draft = Draft::of(&account(), &record("Haichuan", "Ningbo", 3));
        if let Some((_, region)) = draft.field("region") {
            region.fill("Suzhou".into());
        }
        draft.rebase(&record("Haichuan Ltd", "Wuxi", 4));
        let values = draft.values();
        assert_eq!(values.get("name"), Some(&"Haichuan Ltd".into()));
        assert_eq!(values.get("region"), Some(&"Suzhou".into()));
        assert_eq!(draft.record().map(|(_, version)| version), Some(4));
        assert_eq!(draft.changes().1.get("region"), Some(&"Wuxi".into()));
    });
}

#[test]
fn a_problem_without_a_field_is_handed_back() {
    let owner = Owner::new();
    owner.with(|| {
        let draft = Draft::new(&account(), Default::default());
        let elsewhere = FieldProblem::new("outcome", Problem::Required);
        let at_name = FieldProblem::new("name", Problem::Taken);
        assert_eq!(draft.show(vec![elsewhere.clone(), at_name]), [elsewhere]);
        assert_eq!(draft.check().as_deref(), Some("name"));
    });
}

#[test]
fn a_condition_of_the_layout_asks_for_a_field_while_it_holds() {
    let owner = Owner::new();
    owner.with(|| {
        let mut object = account();
        object.sections[0].conditions = vec![FieldCondition {
            field: "industry".into(),
            effect: Effect::Required,
            when: vec![Filter::new("level", Operator::Is, "a")],
        }];
        let judge = judge();
        let draft = Draft::of(&object, &record("Haichuan", "", 1)).judged(judge);
        assert_eq!(draft.check(), None);
        if let Some((_, level)) = draft.field("level") {
            level.fill("a".into());
        }
        assert!(!draft.is_fine());
        assert_eq!(draft.check().as_deref(), Some("industry"));
    });
}

#[test]
fn a_section_that_is_not_shown_asks_for_nothing() {
    let owner = Owner::new();
    owner.with(|| {
        let mut object = account();
        object.sections[0].when = vec![Filter::new("level", Operator::Is, "a")];
        let judge = judge();
        let draft = Draft::new(&object, Default::default()).judged(judge);
        assert!(!draft.holds(&object.sections[0].when));
        assert_eq!(draft.check(), None);
    });
}

#[test]
fn what_was_typed_can_be_thrown_away() {
    let owner = Owner::new();
    owner.with(|| {
        let draft = Draft::of(&account(), &record("Haichuan", "Ningbo", 3));
        if let Some((_, region)) = draft.field("region") {
            region.fill("Suzhou".into());
        }
        assert!(draft.is_changed());
        draft.revert();
        assert!(!draft.is_changed());
    });
}
