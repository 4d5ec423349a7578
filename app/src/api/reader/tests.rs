use std::collections::BTreeMap;
use std::fmt::Debug;

use contract::{Catalogue, FieldProblem, Label, Money, Problem, Refusal, Value, objects};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::read;
use crate::api::{Answer, Failure};

/// What is written is read as `serde_json` reads it.
#[track_caller]
fn comes_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T) {
    for text in [
        serde_json::to_string(&value).unwrap(),
        serde_json::to_string_pretty(&value).unwrap(),
    ] {
        let expected: T = serde_json::from_str(&text).unwrap();
        assert!(read::<T>(&text).unwrap() == expected, "{text:.300}");
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Point(i32, Option<f64>);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Wrapped(String);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum Form {
    Dot,
    Line(Point, Point),
    Named(Wrapped),
    Box { from: Point, to: Point },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    One { first: u8 },
    Other { list: Vec<String> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Either {
    Number(i64),
    Text(String),
    Many(Vec<Either>),
}

#[test]
fn all_that_serde_derives_comes_back() {
    comes_back(vec![
        Form::Dot,
        Form::Line(Point(-3, None), Point(i32::MAX, Some(-0.25))),
        Form::Named(Wrapped("a\"b\\c\n\u{1}客户😀".into())),
        Form::Box {
            from: Point(0, Some(1e300)),
            to: Point(i32::MIN, Some(2.0)),
        },
    ]);
    comes_back(vec![
        Tagged::One { first: 255 },
        Tagged::Other { list: vec![] },
    ]);
    comes_back(vec![
        Either::Number(i64::MIN),
        Either::Many(vec![Either::Text(String::new()), Either::Number(7)]),
    ]);
    comes_back((true, 'é', [1_u64, u64::MAX], ((), Some("x".to_owned()))));
    comes_back(BTreeMap::from([(3_u32, vec![false]), (9, vec![])]));
    comes_back(BTreeMap::from([(uuid::Uuid::nil(), None::<u8>)]));
}

#[test]
fn what_the_server_says_comes_back() {
    comes_back(Catalogue {
        objects: objects::all(),
        rights: Vec::new(),
    });
    let object = "account".to_owned();
    let label = Label::new("Total", "总额");
    comes_back::<Answer<Label>>(Ok(label.clone()));
    comes_back::<Answer<()>>(Err(Failure::Unreached));
    let problems = [
        Problem::Required,
        Problem::TooLong { limit: 3 },
        Problem::BreaksRule { message: label },
        Problem::Erased {
            on: chrono::NaiveDate::from_ymd_opt(2026, 2, 28).unwrap(),
        },
    ];
    let problems = problems.map(|problem| FieldProblem::new("name", problem));
    comes_back(Failure::Refused(Refusal::Invalid(problems.into())));
    comes_back(Refusal::Moved {
        object,
        id: uuid::Uuid::now_v7(),
    });
    comes_back(vec![
        Value::Empty,
        Value::Money(Money {
            parts: -12_345_678,
            currency: "EUR".into(),
        }),
        Value::Decimal("12345678901234567.0125".parse().unwrap()),
        Value::DateTime(chrono::DateTime::from_timestamp(1_763_000_000, 0).unwrap()),
        Value::Tags(vec!["vip".into()]),
    ]);
}

#[test]
fn unknown_fields_are_passed_over_and_missing_ones_are_not_made_up() {
    let text = r#" {"z":[{"a":"\\\"","b":[null,-1.5e3,{}]},[]],"en":"a","zh":"b","y":true} "#;
    assert_eq!(read::<Label>(text).unwrap(), Label::new("a", "b"));
    assert!(read::<Label>(r#"{"en":"a"}"#).is_err());
    assert!(read::<Label>(r#"{"en":"a","en":"a","zh":"b"}"#).is_err());
    assert!(read::<Form>(r#""Ring""#).is_err());
    assert!(read::<Form>(r#""Named""#).is_err());
}

#[test]
fn what_is_no_json_is_refused_as_serde_json_refuses_it() {
    for text in [
        "",
        " ",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1]]",
        "[1]x",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "nul",
        "nulll",
        "tru",
        "\"",
        "\"a",
        "\"\\",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\x\"",
        "\"\u{1}\"",
        "-",
        "1e",
        "--1",
        "+1",
        "99999999999999999999999e",
        "\"\\u+123\"",
    ] {
        assert!(
            serde_json::from_str::<serde_json::Value>(text).is_err(),
            "{text}"
        );
        assert!(read::<serde_json::Value>(text).is_err(), "{text}");
    }
    let deep = "[".repeat(10_000);
    assert!(read::<serde_json::Value>(&deep).is_err());
    assert!(read::<serde::de::IgnoredAny>(&deep).is_err());
    assert!(read::<u8>("256").is_err() && read::<u8>("-1").is_err() && read::<u8>("1.0").is_err());
}

#[test]
fn escapes_become_the_letters_they_stand_for() {
    let text = r#""\u5ba2\ud83d\ude00\/\b\f\n\r\t\"\\ end""#;
    let expected: String = serde_json::from_str(text).unwrap();
    assert_eq!(read::<String>(text).unwrap(), expected);
}
