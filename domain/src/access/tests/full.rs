//! A disk that is full, as SQLite tells it when its database may not grow.
#![expect(
    clippy::disallowed_methods,
    reason = "fills the database past the door"
)]

use contract::objects::ACCOUNT;
use sea_orm::{ConnectionTrait, DbBackend};

use crate::Crm;
use crate::testing::stage;

#[tokio::test]
async fn what_is_acknowledged_after_the_disk_was_full_is_committed() {
    let stage = stage().await;
    let door = stage.crm.door();
    if door.backend() != DbBackend::Sqlite {
        return;
    }
    for round in 0..3 {
        // It counts for the one connection that writes, until that is closed.
        let small = "PRAGMA max_page_count = 1";
        door.writer().execute_unprepared(small).await.unwrap();
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
