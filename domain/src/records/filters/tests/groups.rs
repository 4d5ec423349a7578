use contract::objects::{ACCOUNT, DEAL, LEAD};
use contract::query::Total;
use contract::{Link, Money, Operator as O, Problem, Test, Value};

use super::{asking, has, names, one, refused};
use crate::testing::{Stage, stage, to};
use crate::{census, records};

async fn four(stage: &Stage) {
    for (name, level, region, staff) in [
        ("Adler", "a", "Ningbo", 10),
        ("Baker", "b", "ningbo", 20),
        ("Chen", "a", "Shanghai", 30),
        ("Dorn", "c", "", 40),
    ] {
        stage
            .make(
                &stage.lin,
                ACCOUNT,
                &[
                    ("name", name.into()),
                    ("level", level.into()),
                    ("region", region.into()),
                    ("employees", Value::Integer(staff)),
                ],
            )
            .await;
    }
}

#[tokio::test]
async fn conditions_stand_in_groups_within_groups() {
    let stage = stage().await;
    four(&stage).await;
    let check = async |test: Test, expected: &[&str]| {
        let found = names(&stage.lin, ACCOUNT, test.clone()).await;
        assert_eq!(found, expected, "{}", test.to_param());
    };
    let level = |key| one("level", O::Is, key);
    check(Test::Any(vec![level("b"), level("c")]), &["Baker", "Dorn"]).await;
    check(
        Test::Any(vec![
            level("c"),
            Test::All(vec![level("a"), one("region", O::Is, "NINGBO")]),
        ]),
        &["Adler", "Dorn"],
    )
    .await;
    check(Test::Any(Vec::new()), &["Adler", "Baker", "Chen", "Dorn"]).await;
    check(one("region", O::NoneOf, "ningbo|Bremen"), &["Chen", "Dorn"]).await;
    check(one("region", O::NotContains, "i"), &["Dorn"]).await;
    check(one("region", O::EndsWith, "HAI"), &["Chen"]).await;
    check(one("employees", O::Between, "20|30"), &["Baker", "Chen"]).await;
    check(one("employees", O::AtLeast, "30"), &["Chen", "Dorn"]).await;
    check(one("employees", O::AtMost, "10"), &["Adler"]).await;
    check(one("name", O::Is, "adler"), &["Adler"]).await;
    check(one("name", O::StartsWith, "ch"), &["Chen"]).await;
    check(
        one("owner", O::Is, "my_team"),
        &["Adler", "Baker", "Chen", "Dorn"],
    )
    .await;
    check(one("owner", O::NoneOf, "me|my_team"), &[]).await;
}

#[tokio::test]
async fn my_team_is_ones_own_team_and_those_below_it() {
    let stage = stage().await;
    stage.account(&stage.lin, "Of Lin").await;
    stage.account(&stage.manager, "Of the manager").await;
    stage.account(&stage.zhou, "Of Zhou").await;
    let desk = &stage.administrator;
    assert_eq!(
        names(desk, ACCOUNT, one("owner", O::Is, "my_team")).await,
        Vec::<String>::new()
    );
    let mine = one("owner", O::Is, "my_team");
    assert_eq!(
        names(&stage.manager, ACCOUNT, mine).await,
        ["Of Lin", "Of the manager"]
    );
    assert_eq!(
        names(desk, ACCOUNT, one("owner.team", O::Is, "south")).await,
        ["Of Zhou"]
    );
}

#[tokio::test]
async fn a_question_that_is_too_much_is_refused_before_it_is_asked() {
    let stage = stage().await;
    let leaf = || one("name", O::Is, "x");
    let deep = (0..20).fold(leaf(), |inner, _| Test::Any(vec![inner]));
    let many = Test::All(vec![leaf(); 51]);
    for (test, expected) in [
        (deep, Problem::TooDeep { limit: 5 }),
        (many, Problem::TooMany { limit: 50 }),
    ] {
        let (refused, asked) = census::of(refused(&stage.lin, ACCOUNT, test)).await;
        assert_eq!(refused, ("t".to_owned(), expected));
        assert_eq!(asked, 0);
    }
    let check = async |test: Test, field: &str, problem: Problem| {
        let found = refused(&stage.lin, ACCOUNT, Test::Any(vec![test])).await;
        assert_eq!(found, (field.to_owned(), problem));
    };
    check(one("nothing", O::Is, "x"), "nothing", Problem::Unknown).await;
    check(
        one("employees", O::More, "many"),
        "employees",
        Problem::NotANumber,
    )
    .await;
    check(
        one("created_at", O::Within, "someday"),
        "created_at",
        Problem::NotADate,
    )
    .await;
    check(one("parent", O::Is, "me"), "parent", Problem::WrongKind).await;
    check(one("name", O::Contains, " "), "name", Problem::Required).await;
    check(one("name", O::Before, "x"), "name", Problem::WrongKind).await;
    let long = "长".repeat(10_001);
    check(
        one("name", O::Contains, &long),
        "name",
        Problem::TooLong { limit: 10_000 },
    )
    .await;
    check(one("name", O::Contains, "a\0b"), "name", Problem::WrongKind).await;
    check(
        one("created_at", O::After, "+99999-01-01"),
        "created_at",
        Problem::NotADate,
    )
    .await;
    let longest = "%_".repeat(5_000);
    assert!(
        names(&stage.lin, ACCOUNT, one("note", O::Contains, &longest))
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn what_matches_is_counted_while_a_filter_is_built() {
    let stage = stage().await;
    four(&stage).await;
    let count = async |test: Test| {
        let query = asking(ACCOUNT, test);
        records::count(&stage.lin, &query).await.unwrap()
    };
    let exactly = |count| Total {
        count,
        or_more: false,
    };
    assert_eq!(count(Test::default()).await, exactly(4));
    assert_eq!(count(one("level", O::AnyOf, "a|b")).await, exactly(3));
    assert_eq!(
        count(has(DEAL, "account", Test::default())).await,
        exactly(0)
    );
    let hidden = asking(ACCOUNT, Test::default());
    assert_eq!(
        records::count(&stage.zhou, &hidden).await.unwrap(),
        exactly(0)
    );
}

#[tokio::test]
async fn parts_of_fields_and_what_was_never_said_are_asked_for() {
    let stage = stage().await;
    for (name, amount) in [
        ("Yuan", Value::Money(Money::units(5, "CNY"))),
        ("Dollars", Value::Money(Money::units(5, "USD"))),
        ("Nothing", Value::Empty),
    ] {
        stage
            .make(
                &stage.lin,
                DEAL,
                &[("name", name.into()), ("amount", amount)],
            )
            .await;
    }
    let check = async |object: &str, test: Test, expected: &[&str]| {
        assert_eq!(names(&stage.lin, object, test).await, expected);
    };
    check(DEAL, one("amount.currency", O::Is, "usd"), &["Dollars"]).await;
    check(
        DEAL,
        one("amount.currency", O::IsNot, "usd"),
        &["Nothing", "Yuan"],
    )
    .await;
    stage
        .make(&stage.lin, LEAD, &[("name", "New".into())])
        .await;
    check(LEAD, one("converted", O::Is, "false"), &["New"]).await;
    check(LEAD, one("converted", O::Is, "true"), &[]).await;
    let named = Value::Link(Link {
        id: None,
        text: "Not there yet".into(),
    });
    stage
        .make(
            &stage.lin,
            DEAL,
            &[("name", "Named".into()), ("account", named)],
        )
        .await;
    check(
        DEAL,
        one("account", O::Empty, ""),
        &["Dollars", "Named", "Nothing", "Yuan"],
    )
    .await;
    let account = stage.account(&stage.lin, "Adler").await;
    stage
        .make(
            &stage.lin,
            DEAL,
            &[
                ("name", "With a customer".into()),
                ("account", to(account.id)),
            ],
        )
        .await;
    let ids = format!("{}|{}", account.id, uuid::Uuid::now_v7());
    check(DEAL, one("account", O::AnyOf, &ids), &["With a customer"]).await;
    check(DEAL, one("account", O::NotEmpty, ""), &["With a customer"]).await;
}
