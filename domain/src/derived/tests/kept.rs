//! Roll-ups, and what follows from them.

use FieldKind::{Date, Decimal, Integer, Money, Text};
use contract::dto::records::EventAction;
use contract::objects::{ACCOUNT, DEAL};
use contract::{FieldKind, Filter, Gathering, Operator, Record, Value};
use uuid::Uuid;

use super::scene::{change, deal, described, field, follow, formula, gathered, read};
use super::{day, money, number};
use crate::access::NewRecord;
use crate::records;
use crate::testing::{Stage, of, stage, to};

/// An account with roll-ups of every sort over its deals.
async fn gathering(stage: &Stage) -> Record {
    let won = vec![Filter::new("outcome", Operator::Is, "won")];
    let fields = [
        field(
            "deals here",
            Integer,
            gathered(Gathering::Count, None, Vec::new()),
        ),
        field("deals won", Integer, gathered(Gathering::Count, None, won)),
        field(
            "worth",
            Money,
            gathered(Gathering::Sum, Some("amount"), Vec::new()),
        ),
        field(
            "usual worth",
            Money,
            gathered(Gathering::Average, Some("amount"), Vec::new()),
        ),
        field(
            "best worth",
            Money,
            gathered(Gathering::Most, Some("amount"), Vec::new()),
        ),
        field(
            "chances",
            Integer,
            gathered(Gathering::Sum, Some("probability"), Vec::new()),
        ),
        field(
            "usual chance",
            Decimal,
            gathered(Gathering::Average, Some("probability"), Vec::new()),
        ),
        field(
            "first close",
            Date,
            gathered(Gathering::Least, Some("close_date"), Vec::new()),
        ),
        field("per deal", Money, formula("worth / deals_here")),
        field("grade", Text, formula("deals_here >= 2 ? \"A\" : \"B\"")),
    ];
    for field in fields {
        described(stage, ACCOUNT, field).await.unwrap();
    }
    follow(stage).await;
    stage.account(&stage.lin, "Hartmann").await
}

#[tokio::test]
async fn roll_ups_and_the_formulas_that_read_them_follow_the_log() {
    let stage = stage().await;
    let account = gathering(&stage).await;
    let values = |record: Record, keys: &[&str]| -> Vec<Value> {
        keys.iter().map(|key| record.value(key).clone()).collect()
    };
    let keys = ["deals_here", "worth", "grade", "chances", "usual_chance"];
    assert_eq!(
        values(account.clone(), &keys),
        [
            Value::Integer(0),
            Value::Empty,
            "B".into(),
            Value::Integer(0),
            Value::Empty
        ]
    );
    let first = deal(&stage, &account, money("100", "CNY"), "2026-12-01").await;
    let second = deal(&stage, &account, money("50.01", "CNY"), "2026-11-01").await;
    deal(&stage, &account, money("0", "CNY"), "2027-01-01").await;
    follow(&stage).await;
    let seen = read(&stage.lin, ACCOUNT, account.id).await;
    assert_eq!(seen.value("deals_here"), &Value::Integer(3));
    assert_eq!(seen.value("deals_won"), &Value::Integer(0));
    assert_eq!(seen.value("worth"), &money("150.01", "CNY"));
    assert_eq!(seen.value("usual_worth"), &money("50.0033", "CNY"));
    assert_eq!(seen.value("per_deal"), &money("50.0033", "CNY"));
    assert_eq!(seen.value("best_worth"), &money("100", "CNY"));
    assert_eq!(seen.value("chances"), &Value::Integer(90));
    assert_eq!(seen.value("usual_chance"), &number("30"));
    assert_eq!(seen.value("first_close"), &day("2026-11-01"));
    assert_eq!(seen.value("grade"), &"A".into());
    assert_eq!(seen.version, account.version, "nobody changed the account");

    // Another amount, another customer, the bin and back.
    change(&stage.lin, &first, &[("amount", money("200", "CNY"))]).await;
    let other = stage.account(&stage.lin, "Umbra").await;
    change(&stage.lin, &second, &[("account", to(other.id))]).await;
    follow(&stage).await;
    let seen = read(&stage.lin, ACCOUNT, account.id).await;
    assert_eq!(
        (seen.value("deals_here"), seen.value("worth")),
        (&Value::Integer(2), &money("200", "CNY"))
    );
    let there = read(&stage.lin, ACCOUNT, other.id).await;
    assert_eq!(there.value("worth"), &money("50.01", "CNY"));
    records::delete(&stage.lin, DEAL, first.id).await.unwrap();
    change(&stage.lin, &second, &[("stage", "won".into())]).await;
    follow(&stage).await;
    let seen = read(&stage.lin, ACCOUNT, account.id).await;
    assert_eq!(
        (seen.value("worth"), seen.value("grade")),
        (&money("0", "CNY"), &"B".into())
    );
    let there = read(&stage.lin, ACCOUNT, other.id).await;
    assert_eq!(there.value("deals_won"), &Value::Integer(1));
    records::restore(&stage.lin, DEAL, first.id).await.unwrap();
    follow(&stage).await;
    let seen = read(&stage.lin, ACCOUNT, account.id).await;
    assert_eq!(seen.value("worth"), &money("200", "CNY"));

    // Two currencies are no sum.
    deal(&stage, &account, money("7", "EUR"), "2026-12-01").await;
    follow(&stage).await;
    let seen = read(&stage.lin, ACCOUNT, account.id).await;
    assert_eq!(
        (seen.value("deals_here"), seen.value("worth")),
        (&Value::Integer(3), &Value::Empty)
    );
    assert_eq!(seen.value("per_deal"), &Value::Empty);
}

#[tokio::test]
async fn a_sum_beyond_sixty_four_bits_is_empty_and_a_mean_is_rounded_away_from_nought() {
    let stage = stage().await;
    let amounts = [
        field(
            "sum",
            Money,
            gathered(Gathering::Sum, Some("amount"), Vec::new()),
        ),
        field(
            "mean",
            Money,
            gathered(Gathering::Average, Some("amount"), Vec::new()),
        ),
    ];
    for field in amounts {
        described(&stage, ACCOUNT, field).await.unwrap();
    }
    let check = async |amounts: &[&str], sum: Value, mean: Value| {
        let account = stage.account(&stage.lin, &format!("{amounts:?}")).await;
        for amount in amounts {
            deal(&stage, &account, money(amount, "CNY"), "2026-12-01").await;
        }
        follow(&stage).await;
        let seen = read(&stage.lin, ACCOUNT, account.id).await;
        assert_eq!(
            (seen.value("sum"), seen.value("mean")),
            (&sum, &mean),
            "{amounts:?}"
        );
    };
    let huge = "900000000000000";
    check(&[huge, huge], Value::Empty, Value::Empty).await;
    check(
        &[huge, "-900000000000000", "-1"],
        money("-1", "CNY"),
        money("-0.3333", "CNY"),
    )
    .await;
    check(
        &["0.0001", "0.0002"],
        money("0.0003", "CNY"),
        money("0.0002", "CNY"),
    )
    .await;
    check(
        &["-0.0001", "-0.0002"],
        money("-0.0003", "CNY"),
        money("-0.0002", "CNY"),
    )
    .await;
}

#[tokio::test]
async fn what_a_batch_made_is_taken_out_of_roll_ups_with_it() {
    let stage = stage().await;
    let account = gathering(&stage).await;
    let desk = &stage.administrator;
    let object = desk.object(DEAL).unwrap();
    let batch = Uuid::now_v7();
    let mut write = desk.write().await.unwrap();
    let rows = (0..3).map(|_| NewRecord {
        id: Uuid::now_v7(),
        values: of(&[
            ("name", "Deal".into()),
            ("account", to(account.id)),
            ("amount", money("5", "CNY")),
        ]),
        batch: Some(batch),
    });
    write
        .insert(&object, rows.collect(), EventAction::Imported)
        .await
        .unwrap();
    write.commit().await.unwrap();
    follow(&stage).await;
    let seen = read(desk, ACCOUNT, account.id).await;
    assert_eq!(seen.value("worth"), &money("15", "CNY"));
    let mut write = desk.write().await.unwrap();
    write.erase_batch(&object, batch, 100).await.unwrap();
    write.commit().await.unwrap();
    follow(&stage).await;
    let seen = read(desk, ACCOUNT, account.id).await;
    assert_eq!(
        (seen.value("deals_here"), seen.value("worth")),
        (&Value::Integer(0), &Value::Empty)
    );
}

#[tokio::test]
async fn a_formula_follows_the_pulse_of_its_record() {
    let stage = stage().await;
    let spoken = field(
        "spoken",
        Text,
        formula("last_contact_at == null ? \"never\" : string(date(last_contact_at))"),
    );
    described(&stage, ACCOUNT, spoken).await.unwrap();
    follow(&stage).await;
    let account = stage.account(&stage.lin, "Hartmann").await;
    assert_eq!(account.text("spoken"), "never");
    let values = [
        ("subject", "Call".into()),
        ("kind", "call".into()),
        ("status", "done".into()),
        ("at", super::moment("2026-03-01T09:00:00Z")),
        ("account", to(account.id)),
    ];
    stage
        .make(&stage.lin, contract::objects::ACTIVITY, &values)
        .await;
    follow(&stage).await;
    let seen = read(&stage.lin, ACCOUNT, account.id).await;
    assert_eq!(seen.text("spoken"), "2026-03-01");
}

#[tokio::test]
async fn what_waited_for_its_customer_counts_once_it_is_there() {
    let stage = stage().await;
    gathering(&stage).await;
    let early = [
        ("name", "Deal".into()),
        (
            "account",
            Value::Link(contract::Link {
                id: None,
                text: "A-7".into(),
            }),
        ),
        ("amount", money("5", "CNY")),
    ];
    let desk = &stage.administrator;
    let account = desk.object(ACCOUNT).unwrap();
    let late = Uuid::now_v7();
    let mut write = desk.write().await.unwrap();
    let one = |id, values: &[(&str, Value)]| NewRecord {
        id,
        values: of(values),
        batch: None,
    };
    let deals = desk.object(DEAL).unwrap();
    let made = EventAction::Imported;
    write
        .insert(&deals, vec![one(Uuid::now_v7(), &early)], made)
        .await
        .unwrap();
    write.commit().await.unwrap();
    follow(&stage).await;
    let mut write = desk.write().await.unwrap();
    write
        .insert(&account, vec![one(late, &[("name", "Late".into())])], made)
        .await
        .unwrap();
    let link = sea_orm::sea_query::Query::update()
        .table(sea_orm::sea_query::Alias::new("deal"))
        .value(sea_orm::sea_query::Alias::new("account_id"), late)
        .take();
    write.derive(&link).await.unwrap();
    crate::derived::relinked(&write, DEAL, ACCOUNT, &[late])
        .await
        .unwrap();
    write.commit().await.unwrap();
    let seen = read(desk, ACCOUNT, late).await;
    assert_eq!(seen.value("worth"), &money("5", "CNY"));
    assert_eq!(seen.text("grade"), "B");
}
