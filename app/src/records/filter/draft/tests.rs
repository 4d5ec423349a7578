use contract::dto::consents::Channel;
use contract::query::consent;
use contract::{Catalogue, Filter, Operator, Test, objects};
use leptos::prelude::*;

use super::{Group, Maker, Part};

fn catalogue() -> Catalogue {
    Catalogue {
        objects: objects::all(),
        ..Catalogue::default()
    }
}

fn one(field: &str, operator: Operator, value: &str) -> Test {
    Test::One(Filter::new(field, operator, value))
}

/// What comes out of a filter on customers that is opened and shown again.
fn again(filters: &[Filter], test: Option<&Test>) -> (Vec<Filter>, Option<Test>) {
    again_of(objects::ACCOUNT, filters, test)
}

fn again_of(object: &str, filters: &[Filter], test: Option<&Test>) -> (Vec<Filter>, Option<Test>) {
    let owner = Owner::new();
    owner.with(|| {
        let catalogue = catalogue();
        let Some(object) = catalogue.object(object) else {
            panic!("no such object")
        };
        let group = Maker::here().whole(&catalogue, object, filters, test);
        untrack(|| group.split(&catalogue, object))
    })
}

#[test]
fn a_filter_that_is_opened_and_shown_again_is_the_same() {
    let level = || one("level", Operator::Is, "a");
    let has = Test::Has {
        object: "deal".into(),
        by: "account".into(),
        none: true,
        test: Box::new(one("account.industry", Operator::AnyOf, "food|retail")),
    };
    let owner = || Filter::new("owner", Operator::Is, "me");
    let either = || Test::Any(vec![level(), one("employees", Operator::Between, "1|5")]);
    for (filters, test) in [
        (vec![], None),
        (vec![owner()], None),
        (
            vec![
                owner(),
                Filter::new("last_contact_at", Operator::Before, "last_14"),
            ],
            None,
        ),
        (vec![], Some(either())),
        (vec![owner()], Some(either())),
        (vec![owner()], Some(has.clone())),
        (vec![owner()], Some(Test::All(vec![either(), has]))),
        (vec![], Some(Test::All(vec![either(), either()]))),
    ] {
        assert_eq!(again(&filters, test.as_ref()), (filters.clone(), test));
    }
}

#[test]
fn consent_is_asked_of_people_by_purpose_and_channel() {
    let value = consent::value(uuid::Uuid::from_u128(7), Channel::Phone);
    for operator in [Operator::Is, Operator::IsNot] {
        let given = || Filter::new(consent::CONSENT, operator, &value);
        let (filters, test) = again_of(objects::CONTACT, &[given()], None);
        assert_eq!((filters, test), (vec![given()], None));
        let has = Test::Has {
            object: "contact".into(),
            by: "account".into(),
            none: false,
            test: Box::new(Test::One(given())),
        };
        assert_eq!(again(&[], Some(&has)), (vec![], Some(has.clone())));
    }
    let owner = Owner::new();
    owner.with(|| {
        let catalogue = catalogue();
        let Some(contact) = catalogue.object(objects::CONTACT) else {
            panic!("no contacts")
        };
        let maker = Maker::here();
        let rule = maker.rule();
        let group: Group = maker.group(false, vec![Part::Rule(rule)]);
        rule.ask_consent();
        let asked = || untrack(|| group.test(&catalogue, contact));
        let asker = contract::Asker {
            me: None,
            team: &[],
            now: chrono::DateTime::UNIX_EPOCH,
            day_of: &|at| at.date_naive(),
        };
        assert!(asked().is_empty(), "without a purpose it is not finished");
        assert!(!group.check(&catalogue, contact, &asker));
        assert_eq!(
            rule.problem.get_untracked(),
            Some(contract::Problem::Required)
        );
        rule.value.set(value.clone());
        assert!(group.check(&catalogue, contact, &asker));
        let given = one(consent::CONSENT, Operator::Is, &value);
        assert_eq!(asked(), Test::All(vec![given.clone()]));
        // Picked once more, what was chosen stays.
        rule.ask_consent();
        assert_eq!(asked(), Test::All(vec![given]));
    });
}

#[test]
fn what_is_not_finished_is_left_out_and_numbers_are_read_as_they_are_typed() {
    let owner = Owner::new();
    owner.with(|| {
        let catalogue = catalogue();
        let Some(deal) = catalogue.object(objects::DEAL) else {
            panic!("no deals")
        };
        let maker = Maker::here();
        let group: Group = maker.group(false, vec![Part::Rule(maker.rule())]);
        let rule = maker.rule();
        let Some(amount) = deal.field("amount") else {
            panic!("no amount")
        };
        rule.ask("amount", amount);
        group.add(Part::Rule(rule));
        group.add(Part::Group(maker.group(true, Vec::new())));
        let asked = || untrack(|| group.test(&catalogue, deal));
        assert!(asked().is_empty());
        rule.value.set("48.6 万".into());
        assert_eq!(
            asked(),
            Test::All(vec![one("amount", Operator::AtLeast, "486000")])
        );
        rule.value.set("a lot".into());
        let asker = contract::Asker {
            me: None,
            team: &[],
            now: chrono::DateTime::UNIX_EPOCH,
            day_of: &|at| at.date_naive(),
        };
        assert!(!group.check(&catalogue, deal, &asker));
        assert_eq!(
            rule.problem.get_untracked(),
            Some(contract::Problem::NotAnAmount)
        );
        group.shift(rule.key, -1);
        let keys: Vec<_> = group
            .parts
            .get_untracked()
            .iter()
            .map(|part| part.key())
            .collect();
        assert_eq!(keys.first(), Some(&rule.key));
        group.remove(rule.key);
        assert!(asked().is_empty());
    });
}
