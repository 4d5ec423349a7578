//! What is wrong with expressions and patterns, and where.

use contract::FieldKind;
use contract::dto::configuring::{Shape, TroubleKind as T};

use super::trouble;
use crate::derived::{Formula, KEPT_WORDS, Pattern};

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn a_slip_is_named_at_its_place() {
    let check = |expression, place: &str, expected: T| {
        assert_eq!(
            trouble(FieldKind::Integer, expression),
            (text(place), expected),
            "{expression}"
        );
    };
    check("  ", "", T::Empty);
    check("quantity +", "", T::UnexpectedEnd);
    check("(quantity", "", T::UnexpectedEnd);
    check(
        "quantity quantity",
        "quantity",
        T::Unexpected {
            text: text("quantity"),
        },
    );
    check(
        "数量 + 1",
        "数量",
        T::Unexpected {
            text: text("数量")
        },
    );
    check("size('abc)", "'", T::UnclosedText);
    check("if + 1", "if", T::ReservedWord { word: text("if") });
    check(
        "9223372036854775808",
        "9223372036854775808",
        T::NotExact {
            text: text("9223372036854775808"),
        },
    );
    check(
        "1 + quantty",
        "quantty",
        T::UnknownField {
            field: text("quantty"),
            nearest: Some(text("quantity")),
        },
    );
    check(
        "\"大\" == name ? zzz : 1",
        "zzz",
        T::UnknownField {
            field: text("zzz"),
            nearest: None,
        },
    );
    check(
        "rond(weight)",
        "rond",
        T::UnknownFunction {
            function: text("rond"),
            nearest: Some(text("round")),
        },
    );
    check(
        "name.lenght()",
        "lenght",
        T::UnknownFunction {
            function: text("lenght"),
            nearest: Some(text("length")),
        },
    );
    check(
        "year(today())",
        "today",
        T::GoesStale {
            function: text("today"),
        },
    );
    check(
        "size(sheet)",
        "sheet",
        T::NotReadable {
            field: text("sheet"),
        },
    );
    check(
        "year(updated_at)",
        "updated_at",
        T::NotReadable {
            field: text("updated_at"),
        },
    );
    check(
        "size(place.town)",
        "town",
        T::UnknownPart { part: text("town") },
    );
    check(
        "name / 2",
        "/",
        T::CannotCombine {
            operator: text("/"),
            left: Shape::Text,
            right: Shape::Whole,
        },
    );
    check(
        "price * price",
        "*",
        T::CannotCombine {
            operator: text("*"),
            left: Shape::Money,
            right: Shape::Money,
        },
    );
    check(
        "quantity ? 1 : 2",
        "quantity",
        T::WrongShape {
            expected: vec![Shape::YesNo],
            found: Shape::Whole,
        },
    );
    check(
        "urgent ? 1 : name",
        "?",
        T::NotAlike {
            first: Shape::Whole,
            second: Shape::Text,
        },
    );
    check(
        "state == \"wom\" ? 1 : 2",
        "\"wom\"",
        T::UnknownChoice {
            field: text("state"),
            choice: text("wom"),
        },
    );
    check(
        "state in [\"won\", \"x\"] ? 1 : 2",
        "\"x\"",
        T::UnknownChoice {
            field: text("state"),
            choice: text("x"),
        },
    );
    check(
        "abs()",
        "abs",
        T::WrongCount {
            function: text("abs"),
            least: 1,
            most: Some(1),
            found: 0,
        },
    );
    check("matches(name, note) ? 1 : 2", "note", T::NotWritten);
    check("matches(name, \"(\") ? 1 : 2", "\"(\"", T::NotAPattern);
    check(
        "year(date(\"31.1.2026\"))",
        "\"31.1.2026\"",
        T::NotADate {
            text: text("31.1.2026"),
        },
    );
    check(
        "year(sent_at, \"Ningbo\")",
        "\"Ningbo\"",
        T::NotAZone {
            text: text("Ningbo"),
        },
    );
    check(
        "tags.exists(t, t == 'x') ? 1 : 2",
        "exists",
        T::NotSupported {
            text: text("exists"),
        },
    );
    check("size({'a': 1})", "{", T::NotSupported { text: text("{") });
    check("5u", "5u", T::NotSupported { text: text("5u") });
    check(
        "weight",
        "",
        T::WrongResult {
            kind: FieldKind::Integer,
            found: Shape::Decimal,
        },
    );
}

#[test]
fn every_slip_is_told_at_once() {
    let object = super::with(&[("result", FieldKind::Text, "")]);
    let field = object.field("result").unwrap();
    let troubles =
        crate::derived::Formula::parse(&object, field, "nam + not + rond(1)").unwrap_err();
    assert_eq!(troubles.len(), 3, "{troubles:?}");
}

#[test]
fn kinds_that_cannot_be_reckoned_are_refused() {
    for kind in [
        FieldKind::Tags,
        FieldKind::Relation,
        FieldKind::User,
        FieldKind::Address,
        FieldKind::File,
    ] {
        assert_eq!(trouble(kind, "name").1, T::NoSuchResult { kind });
    }
}

#[test]
fn length_and_depth_are_bounded() {
    let kind = |expression: String| trouble(FieldKind::Integer, &expression).1;
    assert_eq!(kind("1+".repeat(1_001)), T::TooLong { limit: 2_000 });
    assert_eq!(
        kind(format!("{}1{}", "(".repeat(30), ")".repeat(30))),
        T::TooDeep { limit: 24 }
    );
    assert_eq!(
        kind(format!("{}1", "urgent?1:".repeat(100))),
        T::TooDeep { limit: 24 }
    );
    assert_eq!(
        kind(format!("1{}", "+1".repeat(150))),
        T::TooDeep { limit: 100 }
    );
    assert_eq!(
        kind(format!("name{}", ".trim()".repeat(250))),
        T::TooDeep { limit: 100 }
    );
    let deepest = format!("{}quantity{}", "abs(".repeat(24), ")".repeat(24));
    let object = super::with(&[("result", FieldKind::Integer, &deepest)]);
    let field = object.field("result").unwrap();
    assert!(crate::derived::Formula::parse(&object, field, &deepest).is_ok());
}

#[test]
fn a_pattern_that_gives_no_number_is_refused_at_its_place() {
    let check = |pattern: &str, place: &str, expected: T| {
        let troubles = Pattern::parse(pattern).unwrap_err();
        let first = &troubles[0];
        let (from, to) = (first.from as usize, first.to as usize);
        let found: String = pattern.chars().skip(from).take(to - from).collect();
        assert_eq!(
            (found.as_str(), &first.what),
            (place, &expected),
            "{pattern}"
        );
    };
    check(" ", "", T::Empty);
    check("Q-{YYYY}", "", T::NoNumber);
    check("{00}{00}", "", T::TwoNumbers);
    check(
        "号{000}{JJ}",
        "{JJ}",
        T::UnknownPlaceholder { text: text("{JJ}") },
    );
    check("A{000", "{000", T::LooseBrace);
    check("A}{000}", "}", T::LooseBrace);
    check(
        "{MM}{000}",
        "",
        T::ComesAgain {
            lacks: text("{YYYY}"),
        },
    );
    check(
        "{YYYY}{DD}{000}",
        "",
        T::ComesAgain {
            lacks: text("{MM}"),
        },
    );
}

#[test]
fn no_field_is_read_by_a_word_of_the_grammar() {
    let read = |word: &str| {
        let mut object = super::with(&[]);
        object.fields.push(contract::FieldDef::new(
            word,
            FieldKind::Integer,
            word,
            word,
        ));
        let field = contract::FieldDef::new("twice", FieldKind::Integer, "Twice", "两倍");
        let formula = Formula::parse(&object, &field, &format!("{word} + {word}"));
        formula.is_ok_and(|formula| formula.fields().contains(word))
    };
    for word in KEPT_WORDS {
        assert!(!read(word), "{word}");
    }
    assert!(read("floors"), "another word is read");
    for object in contract::objects::all() {
        for field in &object.fields {
            assert!(!KEPT_WORDS.contains(&field.key.as_str()), "{}", field.key);
        }
    }
}
