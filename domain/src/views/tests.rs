use contract::dto::views::{SaveView, Sharing, View, ViewBody, ViewColumn};
use contract::objects::ACCOUNT;
use contract::query::Test;
use contract::{Filter, Operator, Problem, Refusal, Sort};
use uuid::Uuid;

use super::{all, of, put_away, put_in_order, save, take_back};
use crate::testing::stage;
use crate::{Desk, Error, Result};

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn asked(name: &str, sharing: Sharing) -> SaveView {
    SaveView {
        id: Uuid::now_v7(),
        object: ACCOUNT.into(),
        name: name.into(),
        sharing,
        body: ViewBody {
            columns: vec![ViewColumn {
                field: "phone".into(),
                width: Some(180),
            }],
            filters: vec![Filter::new("level", Operator::Is, "a")],
            sort: Some(Sort::up("name")),
            ..ViewBody::default()
        },
        version: 0,
    }
}

async fn names(desk: &Desk) -> Vec<String> {
    let views = of(desk, ACCOUNT).await.unwrap();
    views.into_iter().map(|view: View| view.name).collect()
}

#[tokio::test]
async fn a_view_is_seen_by_those_it_is_shared_with() {
    let stage = stage().await;
    save(&stage.lin, asked("mine", Sharing::Private))
        .await
        .unwrap();
    save(&stage.manager, asked("east", Sharing::Team))
        .await
        .unwrap();
    save(&stage.manager, asked("all", Sharing::Everyone))
        .await
        .unwrap();
    assert_eq!(names(&stage.lin).await, ["mine", "east", "all"]);
    assert_eq!(names(&stage.manager).await, ["east", "all"]);
    assert_eq!(names(&stage.zhou).await, ["all"], "another team");
    let east = of(&stage.lin, ACCOUNT).await.unwrap().remove(1);
    assert_eq!(
        (east.is_mine, east.may_edit, east.owner.as_str()),
        (false, false, "陈卓")
    );
    let refusal = refused(save(&stage.lin, asked("all", Sharing::Everyone)).await);
    assert_eq!(
        refusal,
        Refusal::Forbidden,
        "who leads nobody shares with nobody else's team"
    );
    let nothing = refused(of(&stage.finance, "lead").await);
    assert_eq!(nothing, Refusal::NotFound);
}

#[tokio::test]
async fn a_view_is_changed_by_its_owner_against_the_version_they_saw() {
    let stage = stage().await;
    let mut view = asked("mine", Sharing::Private);
    save(&stage.lin, view.clone()).await.unwrap();
    view.name = "better".into();
    assert_eq!(
        refused(save(&stage.zhou, view.clone()).await),
        Refusal::NotFound
    );
    assert!(matches!(
        refused(save(&stage.lin, view.clone()).await),
        Refusal::Outdated { .. }
    ));
    view.version = 1;
    save(&stage.lin, view.clone()).await.unwrap();
    assert_eq!(names(&stage.lin).await, ["better"]);
    view.name = " ".into();
    view.version = 2;
    let refusal = refused(save(&stage.lin, view.clone()).await);
    assert_eq!(refusal, Refusal::invalid("name", Problem::Required));
    put_away(&stage.lin, view.id).await.unwrap();
    assert!(names(&stage.lin).await.is_empty());
    take_back(&stage.lin, view.id).await.unwrap();
    assert_eq!(names(&stage.lin).await, ["better"]);
}

#[tokio::test]
async fn a_view_whose_field_is_gone_is_shown_without_it_and_says_so() {
    let stage = stage().await;
    let mut view = asked("old", Sharing::Private);
    view.body
        .filters
        .push(Filter::new("gone", Operator::Is, "x"));
    view.body.columns.push(ViewColumn {
        field: "gone".into(),
        width: None,
    });
    let one = |field: &str| Test::One(Filter::new(field, Operator::Is, "a"));
    view.body.test = Some(Test::Any(vec![one("level"), Test::All(vec![one("gone")])]));
    save(&stage.lin, view).await.unwrap();
    let seen = of(&stage.lin, ACCOUNT).await.unwrap().remove(0);
    assert_eq!(seen.missing, ["gone"]);
    assert_eq!((seen.body.filters.len(), seen.body.columns.len()), (1, 1));
    assert_eq!(seen.body.test, Some(Test::Any(vec![one("level")])));
    let all = all(&stage.lin).await.unwrap();
    assert_eq!((all.len(), all[0].object.as_str()), (1, ACCOUNT));
    assert!(super::all(&stage.zhou).await.unwrap().is_empty());
}

#[tokio::test]
async fn tabs_stand_in_the_order_they_were_put_in() {
    let stage = stage().await;
    let (one, two) = (
        asked("one", Sharing::Private),
        asked("two", Sharing::Private),
    );
    save(&stage.lin, one.clone()).await.unwrap();
    save(&stage.lin, two.clone()).await.unwrap();
    put_in_order(&stage.lin, ACCOUNT, vec![two.id, one.id])
        .await
        .unwrap();
    assert_eq!(names(&stage.lin).await, ["two", "one"]);
}
