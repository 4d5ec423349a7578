use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::Asker;
use crate::query::{Filter, Operator, Test};
use crate::value::Values;
use crate::{Address, Choice, FieldDef, FieldKind, Link, Money, ObjectDef, Value};

fn object() -> ObjectDef {
    use FieldKind as K;
    let field = |key: &str, kind| FieldDef::new(key, kind, key, key);
    ObjectDef {
        key: "account".into(),
        title: "name".into(),
        fields: vec![
            field("name", K::Text),
            field("phone", K::Phone),
            field("level", K::Choice).choices(vec![Choice::new("a", "A", "A")]),
            field("tags", K::Tags),
            field("amount", K::Money),
            field("rate", K::Decimal),
            field("staff", K::Integer),
            field("paid", K::YesNo),
            field("day", K::Date),
            field("at", K::DateTime),
            field("place", K::Address),
            field("owner", K::User),
            field("parent", K::Relation).to("account"),
        ],
        ..ObjectDef::default()
    }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Eight hours east of Greenwich.
fn day_of(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(8)).date_naive()
}

const ME: uuid::Uuid = uuid::Uuid::from_u128(1);
const MATE: uuid::Uuid = uuid::Uuid::from_u128(2);

fn asker() -> Asker<'static> {
    Asker {
        me: Some(ME),
        team: &[ME, MATE],
        now: "2026-11-22T17:00:00Z".parse().unwrap(),
        day_of: &day_of,
    }
}

fn values() -> Values {
    [
        ("name", "Hai Chuan 精密".into()),
        ("phone", "138 5742-9016".into()),
        ("level", "a".into()),
        ("tags", Value::Tags(vec!["vip".into(), "展会".into()])),
        ("amount", Value::Money(Money::units(100, "CNY"))),
        ("rate", Value::Decimal("2.5".parse().unwrap())),
        ("staff", Value::Integer(40)),
        // In the asker's zone it is the 23rd already.
        ("day", Value::Date("2026-11-23".parse().unwrap())),
        ("at", Value::DateTime(at("2026-11-22T15:59:59Z"))),
        (
            "place",
            Value::Address(Address {
                city: "Ningbo".into(),
                ..Address::default()
            }),
        ),
        ("owner", Value::Link(Link::to(MATE))),
        (
            "parent",
            Value::Link(Link {
                id: None,
                text: "not yet there".into(),
            }),
        ),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

#[test]
fn a_filter_holds_as_people_mean_it() {
    use Operator as O;
    let (object, values) = (object(), values());
    let check = |field: &str, operator, value: &str, expected: bool| {
        let test = Test::One(Filter::new(field, operator, value));
        let found = test.judge(&object, &values, &asker());
        assert_eq!(found, Some(expected), "{field} {operator:?} {value}");
    };
    check("name", O::Contains, "CHUAN", true);
    check("name", O::NotContains, "chuan", false);
    check("name", O::StartsWith, "hai ", true);
    check("name", O::EndsWith, "精密", true);
    check("name", O::AnyOf, "x|HAI CHUAN 精密", true);
    check("name", O::NoneOf, "x|y", true);
    check("phone", O::Contains, "574 29", true);
    check("phone", O::Is, "13857429016", true);
    check("level", O::AnyOf, "b|a", true);
    check("level", O::NoneOf, "b|a", false);
    check("tags", O::AnyOf, "new|vip", true);
    check("tags", O::AllOf, "展会|vip", true);
    check("tags", O::AllOf, "new|vip", false);
    check("tags", O::NoneOf, "new", true);
    check("amount", O::Between, "100|200", true);
    check("amount", O::Between, "200|100", true);
    check("amount", O::Between, "|99.9999", false);
    check("amount", O::More, "99.9999", true);
    check("amount", O::More, "100", false);
    check("amount.currency", O::Is, "cny", true);
    check("rate", O::AtLeast, "2.5", true);
    check("rate", O::Less, "2.500001", true);
    check("staff", O::AtMost, "40", true);
    check("staff", O::IsNot, "40", false);
    check("paid", O::Is, "true", false);
    check("paid", O::Is, "false", true);
    check("paid", O::Empty, "", true);
    check("day", O::Is, "today", true);
    check("day", O::Within, "overdue", false);
    check("day", O::Between, "2026-11-23|2026-11-23", true);
    check("day", O::Between, "2026-11-24|2026-11-20", true);
    check("at", O::Is, "yesterday", true);
    check("at", O::Within, "overdue", true);
    check("at", O::NotWithin, "last_14", false);
    check("at", O::Before, "today", true);
    check("at", O::AtLeast, "2026-11-22T15:59:59Z", true);
    check("at", O::After, "2026-11-22T15:59:59Z", false);
    check("place", O::Contains, "ning", true);
    check("place.city", O::Is, "ningbo", true);
    check("place.country", O::Empty, "", true);
    check("owner", O::Is, "me", false);
    check("owner", O::Is, "my_team", true);
    check("owner", O::NoneOf, "me|my_team", false);
    check("parent", O::Empty, "", true);
    check("gone", O::Empty, "", false);
    check("staff", O::More, "many", false);
}

#[test]
fn what_hangs_on_other_records_is_in_doubt_only_where_it_decides() {
    let (object, values) = (object(), values());
    let yes = || Test::One(Filter::new("level", Operator::Is, "a"));
    let no = || Test::One(Filter::new("level", Operator::Is, "b"));
    let related = || Test::One(Filter::new("parent.name", Operator::Is, "x"));
    let has = || Test::Has {
        object: "deal".into(),
        by: "account".into(),
        none: true,
        test: Box::default(),
    };
    let check = |test: Test, expected| {
        assert_eq!(test.judge(&object, &values, &asker()), expected, "{test:?}");
    };
    check(Test::All(vec![yes(), related()]), None);
    check(Test::All(vec![no(), related()]), Some(false));
    check(Test::Any(vec![yes(), has()]), Some(true));
    check(Test::Any(vec![no(), has()]), None);
    check(Test::Any(Vec::new()), Some(true));
    check(Test::default(), Some(true));
    assert!(!Test::All(vec![yes(), has()]).holds(&object, &values, &asker()));
}
