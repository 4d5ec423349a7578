use std::time::Duration;

use chrono::{TimeDelta, Utc};
use contract::dto::bulk::{BulkState, BulkStatus, Deed, Selection};
use contract::dto::sharing::{Holder, Level, Terms};
use contract::objects::{ACCOUNT, USER};
use contract::{Action, Problem, Refusal};
use uuid::Uuid;

use super::{may, noted, person, refused, share};
use crate::bulk::testing::{accounts, all_accounts, at_rest};
use crate::bulk::{notes, start, undo};
use crate::sharing::{end, give, of_record};
use crate::testing::stage;
use crate::{Desk, Result};

fn terms(holder: Holder, level: Level) -> Terms {
    Terms {
        holder,
        level,
        reason: String::new(),
        until: None,
        ends_with: None,
    }
}

fn some(ids: &[Uuid]) -> Selection {
    Selection {
        object: ACCOUNT.into(),
        ids: ids.to_vec(),
        ..Selection::default()
    }
}

async fn share_them(desk: &Desk, which: Selection, terms: Terms) -> Result<(Uuid, BulkStatus)> {
    let id = Uuid::now_v7();
    start(desk, id, which, Deed::Share(terms)).await?;
    Ok((id, at_rest(desk, id).await))
}

#[tokio::test]
async fn all_that_match_are_shared_and_taken_back_as_a_whole() {
    let stage = stage().await;
    let (lin, zhou) = (&stage.lin, &stage.zhou);
    let ids = accounts(&stage, lin, 30).await;
    let seen = terms(person(zhou), Level::See);
    let (job, ended) = share_them(lin, all_accounts(), seen.clone()).await.unwrap();
    assert_eq!(
        (ended.state, ended.changed, ended.refused),
        (BulkState::Done, 30, 0)
    );
    for id in &ids {
        assert!(may(zhou, ACCOUNT, *id, Action::See).await);
        assert!(!may(zhou, ACCOUNT, *id, Action::Edit).await);
    }
    assert_eq!(noted(&stage).await, vec!["shared"; 30]);
    let (_, again) = share_them(lin, all_accounts(), seen).await.unwrap();
    assert_eq!(again.changed, 0, "what they have stays as it is");

    // One of them is ended by hand before all are taken back.
    let shares = of_record(lin, ACCOUNT, ids[0]).await.unwrap().shares;
    end(lin, shares[0].id).await.unwrap();
    undo(lin, job).await.unwrap();
    assert_eq!(at_rest(lin, job).await.state, BulkState::Undone);
    for id in &ids {
        assert!(!may(zhou, ACCOUNT, *id, Action::See).await);
    }
    let told = noted(&stage).await;
    let ended = told.iter().filter(|word| *word == "share_ended").count();
    assert_eq!(ended, 30);
}

#[tokio::test]
async fn what_was_shared_before_comes_back_as_it_was() {
    let stage = stage().await;
    let (lin, zhou) = (&stage.lin, &stage.zhou);
    let ids = accounts(&stage, lin, 3).await;
    let before = give(lin, share(ACCOUNT, ids[0], person(zhou), Level::See)).await;
    let before = before.unwrap();
    let (job, ended) = share_them(lin, some(&ids), terms(person(zhou), Level::Edit))
        .await
        .unwrap();
    assert_eq!(ended.changed, 3);
    let shares = of_record(lin, ACCOUNT, ids[0]).await.unwrap().shares;
    assert_eq!((shares.len(), shares[0].level), (1, Level::Edit));
    undo(lin, job).await.unwrap();
    at_rest(lin, job).await;
    let shares = of_record(lin, ACCOUNT, ids[0]).await.unwrap().shares;
    assert_eq!(
        (shares.len(), shares[0].id, shares[0].level),
        (1, before, Level::See)
    );
    assert!(!may(zhou, ACCOUNT, ids[1], Action::See).await);
}

#[tokio::test]
async fn what_somebody_may_not_share_is_noted_and_the_rest_goes_on() {
    let stage = stage().await;
    let (lin, zhou) = (&stage.lin, &stage.zhou);
    let own = stage.account(lin, "Umbra Optics").await.id;
    let lent = stage.account(zhou, "Brightwater Foods").await.id;
    give(zhou, share(ACCOUNT, lent, person(lin), Level::Edit))
        .await
        .unwrap();
    let lin = lin.crm().desk_of(super::me(lin)).await.unwrap();
    let finance = person(&stage.finance);
    let (job, ended) = share_them(&lin, some(&[own, lent]), terms(finance, Level::See))
        .await
        .unwrap();
    assert_eq!((ended.changed, ended.refused), (1, 1));
    let passed = notes(&lin, job).await.unwrap();
    assert_eq!(
        (passed[0].record, &passed[0].refusal),
        (lent, &Refusal::Forbidden),
        "what one has by a share alone is not passed on"
    );
}

#[tokio::test]
async fn terms_that_fit_no_record_are_refused_before_anything_is_shared() {
    let stage = stage().await;
    let lin = &stage.lin;
    accounts(&stage, lin, 2).await;
    let holder = person(&stage.zhou);
    let check = async |terms: Terms, field: &str, problem: Problem| {
        let refusal = refused(share_them(lin, all_accounts(), terms).await);
        assert_eq!(refusal, Refusal::invalid(field, problem));
    };
    let nobody = terms(Holder::Team("moon".into()), Level::See);
    check(nobody, "holder", Problem::UnknownChoice).await;
    let grant = |until| Terms {
        until: Some(until),
        ..terms(holder.clone(), Level::See)
    };
    let soon = Utc::now() + TimeDelta::hours(1);
    check(grant(soon), "reason", Problem::Required).await;
    let past = Terms {
        reason: "Covers".into(),
        ..grant(Utc::now() - TimeDelta::hours(1))
    };
    check(past, "until", Problem::Past).await;
    assert!(noted(&stage).await.is_empty());
    let people = Selection {
        object: USER.into(),
        ..all_accounts()
    };
    let everybody = share_them(
        &stage.administrator,
        people,
        terms(holder.clone(), Level::See),
    );
    assert!(everybody.await.is_err());
    let clerk = share_them(&stage.finance, all_accounts(), terms(holder, Level::See));
    assert_eq!(refused(clerk.await), Refusal::Forbidden);
}

#[tokio::test]
async fn a_grant_for_many_ends_by_itself() {
    let stage = stage().await;
    let ids = accounts(&stage, &stage.lin, 4).await;
    let grant = Terms {
        reason: "Covers this week".into(),
        until: Some(Utc::now() + TimeDelta::milliseconds(900)),
        ..terms(person(&stage.zhou), Level::See)
    };
    let (_, ended) = share_them(&stage.lin, some(&ids), grant).await.unwrap();
    assert_eq!(ended.changed, 4);
    assert!(may(&stage.zhou, ACCOUNT, ids[3], Action::See).await);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(!may(&stage.zhou, ACCOUNT, ids[3], Action::See).await);
    assert_eq!(crate::sharing::end_due(&stage.crm).await.unwrap(), 4);
}
