//! Order, pages, filters and the price of a list.

use contract::objects::{ACCOUNT, CONTACT, DEAL, LEAD};
use contract::{Filter, ListQuery, Money, Operator, Problem, Refusal, Sort, Value};
use uuid::Uuid;

use super::{accounts, names};
use crate::testing::{Stage, of, stage, to};
use crate::{Error, census, records};

async fn five(stage: &Stage) {
    for (name, employees, level) in [
        ("Adler", Some(30), "b"),
        ("陈记", None, ""),
        ("baker", Some(10), "b"),
        ("安达", Some(20), "c"),
        ("Zeta", None, ""),
    ] {
        let employees = employees.map_or(Value::Empty, Value::Integer);
        let values = [
            ("name", name.into()),
            ("employees", employees),
            ("level", level.into()),
        ];
        stage.make(&stage.lin, ACCOUNT, &values).await;
    }
}

#[tokio::test]
async fn pages_hold_every_record_once_with_empty_values_last() {
    let stage = stage().await;
    five(&stage).await;
    for (sort, expected) in [
        (
            Sort::up("name"),
            vec!["Adler", "安达", "baker", "陈记", "Zeta"],
        ),
        (
            Sort::down("name"),
            vec!["Zeta", "陈记", "baker", "安达", "Adler"],
        ),
        (
            Sort::up("employees"),
            vec!["baker", "安达", "Adler", "陈记", "Zeta"],
        ),
        (
            Sort::down("employees"),
            vec!["Adler", "安达", "baker", "Zeta", "陈记"],
        ),
        // Of the same choice as they were made.
        (
            Sort::up("level"),
            vec!["Adler", "baker", "安达", "陈记", "Zeta"],
        ),
        (
            Sort::down("level"),
            vec!["安达", "baker", "Adler", "Zeta", "陈记"],
        ),
    ] {
        let mut query = ListQuery {
            rows: 2,
            ..accounts(Vec::new(), sort.clone())
        };
        let mut found = Vec::new();
        loop {
            let page = records::list(&stage.lin, &query).await.unwrap();
            if query.after.is_none() {
                assert_eq!(page.total.map(|total| total.count), Some(5));
            }
            found.extend(
                page.records
                    .iter()
                    .map(|record| record.text("name").to_owned()),
            );
            let Some(next) = page.next else { break };
            query.after = Some(next);
        }
        assert_eq!(found, expected, "{sort:?}");
    }
}

#[tokio::test]
async fn a_place_without_the_moment_is_none_among_choices() {
    let stage = stage().await;
    five(&stage).await;
    let by = |sort: Sort, after: Option<String>| ListQuery {
        rows: 2,
        after,
        ..accounts(Vec::new(), sort)
    };
    let first = by(Sort::up("employees"), None);
    let next = records::list(&stage.lin, &first).await.unwrap().next;
    assert!(next.is_some());
    let wrong = by(Sort::up("level"), next);
    let wrong = records::list(&stage.lin, &wrong).await;
    let refused = Refusal::invalid("after", Problem::WrongKind);
    assert!(matches!(wrong, Err(Error::Refused(refusal)) if refusal == refused));
}

#[tokio::test]
async fn filters_compare_as_their_kind_does() {
    let stage = stage().await;
    five(&stage).await;
    let deal = |name: &str, units, day: &str| {
        of(&[
            ("name", name.into()),
            ("amount", Value::Money(Money::units(units, "CNY"))),
            ("close_date", Value::Date(day.parse().unwrap())),
        ])
    };
    for values in [
        deal("small", 90, "2026-01-31"),
        deal("large", 1_000, "2026-02-01"),
    ] {
        records::create(&stage.lin, DEAL, Uuid::now_v7(), values)
            .await
            .unwrap();
    }
    let check = async |object: &str, field: &str, operator, value: &str, expected: &[&str]| {
        let query = ListQuery {
            object: object.into(),
            filters: vec![Filter::new(field, operator, value)],
            sort: Some(Sort::up("name")),
            ..ListQuery::default()
        };
        assert_eq!(
            names(&stage.lin, query).await,
            expected,
            "{field} {operator:?} {value}"
        );
    };
    check(
        ACCOUNT,
        "name",
        Operator::Contains,
        "A",
        &["Adler", "baker", "Zeta"],
    )
    .await;
    check(ACCOUNT, "name", Operator::Contains, "%", &[]).await;
    check(ACCOUNT, "name", Operator::StartsWith, "安", &["安达"]).await;
    check(
        ACCOUNT,
        "employees",
        Operator::More,
        "15",
        &["Adler", "安达"],
    )
    .await;
    check(ACCOUNT, "employees", Operator::Empty, "", &["陈记", "Zeta"]).await;
    check(
        ACCOUNT,
        "owner",
        Operator::Is,
        "me",
        &["Adler", "安达", "baker", "陈记", "Zeta"],
    )
    .await;
    check(
        ACCOUNT,
        "created_at",
        Operator::Within,
        "today",
        &["Adler", "安达", "baker", "陈记", "Zeta"],
    )
    .await;
    check(ACCOUNT, "created_at", Operator::Within, "yesterday", &[]).await;
    check(ACCOUNT, "created_at", Operator::NotWithin, "last_14", &[]).await;
    check(
        ACCOUNT,
        "last_contact_at",
        Operator::NotWithin,
        "last_14",
        &["Adler", "安达", "baker", "陈记", "Zeta"],
    )
    .await;
    check(ACCOUNT, "created_at", Operator::Before, "last_14", &[]).await;
    check(
        ACCOUNT,
        "created_at",
        Operator::Before,
        "tomorrow",
        &["Adler", "安达", "baker", "陈记", "Zeta"],
    )
    .await;
    check(
        ACCOUNT,
        "created_at",
        Operator::After,
        "yesterday",
        &["Adler", "安达", "baker", "陈记", "Zeta"],
    )
    .await;
    check(
        DEAL,
        "close_date",
        Operator::Before,
        "last_7",
        &["large", "small"],
    )
    .await;
    check(DEAL, "amount", Operator::More, "99.99", &["large"]).await;
    check(
        DEAL,
        "close_date",
        Operator::Before,
        "2026-02-01",
        &["small"],
    )
    .await;
    check(
        DEAL,
        "stage",
        Operator::AnyOf,
        "prospect|won",
        &["large", "small"],
    )
    .await;
    stage
        .make(&stage.lin, LEAD, &[("name", "Open".into())])
        .await;
    check(LEAD, "converted", Operator::Is, "false", &["Open"]).await;
    check(LEAD, "converted", Operator::Is, "true", &[]).await;
    let wrong = ListQuery {
        filters: vec![Filter::new("employees", Operator::More, "many")],
        object: ACCOUNT.into(),
        ..ListQuery::default()
    };
    assert!(matches!(
        records::list(&stage.lin, &wrong).await,
        Err(Error::Refused(Refusal::Invalid(_)))
    ));
}

#[tokio::test]
async fn a_list_asks_the_same_few_questions_however_long_it_is() {
    let stage = stage().await;
    let ask = async || {
        let query = ListQuery {
            object: CONTACT.into(),
            rows: 200,
            ..ListQuery::default()
        };
        census::of(records::list(&stage.manager, &query)).await.1
    };
    let contact = async |n: usize| {
        let account = stage.account(&stage.lin, &format!("Account {n}")).await;
        stage
            .make(
                &stage.lin,
                CONTACT,
                &[
                    ("name", Value::Text(format!("Contact {n}"))),
                    ("account", to(account.id)),
                ],
            )
            .await;
    };
    contact(0).await;
    // What is weighed is remembered from the first time on.
    ask().await;
    let few = ask().await;
    for n in 1..30 {
        contact(n).await;
    }
    assert_eq!(ask().await, few);
    assert!(few <= 9, "{few} questions");
}

#[tokio::test]
async fn all_related_records_are_counted_in_one_question() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Umbra").await;
    for (object, named, count) in [(CONTACT, "name", 3), (DEAL, "name", 2)] {
        for n in 0..count {
            let name = Value::Text(format!("{object} {n}"));
            stage
                .make(
                    &stage.lin,
                    object,
                    &[(named, name), ("account", to(account.id))],
                )
                .await;
        }
    }
    let (related, asked) = census::of(records::related(&stage.lin, ACCOUNT, account.id)).await;
    let count_of = |object: &str| {
        let related = related.as_ref().unwrap().iter();
        related
            .filter(|related| related.object == object && related.field == "account")
            .map(|related| related.count)
            .collect::<Vec<_>>()
    };
    assert_eq!(count_of(CONTACT), [3]);
    assert_eq!(count_of(DEAL), [2]);
    assert!(asked <= 2, "{asked} questions");
    let (_, asked) = census::of(records::page(&stage.lin, ACCOUNT, account.id)).await;
    assert!(asked <= 11, "{asked} questions");
}

#[tokio::test]
async fn what_is_shown_is_asked_again_by_its_ids_within_its_list() {
    let stage = stage().await;
    let lin = &stage.lin;
    let mine = stage.account(lin, "Haichuan").await.id;
    let other = stage.account(lin, "Brightwater Foods").await.id;
    let hidden = stage.account(&stage.zhou, "Umbra Optics").await.id;
    let query = ListQuery {
        object: ACCOUNT.to_owned(),
        filters: vec![Filter::new("name", Operator::Contains, "Hai")],
        ..ListQuery::default()
    };
    let ids = [mine, other, hidden, Uuid::now_v7()];
    let found = records::some(lin, &query, &ids).await.unwrap();
    let row = &records::list(lin, &query).await.unwrap().records[0];
    assert_eq!(found, std::slice::from_ref(row), "as the list shows it");
    assert_eq!(records::some(lin, &query, &[]).await.unwrap(), []);
    let many: Vec<Uuid> = (0..201).map(|_| Uuid::now_v7()).collect();
    let refused = records::some(lin, &query, &many).await;
    let expected = Refusal::invalid("ids", Problem::TooMany { limit: 200 });
    assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == expected));
}
