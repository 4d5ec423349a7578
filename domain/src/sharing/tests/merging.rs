use contract::dto::merging::Merge;
use contract::dto::sharing::{Holder, Level, NewShare};
use contract::objects::{ACCOUNT, DEAL};
use contract::value::Values;
use contract::{Action, Record, Value};
use uuid::Uuid;

use super::{again, may, person, share, soon};
use crate::merging::{merge, undo};
use crate::sharing::{end, end_due, give, of_record};
use crate::testing::{stage, to};
use crate::{Desk, records};

async fn join(desk: &Desk, object: &str, into: &Record, other: &Record) -> Uuid {
    let id = Uuid::now_v7();
    let asked = Merge {
        id,
        object: object.into(),
        into: (into.id, into.version),
        others: vec![(other.id, other.version)],
        values: Values::new(),
    };
    merge(desk, asked).await.unwrap();
    id
}

/// Who has a record by shares, and how.
async fn holders(desk: &Desk, id: Uuid) -> Vec<(Holder, Level)> {
    let shares = of_record(desk, ACCOUNT, id).await.unwrap().shares;
    shares
        .into_iter()
        .map(|one| (one.holder, one.level))
        .collect()
}

#[tokio::test]
async fn shares_and_grants_follow_a_merge_and_go_back_with_it() {
    let stage = stage().await;
    let (lin, zhou, service) = (&stage.lin, &stage.zhou, &stage.service);
    let stays = stage.account(lin, "Umbra").await;
    let goes = stage.account(lin, "Umbra Optics").await;
    give(lin, share(ACCOUNT, goes.id, person(zhou), Level::Edit))
        .await
        .unwrap();
    let grant = NewShare {
        reason: "Covers this week".into(),
        until: Some(soon()),
        ..share(ACCOUNT, goes.id, person(service), Level::See)
    };
    give(lin, grant).await.unwrap();
    assert!(!may(zhou, ACCOUNT, stays.id, Action::See).await);

    let merged = join(lin, ACCOUNT, &stays, &goes).await;
    assert!(may(zhou, ACCOUNT, stays.id, Action::Edit).await);
    let both = [(person(zhou), Level::Edit), (person(service), Level::See)];
    assert_eq!(holders(lin, stays.id).await, both);

    undo(lin, merged).await.unwrap();
    assert!(!may(zhou, ACCOUNT, stays.id, Action::See).await);
    assert!(may(zhou, ACCOUNT, goes.id, Action::Edit).await);
    assert_eq!(holders(lin, goes.id).await, both);
    assert_eq!(holders(lin, stays.id).await, []);
}

#[tokio::test]
async fn of_two_shares_with_the_same_the_wider_one_counts_and_the_first_comes_back() {
    let stage = stage().await;
    let (lin, zhou) = (&stage.lin, &stage.zhou);
    let stays = stage.account(lin, "Umbra").await;
    let goes = stage.account(lin, "Umbra Optics").await;
    for (record, level) in [(&stays, Level::See), (&goes, Level::Edit)] {
        give(lin, share(ACCOUNT, record.id, person(zhou), level))
            .await
            .unwrap();
    }
    let merged = join(lin, ACCOUNT, &stays, &goes).await;
    assert_eq!(
        holders(lin, stays.id).await,
        [(person(zhou), Level::Edit)],
        "once, at the wider level"
    );
    undo(lin, merged).await.unwrap();
    assert_eq!(holders(lin, stays.id).await, [(person(zhou), Level::See)]);
    assert_eq!(holders(lin, goes.id).await, [(person(zhou), Level::Edit)]);
}

#[tokio::test]
async fn what_ended_meanwhile_does_not_live_again_and_what_was_given_since_stays() {
    let stage = stage().await;
    let (lin, zhou, service) = (&stage.lin, &stage.zhou, &stage.service);
    let stays = stage.account(lin, "Umbra").await;
    let goes = stage.account(lin, "Umbra Optics").await;
    let moved = give(lin, share(ACCOUNT, goes.id, person(zhou), Level::See))
        .await
        .unwrap();
    let merged = join(lin, ACCOUNT, &stays, &goes).await;
    end(lin, moved).await.unwrap();
    give(lin, share(ACCOUNT, stays.id, person(service), Level::See))
        .await
        .unwrap();
    undo(lin, merged).await.unwrap();
    assert!(!may(zhou, ACCOUNT, goes.id, Action::See).await);
    assert_eq!(
        holders(lin, stays.id).await,
        [(person(service), Level::See)]
    );
    assert_eq!(holders(lin, goes.id).await, []);
}

#[tokio::test]
async fn a_grant_for_a_deal_lasts_as_long_as_the_deal_that_it_became() {
    let stage = stage().await;
    let lin = &stage.lin;
    let account = stage.account(lin, "Umbra Optics").await.id;
    let deal = async |name: &str| {
        let values = [("name", Value::from(name)), ("account", to(account))];
        stage.make(lin, DEAL, &values).await
    };
    let (stays, goes) = (deal("Lenses").await, deal("Lenses 2").await);
    let grant = NewShare {
        reason: "Helps with it".into(),
        ends_with: Some((DEAL.into(), goes.id)),
        ..share(ACCOUNT, account, person(&stage.zhou), Level::See)
    };
    give(lin, grant).await.unwrap();
    let merged = join(lin, DEAL, &stays, &goes).await;
    assert_eq!(end_due(&stage.crm).await.unwrap(), 0);
    assert!(may(&stage.zhou, ACCOUNT, account, Action::See).await);
    undo(lin, merged).await.unwrap();
    records::delete(lin, DEAL, stays.id).await.unwrap();
    assert_eq!(
        end_due(&stage.crm).await.unwrap(),
        0,
        "it is bound to the one it was for"
    );
}

#[tokio::test]
async fn nobody_gives_by_merging_what_they_may_not_share() {
    let stage = stage().await;
    let (lin, zhou) = (&stage.lin, &stage.zhou);
    let stays = stage.account(lin, "Umbra").await;
    // Zhou may edit it by a share alone, and cannot give that on.
    give(lin, share(ACCOUNT, stays.id, person(zhou), Level::Edit))
        .await
        .unwrap();
    let goes = stage.account(zhou, "Umbra Optics").await;
    give(
        zhou,
        share(ACCOUNT, goes.id, person(&stage.service), Level::See),
    )
    .await
    .unwrap();
    let merged = join(&again(zhou).await, ACCOUNT, &stays, &goes).await;
    assert_eq!(holders(lin, stays.id).await, [(person(zhou), Level::Edit)]);
    undo(&again(zhou).await, merged).await.unwrap();
    assert_eq!(
        holders(zhou, goes.id).await,
        [(person(&stage.service), Level::See)]
    );
}
