mod full;

use std::collections::HashSet;

use contract::objects::{ACCOUNT, ACTIVITY, DEAL, LEAD};
use contract::{Action, Refusal};

use super::policy;
use crate::records;
use crate::testing::{stage, to};
use crate::{Error, Result};

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn the_policy_is_the_printed_one() {
    assert_eq!(policy::table(), include_str!("policy.txt"));
}

#[tokio::test]
async fn a_salesperson_sees_their_own_a_manager_the_teams_below_the_administrator_all() {
    let stage = stage().await;
    let lins = stage.account(&stage.lin, "宁波海川精密机械有限公司").await;
    let zhous = stage.account(&stage.zhou, "Brightwater Foods").await;
    let sees = async |desk: &crate::Desk, id| records::page(desk, ACCOUNT, id).await.is_ok();
    assert!(sees(&stage.lin, lins.id).await);
    assert!(!sees(&stage.lin, zhous.id).await);
    assert!(
        sees(&stage.manager, lins.id).await,
        "the manager of the team above"
    );
    assert!(!sees(&stage.manager, zhous.id).await, "another team");
    assert!(
        sees(&stage.administrator, lins.id).await && sees(&stage.administrator, zhous.id).await
    );
}

#[tokio::test]
async fn what_one_may_not_see_is_not_found_and_what_one_may_not_do_is_forbidden() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Umbra Optics").await;
    assert_eq!(
        refused(stage.zhou.granted(ACCOUNT, account.id, Action::Edit).await),
        Refusal::NotFound
    );
    assert_eq!(
        refused(
            stage
                .finance
                .granted(ACCOUNT, account.id, Action::Edit)
                .await
        ),
        Refusal::Forbidden
    );
    assert_eq!(
        refused(stage.finance.granted(LEAD, account.id, Action::See).await),
        Refusal::NotFound
    );
    assert_eq!(
        refused(records::delete(&stage.service, ACCOUNT, account.id).await),
        Refusal::Forbidden
    );
    assert_eq!(
        refused(stage.lin.granted("secrets", account.id, Action::See).await),
        Refusal::NotFound
    );
}

#[tokio::test]
async fn nobody_makes_records_in_the_name_of_others_beyond_their_reach() {
    let stage = stage().await;
    let (lin, zhou) = (
        stage.lin.actor().id().unwrap(),
        stage.zhou.actor().id().unwrap(),
    );
    let make = async |desk: &crate::Desk, owner| {
        let values =
            crate::testing::of(&[("name", "Verity Aerospace".into()), ("owner", to(owner))]);
        records::create(desk, ACCOUNT, uuid::Uuid::now_v7(), values).await
    };
    assert_eq!(refused(make(&stage.lin, zhou).await), Refusal::Forbidden);
    assert_eq!(
        refused(make(&stage.manager, zhou).await),
        Refusal::Forbidden
    );
    assert!(make(&stage.manager, lin).await.is_ok());
    assert!(make(&stage.administrator, zhou).await.is_ok());
}

#[tokio::test]
async fn a_colleagues_talk_with_ones_own_customer_is_seen() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Castellan Motors").await;
    let service = &stage.service;
    let call = stage
        .make(
            service,
            ACTIVITY,
            &[
                ("subject", "Complaint".into()),
                ("kind", "call".into()),
                ("account", to(account.id)),
            ],
        )
        .await;
    assert!(
        stage
            .lin
            .granted(ACTIVITY, call.id, Action::See)
            .await
            .is_ok()
    );
    assert_eq!(
        refused(stage.lin.granted(ACTIVITY, call.id, Action::Edit).await),
        Refusal::Forbidden
    );
    assert_eq!(
        refused(stage.zhou.granted(ACTIVITY, call.id, Action::See).await),
        Refusal::NotFound
    );
}

#[tokio::test]
async fn a_link_to_what_one_may_not_see_is_refused_and_shows_no_title() {
    let stage = stage().await;
    let hidden = stage.account(&stage.zhou, "Pallas Logistics").await;
    let values = crate::testing::of(&[("name", "Spare parts".into()), ("account", to(hidden.id))]);
    let refusal = refused(records::create(&stage.lin, DEAL, uuid::Uuid::now_v7(), values).await);
    assert_eq!(
        refusal,
        Refusal::invalid("account", contract::Problem::PointsNowhere)
    );
    let lin = stage.lin.actor().id().unwrap();
    let deal = stage
        .make(
            &stage.administrator,
            DEAL,
            &[
                ("name", "Spare parts".into()),
                ("account", to(hidden.id)),
                ("owner", to(lin)),
            ],
        )
        .await;
    let seen = records::page(&stage.lin, DEAL, deal.id).await.unwrap();
    let contract::Value::Link(link) = seen.record.value("account") else {
        panic!("a link")
    };
    assert_eq!(link.text, "");
}

#[test]
fn the_fence_is_opened_by_few() {
    let mut opened = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::read_to_string(&path)
                .unwrap()
                .contains("clippy::disallowed_methods")
            {
                opened.push(
                    path.strip_prefix(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))
                        .unwrap()
                        .display()
                        .to_string(),
                );
            }
        }
    }
    opened.retain(|path| {
        !path
            .split(['/', '.'])
            .any(|part| part == "tests" || part == "testing")
    });
    opened.sort();
    assert_eq!(opened.join("\n"), include_str!("keepers.txt").trim_end());
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a table of the test's own")]
async fn a_text_that_becomes_a_relation_keeps_its_words() {
    use contract::{FieldDef, FieldKind, ObjectDef};
    use sea_orm::ConnectionTrait;
    use sea_orm::sea_query::{Expr, ExprTrait, Query};

    let described = |field: FieldDef| ObjectDef {
        key: "letter".into(),
        title: "name".into(),
        fields: vec![
            FieldDef::new("name", FieldKind::Text, "Name", "名称"),
            field.filterable(),
        ],
        ..ObjectDef::default()
    };
    let stage = stage().await;
    let write = stage.administrator.write().await.unwrap();
    let tx = write.transaction();
    let text = FieldDef::new("campaign", FieldKind::Text, "Campaign", "活动");
    migration::reconcile(tx, &[described(text)], &HashSet::new())
        .await
        .unwrap();
    let row = Query::insert()
        .into_table("letter")
        .columns(["id", "campaign"])
        .values_panic([Expr::val(uuid::Uuid::now_v7()), Expr::val("Spring fair")])
        .take();
    tx.execute(&row).await.unwrap();
    let relation =
        FieldDef::new("campaign", FieldKind::Relation, "Campaign", "活动").to("campaign");
    for _ in 0..2 {
        migration::reconcile(tx, &[described(relation.clone())], &HashSet::new())
            .await
            .unwrap();
    }
    let question = Query::select()
        .column("campaign_ref")
        .from("letter")
        .and_where(Expr::col("campaign_id").is_null())
        .take();
    let kept = tx.query_one(&question).await.unwrap().unwrap();
    let words: String = kept.try_get("", "campaign_ref").unwrap();
    assert_eq!(words, "Spring fair");
}
