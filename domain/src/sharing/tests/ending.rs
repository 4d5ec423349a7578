use chrono::{TimeDelta, Utc};
use contract::dto::sharing::{Level, NewShare, ShareEnd, ShareState};
use contract::objects::{ACCOUNT, DEAL, TICKET};
use contract::{Action, Problem, Refusal, Value};
use uuid::Uuid;

use super::{again, may, noted, person, refused, share, soon};
use crate::records;
use crate::sharing::{ask, decide, end, end_due, give, grants, take_back, through};
use crate::testing::{of, stage, to};

#[tokio::test]
async fn a_grant_ends_at_its_moment_without_anybodys_doing_and_that_is_noted() {
    let stage = stage().await;
    let id = stage.account(&stage.lin, "Umbra Optics").await.id;
    let zhou = &stage.zhou;
    let grant = NewShare {
        reason: "Covers this week".into(),
        until: Some(Utc::now() + TimeDelta::milliseconds(600)),
        ..share(ACCOUNT, id, person(zhou), Level::See)
    };
    let given = give(&stage.lin, grant).await.unwrap();
    // A desk that was there before the end does not outlive it.
    let desk = again(zhou).await;
    assert!(desk.granted(ACCOUNT, id, Action::See).await.is_ok());
    let seen = through(&desk, ACCOUNT, id).await.unwrap().unwrap();
    assert_eq!((seen.level, seen.given_by.as_str()), (Level::See, "林晓"));
    assert_eq!(end_due(&stage.crm).await.unwrap(), 0);
    tokio::time::sleep(std::time::Duration::from_millis(700)).await;
    let refusal = refused(desk.granted(ACCOUNT, id, Action::See).await);
    assert_eq!(refusal, Refusal::NotFound);
    assert_eq!(end_due(&stage.crm).await.unwrap(), 1);
    assert_eq!(end_due(&stage.crm).await.unwrap(), 0);
    let ended = grants(&stage.lin).await.unwrap().ended;
    let one = ended.iter().find(|one| one.id == given).unwrap();
    assert_eq!(
        (one.state, one.ended_why),
        (ShareState::Ended, Some(ShareEnd::Time))
    );
    assert_eq!(
        refused(take_back(&stage.lin, given).await),
        Refusal::NotFound
    );
    assert_eq!(noted(&stage).await, ["shared", "share_ended"]);
}

#[tokio::test]
async fn a_grant_ends_when_its_deal_or_ticket_closes() {
    let stage = stage().await;
    let id = stage.account(&stage.lin, "Umbra Optics").await.id;
    let values = [("name", "Lenses".into()), ("account", to(id))];
    let deal = stage.make(&stage.lin, DEAL, &values).await.id;
    let values = [("subject", "Scratched".into())];
    let ticket = stage.make(&stage.administrator, TICKET, &values).await.id;
    for (object, with, close) in [
        (DEAL, deal, ("stage", "lost")),
        (TICKET, ticket, ("status", "closed")),
    ] {
        let grant = NewShare {
            reason: "Helps with it".into(),
            ends_with: Some((object.into(), with)),
            ..share(ACCOUNT, id, person(&stage.zhou), Level::See)
        };
        give(&stage.administrator, grant.clone()).await.unwrap();
        assert_eq!(end_due(&stage.crm).await.unwrap(), 0);
        assert!(may(&stage.zhou, ACCOUNT, id, Action::See).await);
        let closing = [
            (close.0, Value::from(close.1)),
            ("lost_reason", "price".into()),
        ];
        let closing = &closing[..if object == DEAL { 2 } else { 1 }];
        records::set(&stage.administrator, object, with, of(closing))
            .await
            .unwrap();
        assert_eq!(end_due(&stage.crm).await.unwrap(), 1, "{object}");
        assert!(!may(&stage.zhou, ACCOUNT, id, Action::See).await);
        let closed = refused(give(&stage.administrator, grant).await);
        assert_eq!(
            closed,
            Refusal::invalid("ends_with", Problem::PointsNowhere)
        );
    }
}

#[tokio::test]
async fn a_request_is_decided_by_who_may_share_and_tells_nothing_of_the_record() {
    let stage = stage().await;
    let (zhou, lin) = (&stage.zhou, &stage.lin);
    let id = stage.account(lin, "Umbra Optics").await.id;
    let request = |id: Uuid| NewShare {
        reason: "Joint tender".into(),
        until: Some(soon()),
        ..share(ACCOUNT, id, person(lin), Level::Edit)
    };
    let asked = ask(zhou, request(id)).await.unwrap();
    let nowhere = ask(zhou, request(Uuid::now_v7())).await.unwrap();
    let own = grants(zhou).await.unwrap().asked;
    let told: Vec<_> = own
        .iter()
        .map(|one| (one.title.as_str(), one.may_decide))
        .collect();
    assert_eq!(told, [("", false), ("", false)], "both look the same");
    assert!(
        !may(zhou, ACCOUNT, id, Action::See).await,
        "asked is not given"
    );
    assert_eq!(refused(decide(zhou, asked, true).await), Refusal::NotFound);
    assert_eq!(
        refused(decide(&stage.finance, asked, true).await),
        Refusal::NotFound
    );
    assert_eq!(refused(decide(lin, nowhere, true).await), Refusal::NotFound);
    let waiting = grants(lin).await.unwrap().asked;
    assert_eq!(
        (waiting.len(), waiting[0].title.as_str()),
        (1, "Umbra Optics")
    );
    decide(lin, asked, true).await.unwrap();
    assert!(may(zhou, ACCOUNT, id, Action::Edit).await);
    assert!(!may(lin, ACCOUNT, Uuid::now_v7(), Action::See).await);
    assert_eq!(refused(decide(lin, asked, false).await), Refusal::NotFound);
    end(&again(zhou).await, asked).await.unwrap();
    assert!(!may(zhou, ACCOUNT, id, Action::See).await, "given back");
    let second = ask(zhou, request(id)).await.unwrap();
    decide(lin, second, false).await.unwrap();
    assert!(!may(zhou, ACCOUNT, id, Action::See).await);
    let ended = grants(zhou).await.unwrap().ended;
    assert!(ended.iter().any(|one| one.state == ShareState::Refused));
    for (field, problem, new) in [
        (
            "reason",
            Problem::Required,
            NewShare {
                reason: " ".into(),
                ..request(id)
            },
        ),
        (
            "until",
            Problem::Required,
            NewShare {
                until: None,
                ..request(id)
            },
        ),
        (
            "until",
            Problem::Past,
            NewShare {
                until: Some(Utc::now()),
                ..request(id)
            },
        ),
    ] {
        let refusal = refused(ask(zhou, new).await);
        assert_eq!(refusal, Refusal::invalid(field, problem));
    }
}

#[tokio::test]
async fn what_was_ended_is_given_again_by_who_may() {
    let stage = stage().await;
    let id = stage.account(&stage.lin, "Umbra Optics").await.id;
    let given = give(
        &stage.lin,
        share(ACCOUNT, id, person(&stage.zhou), Level::See),
    );
    let given = given.await.unwrap();
    assert_eq!(refused(end(&stage.finance, given).await), Refusal::NotFound);
    end(&stage.manager, given).await.unwrap();
    assert!(!may(&stage.zhou, ACCOUNT, id, Action::See).await);
    assert!(take_back(&stage.zhou, given).await.is_err());
    take_back(&stage.lin, given).await.unwrap();
    assert!(may(&stage.zhou, ACCOUNT, id, Action::See).await);
    assert_eq!(
        refused(take_back(&stage.lin, given).await),
        Refusal::NotFound
    );
}
