//! Deeds on many records for the tests of those who do them.

use std::time::Duration;

use contract::ListQuery;
use contract::dto::bulk::{BulkState, BulkStatus, Selection};
use contract::objects::ACCOUNT;
use uuid::Uuid;

use super::status;
use crate::Desk;
use crate::testing::Stage;

/// How a deed ended, once it did.
pub(crate) async fn at_rest(desk: &Desk, id: Uuid) -> BulkStatus {
    for _ in 0..600 {
        let status = status(desk, id).await.unwrap();
        if !matches!(status.state, BulkState::Running | BulkState::Undoing) {
            return status;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("a deed on many records does not end");
}

/// Every customer that somebody sees.
pub(crate) fn all_accounts() -> Selection {
    Selection {
        object: ACCOUNT.into(),
        matching: Some(ListQuery {
            object: ACCOUNT.into(),
            ..ListQuery::default()
        }),
        ..Selection::default()
    }
}

/// So many customers of somebody's.
pub(crate) async fn accounts(stage: &Stage, desk: &Desk, many: usize) -> Vec<Uuid> {
    let mut ids = Vec::new();
    for number in 0..many {
        ids.push(stage.account(desk, &format!("Customer {number}")).await.id);
    }
    ids
}
