use std::collections::BTreeSet;

use contract::objects::{
    ACCOUNT, CONTACT, CONTRACT, DEAL, PAYMENT, PAYMENT_PLAN, PRICE_BOOK, PRICE_BOOK_ENTRY, QUOTE,
    QUOTE_LINE,
};
use contract::{ListQuery, Record, Refusal, Value, validation};
use uuid::Uuid;

use super::records::ORDER_OF_LEAVING;
use super::{Size, add, counts, is_present, remove};
use crate::import::{Country, parse_phone};
use crate::testing::{Stage, stage, to};
use crate::{Error, records};

const SMALL: Size = Size {
    accounts: 40,
    seed: 5,
};

async fn all(stage: &Stage, object: &str) -> Vec<Record> {
    let query = ListQuery {
        object: object.to_owned(),
        rows: 200,
        ..ListQuery::default()
    };
    records::list(&stage.administrator, &query)
        .await
        .unwrap()
        .records
}

/// What the records say, without what is made anew each time.
fn said(records: &[Record]) -> BTreeSet<String> {
    let told = |record: &Record| {
        let values = record.values.iter().filter(|(key, value)| {
            !["updated_at", "created_at"].contains(&key.as_str())
                && !matches!(value, Value::Link(_))
        });
        serde_json::to_string(&values.collect::<Vec<_>>()).unwrap()
    };
    records.iter().map(told).collect()
}

#[tokio::test]
async fn the_same_seed_makes_the_same_data_and_another_one_makes_other() {
    let (one, two, other) = (stage().await, stage().await, stage().await);
    let made = add(&one.administrator, SMALL).await.unwrap();
    assert_eq!(add(&two.administrator, SMALL).await.unwrap(), made);
    add(&other.administrator, Size { seed: 6, ..SMALL })
        .await
        .unwrap();
    for object in ORDER_OF_LEAVING {
        let (first, second) = (
            said(&all(&one, object).await),
            said(&all(&two, object).await),
        );
        assert_eq!(first, second, "{object}");
        // Prices do not follow chance.
        if ![PRICE_BOOK, PRICE_BOOK_ENTRY].contains(&object) {
            assert_ne!(first, said(&all(&other, object).await), "{object}");
        }
    }
}

#[tokio::test]
async fn sample_data_obeys_the_rules_of_the_trade() {
    let stage = stage().await;
    add(
        &stage.administrator,
        Size {
            accounts: 150,
            seed: 1,
        },
    )
    .await
    .unwrap();
    for key in ORDER_OF_LEAVING {
        let object = stage.administrator.object(key).unwrap();
        let made = all(&stage, key).await;
        assert!(!made.is_empty(), "{key}");
        for record in made {
            assert_eq!(
                validation::check_all(&object, &record.values),
                [],
                "{record:?}"
            );
            assert_eq!(
                validation::missing(&object, &record.values),
                [],
                "{record:?}"
            );
            let phone = record.text("phone");
            assert!(
                phone.is_empty() || parse_phone(phone, Country::CHINA).is_ok(),
                "{phone}"
            );
        }
    }
    let stages: BTreeSet<String> = all(&stage, DEAL)
        .await
        .iter()
        .map(|deal| deal.text("stage").to_owned())
        .collect();
    assert_eq!(stages.len(), 8);
    let accounts = all(&stage, ACCOUNT).await;
    assert!(
        accounts
            .iter()
            .any(|account| !account.value("last_contact_at").is_empty())
    );
    assert!(
        accounts
            .iter()
            .any(|account| !account.value("next_step").is_empty())
    );
}

#[tokio::test]
async fn sample_data_is_gone_with_one_click_and_nothing_else() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let own = stage.account(desk, "Our own").await;
    let made = add(desk, SMALL).await.unwrap();
    assert_eq!(add(desk, SMALL).await.unwrap(), 0, "it is there already");
    let sample = all(&stage, ACCOUNT)
        .await
        .into_iter()
        .find(|account| account.id != own.id)
        .unwrap();
    let linked = stage
        .make(
            desk,
            CONTACT,
            &[("name", "Hand-made".into()), ("account", to(sample.id))],
        )
        .await;
    let counted: u64 = counts(desk)
        .await
        .unwrap()
        .iter()
        .map(|sample| sample.count)
        .sum();
    assert_eq!(counted, made);
    assert!(is_present(desk).await.unwrap());
    assert_eq!(remove(desk).await.unwrap(), made);
    assert!(!is_present(desk).await.unwrap());
    let left: Vec<_> = all(&stage, ACCOUNT)
        .await
        .iter()
        .map(|account| account.id)
        .collect();
    assert_eq!(left, [own.id]);
    let contacts = all(&stage, CONTACT).await;
    assert_eq!(contacts.len(), 1);
    let account = contacts[0].value("account");
    assert_eq!((contacts[0].id, account.id()), (linked.id, None));
    assert!(matches!(account, Value::Link(link) if link.text == sample.text("name")));
}

#[tokio::test]
async fn only_administrators_add_or_remove_it() {
    let stage = stage().await;
    for refused in [
        add(&stage.lin, SMALL).await.err(),
        remove(&stage.manager).await.err(),
    ] {
        assert!(matches!(refused, Some(Error::Refused(Refusal::Forbidden))));
    }
}

#[tokio::test]
async fn what_is_agreed_adds_up_and_is_paid_in_parts() {
    let stage = stage().await;
    let desk = &stage.administrator;
    add(desk, SMALL).await.unwrap();
    let cents = |record: &Record, key: &str| match record.value(key) {
        Value::Money(money) => money.parts,
        _ => 0,
    };
    let linked = |lines: &[Record], key: &str, id: Uuid, of: &str| -> i64 {
        let own = lines.iter().filter(|line| line.value(key).id() == Some(id));
        own.map(|line| cents(line, of)).sum()
    };
    let lines = all(&stage, QUOTE_LINE).await;
    let deals = all(&stage, DEAL).await;
    for quote in all(&stage, QUOTE).await {
        let deal = deals
            .iter()
            .find(|deal| Some(deal.id) == quote.value("deal").id());
        let total = linked(&lines, QUOTE, quote.id, "total");
        assert_eq!(total, cents(deal.unwrap(), "amount"), "{quote:?}");
    }
    let (plans, payments) = (all(&stage, PAYMENT_PLAN).await, all(&stage, PAYMENT).await);
    let contracts = all(&stage, CONTRACT).await;
    for contract in &contracts {
        let planned = linked(&plans, CONTRACT, contract.id, "amount");
        assert_eq!(planned, cents(contract, "amount"), "{contract:?}");
        assert!(linked(&payments, CONTRACT, contract.id, "amount") <= planned);
    }
    assert!(contracts.len() > 3 && payments.len() > 3 && plans.len() > payments.len());
}
