//! What expressions come to.

use FieldKind::{Choice, Date, DateTime, Decimal, Integer, Money, Percent, Text, YesNo};
use contract::dto::configuring::WhyNot;
use contract::{Address, FieldKind, Link, Value};
use uuid::Uuid;

use super::{day, decimal, moment, money, number, value};
use crate::testing::of;

fn record() -> contract::value::Values {
    of(&[
        ("name", "宁波海川 Umbra Ltd".into()),
        ("quantity", Value::Integer(7)),
        ("weight", number("2.5")),
        ("price", money("19.99", "CNY")),
        ("freight", money("12", "USD")),
        ("chance", Value::Integer(40)),
        ("ordered", day("2026-01-31")),
        ("due", day("2026-03-01")),
        ("sent_at", moment("2026-02-28T20:00:00Z")),
        ("state", "won".into()),
        ("tags", Value::Tags(vec!["vip".into(), "重点".into()])),
        ("owner", Value::Link(Link::to(Uuid::nil()))),
        (
            "place",
            Value::Address(Address {
                city: "宁波".into(),
                ..Address::default()
            }),
        ),
    ])
}

#[test]
fn numbers_and_amounts_are_exact() {
    let check = |kind, expression, expected: Value| {
        assert_eq!(
            value(kind, expression, &record()),
            Ok(expected),
            "{expression}"
        );
    };
    check(Decimal, "0.1 + 0.2", number("0.3"));
    check(Decimal, "1 / 3", number("0.333333"));
    check(Decimal, "quantity / 2", number("3.5"));
    check(Integer, "quantity % 4", Value::Integer(3));
    check(Integer, "-quantity + 10 * 2", Value::Integer(13));
    check(Decimal, "quantity * weight", number("17.5"));
    check(Money, "price * quantity", money("139.93", "CNY"));
    check(Money, "price * chance / 100", money("7.996", "CNY"));
    check(
        Money,
        "price * quantity * (1 - 0.05)",
        money("132.9335", "CNY"),
    );
    check(
        Money,
        "round(price * quantity * 0.95, 2)",
        money("132.93", "CNY"),
    );
    check(Money, "round(price)", money("20", "CNY"));
    check(Money, "-abs(-price)", money("-19.99", "CNY"));
    check(Money, "price / 3", money("6.6633", "CNY"));
    check(Decimal, "price / money(10, \"CNY\")", number("1.999"));
    check(Decimal, "decimal(price) + 0.01", number("20"));
    check(Money, "price + 0.01", money("20", "CNY"));
    check(Money, "max(price, 5)", money("19.99", "CNY"));
    check(Integer, "round(2.5)", Value::Integer(3));
    check(Integer, "round(-2.5)", Value::Integer(-3));
    check(Decimal, "round(2.345, 2)", number("2.35"));
    check(Integer, "floor(-2.5)", Value::Integer(-3));
    check(Integer, "ceil(2.1)", Value::Integer(3));
    check(Integer, "min(quantity, 3, 9)", Value::Integer(3));
    check(Integer, "int(\" 12 \") + int(3.9)", Value::Integer(15));
    check(Decimal, "decimal(\"1.50\")", number("1.5"));
    check(Percent, "chance / 2 > 10 ? 50 : 10", Value::Integer(50));
    assert_eq!(decimal("0.1") + decimal("0.2"), decimal("0.3"));
}

#[test]
fn texts_choices_and_lists() {
    let check = |kind, expression, expected: Value| {
        assert_eq!(
            value(kind, expression, &record()),
            Ok(expected),
            "{expression}"
        );
    };
    check(Text, "upper(substring(name, 5, 10))", "UMBRA".into());
    check(Text, "name.substring(0, 4) + \"!\"", "宁波海川!".into());
    check(
        Text,
        "concat(state, \" \", quantity, \" \", price, note)",
        "won 7 19.99 CNY".into(),
    );
    check(Text, "string(ordered)", "2026-01-31".into());
    check(Text, "replace(\"a-b-c\", \"-\", \"\")", "abc".into());
    check(Text, "join(tags, \"/\")", "vip/重点".into());
    check(Text, "trim(\"  x \")", "x".into());
    check(Text, "place.city", "宁波".into());
    check(Text, "price.currency", "CNY".into());
    check(Text, "owner", "00000000-0000-0000-0000-000000000000".into());
    check(Integer, "size(name)", Value::Integer(14));
    check(Integer, "tags.size() + length(\"重点\")", Value::Integer(4));
    check(YesNo, "\"vip\" in tags", Value::YesNo(true));
    check(YesNo, "contains(tags, \"gold\")", Value::YesNo(false));
    check(YesNo, "state in [\"open\", \"won\"]", Value::YesNo(true));
    check(
        YesNo,
        "name.contains(\"海川\") && name.endsWith(\"Ltd\")",
        Value::YesNo(true),
    );
    check(YesNo, "startsWith(name, \"宁\")", Value::YesNo(true));
    check(
        YesNo,
        "matches(name, \"^\\\\p{Han}+ [A-Z]\")",
        Value::YesNo(true),
    );
    check(
        YesNo,
        "has(place.city) && !has(place.street)",
        Value::YesNo(true),
    );
    check(YesNo, "price == 19.99 && price > 19", Value::YesNo(true));
    check(YesNo, "urgent", Value::YesNo(false));
    check(Choice, "quantity > 5 ? \"big\" : \"small\"", "big".into());
}

#[test]
fn days_and_moments() {
    let check = |kind, expression, expected: Value| {
        assert_eq!(
            value(kind, expression, &record()),
            Ok(expected),
            "{expression}"
        );
    };
    check(Integer, "due - ordered", Value::Integer(29));
    check(Integer, "days_between(due, ordered)", Value::Integer(-29));
    check(Date, "ordered + 30", day("2026-03-02"));
    check(Date, "add_days(due, -1)", day("2026-02-28"));
    check(Date, "add_months(ordered, 1)", day("2026-02-28"));
    check(Date, "add_months(ordered, -2)", day("2025-11-30"));
    check(Date, "date(2026, 2, 28)", day("2026-02-28"));
    check(Date, "date(\"2026-12-24\")", day("2026-12-24"));
    check(Date, "date(sent_at)", day("2026-02-28"));
    check(Date, "date(sent_at, \"Asia/Shanghai\")", day("2026-03-01"));
    check(
        Integer,
        "year(due) * 100 + month(due)",
        Value::Integer(202_603),
    );
    check(
        Integer,
        "day(sent_at, \"Asia/Shanghai\")",
        Value::Integer(1),
    );
    check(Integer, "weekday(date(\"2026-11-22\"))", Value::Integer(7));
    check(DateTime, "sent_at + 0.5", moment("2026-03-01T08:00:00Z"));
    check(
        DateTime,
        "timestamp(\"2026-01-01T00:00:00+08:00\")",
        moment("2025-12-31T16:00:00Z"),
    );
    check(
        Decimal,
        "timestamp(\"2026-03-01T02:00:00Z\") - sent_at",
        number("0.25"),
    );
    check(
        YesNo,
        "due > ordered && due == date(2026, 3, 1)",
        Value::YesNo(true),
    );
}

#[test]
fn nothing_in_is_nothing_out_unless_said_otherwise() {
    let nothing = of(&[("price", money("5", "EUR"))]);
    let check = |kind, expression, expected: Value| {
        assert_eq!(
            value(kind, expression, &nothing),
            Ok(expected),
            "{expression}"
        );
    };
    check(Integer, "quantity + 1", Value::Empty);
    check(Integer, "coalesce(quantity, 0) + 1", Value::Integer(1));
    check(Text, "name + \"x\"", Value::Empty);
    check(Text, "concat(name, \"x\")", "x".into());
    check(Integer, "min(quantity, 4)", Value::Integer(4));
    check(Integer, "size(name)", Value::Empty);
    check(Integer, "size(tags)", Value::Integer(0));
    check(YesNo, "quantity > 3", Value::Empty);
    check(YesNo, "quantity == null", Value::YesNo(true));
    check(YesNo, "quantity > 3 || true", Value::YesNo(true));
    check(YesNo, "quantity > 3 && false", Value::YesNo(false));
    check(YesNo, "quantity > 3 && true", Value::Empty);
    check(YesNo, "!urgent", Value::YesNo(true));
    check(Integer, "quantity > 3 ? 1 : 2", Value::Integer(2));
    check(Money, "price - coalesce(freight, 0)", money("5", "EUR"));
    check(
        Money,
        "coalesce(freight, 0) - 2 + (price - price)",
        money("-2", "EUR"),
    );
    check(Integer, "null", Value::Empty);
}

#[test]
fn what_has_no_value_says_why() {
    let check = |kind, expression, expected: WhyNot| {
        assert_eq!(
            value(kind, expression, &record()),
            Err(expected),
            "{expression}"
        );
    };
    check(Decimal, "quantity / (quantity - 7)", WhyNot::DividedByZero);
    check(Integer, "quantity % 0", WhyNot::DividedByZero);
    check(Integer, "9223372036854775807 + quantity", WhyNot::TooLarge);
    check(Integer, "-(-9223372036854775807 - 1)", WhyNot::TooLarge);
    check(Decimal, "10000000000000.0 * 1", WhyNot::TooLarge);
    check(
        Decimal,
        "999999999999999999999999999.0 * 999999999999999999999999999.0",
        WhyNot::TooLarge,
    );
    check(
        Money,
        "price + freight",
        WhyNot::MixedCurrencies {
            first: "CNY".into(),
            second: "USD".into(),
        },
    );
    check(Percent, "chance + 80", WhyNot::DoesNotFit);
    check(Date, "ordered + 99999999", WhyNot::NoSuchDay);
    check(Date, "date(2026, 2, 30)", WhyNot::NoSuchDay);
    check(
        Integer,
        "int(name)",
        WhyNot::NotANumber {
            text: "宁波海川 Umbra Ltd".into(),
        },
    );
    check(
        Choice,
        "state",
        WhyNot::UnknownChoice {
            choice: "won".into(),
        },
    );
    check(FieldKind::Email, "name", WhyNot::DoesNotFit);
    let none = value(Money, "coalesce(price, 0)", &of(&[]));
    assert_eq!(none, Err(WhyNot::NoCurrency));
}

#[test]
fn a_text_that_grows_without_end_comes_to_nothing() {
    let values = of(&[("note", Value::Text("x".repeat(20_000)))]);
    let grown = format!("size({})", vec!["note"; 40].join(" + "));
    assert_eq!(
        value(Integer, &grown, &values),
        Err(WhyNot::TooLong { limit: 100_000 })
    );
    let replaced = value(Integer, "size(replace(note, \"x\", note))", &values);
    assert_eq!(replaced, Err(WhyNot::TooLong { limit: 100_000 }));
    assert_eq!(
        value(Text, "note", &values),
        Err(WhyNot::TooLong { limit: 255 })
    );
}
