use chrono::{Days, Utc};
use contract::objects::{ACCOUNT, CONTRACT, PAYMENT, PAYMENT_PLAN};
use contract::{Money, Record, Value};

use crate::testing::{Stage, stage, to};
use crate::{Desk, records};

fn money(units: i64, currency: &str) -> Value {
    Value::Money(Money::units(units, currency))
}

async fn plan(stage: &Stage, account: &Record, days: i64, amount: Value) {
    let today = Utc::now().date_naive();
    let due = match u64::try_from(days) {
        Ok(days) => today.checked_add_days(Days::new(days)),
        Err(_) => today.checked_sub_days(Days::new(days.unsigned_abs())),
    };
    let values = [
        ("name", "Part".into()),
        ("account", to(account.id)),
        ("due", Value::Date(due.unwrap())),
        ("amount", amount),
    ];
    stage.make(&stage.lin, PAYMENT_PLAN, &values).await;
}

async fn sums(desk: &Desk, account: &Record) -> Vec<(String, Vec<Money>)> {
    let page = records::page(desk, ACCOUNT, account.id).await.unwrap();
    let sums = page.sums.into_iter();
    sums.map(|sum| (sum.key, sum.totals)).collect()
}

#[tokio::test]
async fn what_is_paid_due_and_late_today_is_told_by_currency() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "海川").await;
    let other = stage.account(&stage.lin, "别家").await;
    let signed = |status: &str| {
        [
            ("name", "C".into()),
            ("account", to(account.id)),
            ("status", status.into()),
            ("amount", money(400, "CNY")),
        ]
    };
    stage.make(&stage.lin, CONTRACT, &signed("active")).await;
    stage.make(&stage.lin, CONTRACT, &signed("draft")).await;
    let came = |status: &str| {
        [
            ("account", to(account.id)),
            ("date", Value::Date(Utc::now().date_naive())),
            ("status", status.into()),
            ("amount", money(250, "CNY")),
        ]
    };
    stage.make(&stage.lin, PAYMENT, &came("received")).await;
    stage.make(&stage.lin, PAYMENT, &came("void")).await;
    plan(&stage, &account, -3, money(80, "CNY")).await;
    plan(&stage, &account, 3, money(70, "CNY")).await;
    plan(&stage, &account, -2, money(9, "USD")).await;
    plan(&stage, &other, -2, money(1_000, "CNY")).await;
    let cny = |units| Money::units(units, "CNY");
    let usd = |units| Money::units(units, "USD");
    let expected = [
        ("contracted", vec![cny(400)]),
        ("paid", vec![cny(250)]),
        ("due", vec![cny(150), usd(9)]),
        ("overdue", vec![cny(80), usd(9)]),
    ]
    .map(|(key, totals)| (key.to_owned(), totals));
    assert_eq!(sums(&stage.lin, &account).await, expected);
    let seen = sums(&stage.administrator, &other).await;
    assert_eq!(seen[3].1, [cny(1_000)]);
    assert!(seen[0].1.is_empty() && seen[1].1.is_empty());
}
