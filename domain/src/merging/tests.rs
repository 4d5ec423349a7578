use contract::dto::merging::Merge;
use contract::objects::{ACCOUNT, CONTACT};
use contract::value::Values;
use contract::{Link, Record, Refusal, Value};
use uuid::Uuid;

use super::{merge, of_record, propose, undo};
use crate::testing::stage;
use crate::{Desk, Error, Result, records};

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn make(desk: &Desk, object: &str, pairs: &[(&str, Value)]) -> Record {
    let values: Values = pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect();
    records::create(desk, object, Uuid::now_v7(), values)
        .await
        .unwrap()
}

fn tags(tags: &[&str]) -> Value {
    Value::Tags(tags.iter().map(|tag| (*tag).to_owned()).collect())
}

#[tokio::test]
async fn two_customers_become_one_with_all_that_points_to_them_and_are_parted_again() {
    let stage = stage().await;
    let desk = &stage.lin;
    let old = make(
        desk,
        ACCOUNT,
        &[
            ("name", "Umbra".into()),
            ("phone", "0574 8765 4321".into()),
            ("tags", tags(&["a"])),
        ],
    )
    .await;
    let new = make(
        desk,
        ACCOUNT,
        &[
            ("name", "Umbra Optics".into()),
            ("level", "a".into()),
            ("tags", tags(&["b"])),
        ],
    )
    .await;
    let contact = make(
        desk,
        CONTACT,
        &[
            ("name", "Li Xiao".into()),
            ("account", Value::Link(Link::to(new.id))),
        ],
    )
    .await;
    let proposal = propose(desk, ACCOUNT, vec![old.id, new.id]).await.unwrap();
    assert_eq!(proposal.different, ["name", "tags"]);
    assert_eq!(proposal.proposed.get("level"), Some(&"a".into()));
    assert_eq!(proposal.proposed.get("tags"), Some(&tags(&["a", "b"])));
    assert_eq!(proposal.records[1].related, 1);

    let mut values = proposal.proposed.clone();
    values.insert("name".into(), "Umbra Optics".into());
    let asked = Merge {
        id: Uuid::now_v7(),
        object: ACCOUNT.into(),
        into: (old.id, old.version),
        others: vec![(new.id, new.version)],
        values,
    };
    let merged = merge(desk, asked.clone()).await.unwrap();
    assert_eq!(merged.moved, 1);
    assert_eq!(
        merge(desk, asked).await.unwrap().id,
        merged.id,
        "a second try is the same merge"
    );
    let page = records::page(desk, ACCOUNT, old.id).await.unwrap();
    assert_eq!(page.record.text("name"), "Umbra Optics");
    assert_eq!(page.record.value("tags"), &tags(&["a", "b"]));
    let moved = records::page(desk, CONTACT, contact.id).await.unwrap();
    assert_eq!(moved.record.value("account").id(), Some(old.id));
    assert_eq!(
        refused(records::page(desk, ACCOUNT, new.id).await),
        Refusal::Moved {
            object: ACCOUNT.into(),
            id: old.id
        }
    );
    assert_eq!(
        refused(records::page(&stage.zhou, ACCOUNT, new.id).await),
        Refusal::NotFound,
        "who may not see the one that stays is told nothing"
    );
    assert_eq!(of_record(desk, ACCOUNT, old.id).await.unwrap().len(), 1);

    let parted = undo(desk, merged.id).await.unwrap();
    assert!(parted.is_undone);
    let page = records::page(desk, ACCOUNT, old.id).await.unwrap();
    assert_eq!(page.record.text("name"), "Umbra");
    assert_eq!(
        (page.record.text("level"), page.record.value("tags")),
        ("", &tags(&["a"]))
    );
    let page = records::page(desk, ACCOUNT, new.id).await.unwrap();
    assert_eq!(page.record.text("level"), "a");
    let back = records::page(desk, CONTACT, contact.id).await.unwrap();
    assert_eq!(back.record.value("account").id(), Some(new.id));
}

#[tokio::test]
async fn only_records_that_one_may_change_and_that_stand_as_they_were_looked_at_become_one() {
    let stage = stage().await;
    let lins = make(&stage.lin, ACCOUNT, &[("name", "One".into())]).await;
    let zhous = make(&stage.zhou, ACCOUNT, &[("name", "One Ltd".into())]).await;
    let asked = |into: (Uuid, i32), other: (Uuid, i32)| Merge {
        id: Uuid::now_v7(),
        object: ACCOUNT.into(),
        into,
        others: vec![other],
        values: Values::new(),
    };
    let refusal = refused(merge(&stage.lin, asked((lins.id, 1), (zhous.id, 1))).await);
    assert_eq!(refusal, Refusal::NotFound);
    let refusal = refused(merge(&stage.administrator, asked((lins.id, 1), (zhous.id, 7))).await);
    assert_eq!(
        refusal,
        Refusal::Outdated {
            changed_by: "周凯".into()
        }
    );
    let same = refused(merge(&stage.lin, asked((lins.id, 1), (lins.id, 1))).await);
    assert!(matches!(same, Refusal::Invalid(_)));
}

#[tokio::test]
async fn a_company_that_takes_in_the_one_above_it_does_not_stand_above_itself() {
    let stage = stage().await;
    let desk = &stage.lin;
    let above = make(desk, ACCOUNT, &[("name", "Umbra Group".into())]).await;
    let link = Value::Link(Link::to(above.id));
    let below = [("name", "Umbra Optics".into()), ("parent", link)];
    let below = make(desk, ACCOUNT, &below).await;
    let id = Uuid::now_v7();
    let asked = Merge {
        id,
        object: ACCOUNT.into(),
        into: (below.id, below.version),
        others: vec![(above.id, above.version)],
        values: Values::new(),
    };
    merge(desk, asked).await.unwrap();
    let now = records::page(desk, ACCOUNT, below.id).await.unwrap();
    assert!(now.record.value("parent").is_empty());
    undo(desk, id).await.unwrap();
    let parted = records::page(desk, ACCOUNT, below.id).await.unwrap();
    assert_eq!(parted.record.value("parent").id(), Some(above.id));
}
