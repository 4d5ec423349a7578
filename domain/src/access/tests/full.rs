//! A disk that is full, as SQLite tells it when its database may not grow.
#![expect(
    clippy::disallowed_methods,
    reason = "fills the database past the door"
)]

use contract::ListQuery;
use contract::objects::ACCOUNT;
use sea_orm::{ConnectionTrait, DbBackend};

use crate::access::Door;
use crate::operations::{self, Operation};
use crate::testing::{of, stage};
use crate::{Crm, records};

/// The database may have so many pages, and no less than it has. It counts for the one connection that writes, until
/// that is closed.
async fn may_have(door: &Door, pages: u32) {
    let words = format!("PRAGMA max_page_count = {pages}");
    door.writer().execute_unprepared(&words).await.unwrap();
}

#[tokio::test]
async fn what_is_acknowledged_after_the_disk_was_full_is_committed() {
    let stage = stage().await;
    let door = stage.crm.door();
    if door.backend() != DbBackend::Sqlite {
        return;
    }
    for round in 0..3 {
        may_have(door, 1).await;
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
    let door = stage.crm.door();
    if door.backend() != DbBackend::Sqlite {
        return;
    }
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
    may_have(door, 1).await;
    let refused = operations::many(&stage.lin, ACCOUNT, &operations, None).await;
    assert!(refused.unwrap_err().is_full());
    assert_eq!(count().await, 0);
    may_have(door, u32::MAX / 4).await;
    let outcomes = operations::many(&stage.lin, ACCOUNT, &operations, None)
        .await
        .unwrap();
    assert!(outcomes.iter().all(operations::Outcome::is_ok));
    assert_eq!(count().await, 200);
}
