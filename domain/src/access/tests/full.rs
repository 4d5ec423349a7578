//! A disk that is full, as SQLite tells it when its database may not grow.
#![expect(
    clippy::disallowed_methods,
    reason = "fills the database past the door"
)]

use contract::ListQuery;
use contract::objects::ACCOUNT;
use sea_orm::ConnectionTrait;

use crate::operations::{self, Operation};
use crate::testing::{disk, of, stage};
use crate::{Crm, records};

#[tokio::test]
async fn what_is_acknowledged_after_the_disk_was_full_is_committed() {
    let stage = stage().await;
    for round in 0..3 {
        if !disk::fill(&stage.crm).await {
            return;
        }
        let write = stage.lin.write().await.unwrap();
        let large = "CREATE TABLE large AS SELECT randomblob(1000000) AS content";
        let refused = write.transaction().execute_unprepared(large).await;
        assert!(refused.unwrap_err().to_string().contains("full"));
        drop(write);
        // Something is given up in between, so that its transaction is rolled back.
        drop(stage.lin.write().await.unwrap());
        let kept = stage.account(&stage.lin, &format!("Kept {round}")).await;
        // Another process sees only what is committed.
        let other = Crm::open(&stage.config).await.unwrap();
        let lin = stage.lin.actor().id().unwrap();
        let desk = other.desk_of(lin).await.unwrap();
        let found = desk.granted(ACCOUNT, kept.id, contract::Action::See).await;
        assert!(found.is_ok(), "{round}");
    }
}

#[tokio::test]
async fn a_batch_of_operations_is_taken_as_a_whole_or_not_at_all() {
    let stage = stage().await;
    let operations: Vec<Operation> = (0..200)
        .map(|place| {
            let name = format!("{place} {}", "long ".repeat(40));
            let values = of(&[("name", name.as_str().into())]);
            Operation::Create { values }
        })
        .collect();
    let count = async || {
        let all = ListQuery {
            object: ACCOUNT.to_owned(),
            ..ListQuery::default()
        };
        records::count_all(&stage.lin, &all).await.unwrap().count
    };
    if !disk::fill(&stage.crm).await {
        return;
    }
    let refused = operations::many(&stage.lin, ACCOUNT, &operations, None).await;
    assert!(refused.unwrap_err().is_full());
    assert_eq!(count().await, 0);
    disk::give_room(&stage.crm).await;
    let outcomes = operations::many(&stage.lin, ACCOUNT, &operations, None)
        .await
        .unwrap();
    assert!(outcomes.iter().all(operations::Outcome::is_ok));
    assert_eq!(count().await, 200);
}
