//! How SQLite goes about a question, without statistics.
#![expect(
    clippy::disallowed_methods,
    reason = "a test asks the database for its plans"
)]

use contract::dto::sharing::{Holder, Level, NewShare, Subject};
use contract::objects::{ACCOUNT, DEAL};
use contract::{ListQuery, Operator as O, Test};
use sea_orm::sea_query::{Order, SqliteQueryBuilder};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{asking, has, hasnt, one};
use crate::records::filters::Matching;
use crate::testing::{Stage, stage};
use crate::{Desk, sharing};

/// The plan for the first page of a list in the order of creation.
async fn plan(stage: &Stage, query: &ListQuery, few: bool) -> String {
    plan_of(&stage.administrator, query, few).await
}

async fn plan_of(desk: &Desk, query: &ListQuery, few: bool) -> String {
    let mut matching = Matching::new(desk, query).unwrap();
    if few {
        matching.weigh(desk, "created_at").await.unwrap();
    }
    let visible = matching.visible(desk);
    let created = visible.column("created_at");
    let mut select = visible.values("id");
    select
        .and_where(sea_orm::sea_query::ExprTrait::is_not_null(created.clone()))
        .order_by_expr(created, Order::Desc)
        .limit(51);
    let (sql, values) = select.build(SqliteQueryBuilder);
    let sql = format!("EXPLAIN QUERY PLAN {sql}");
    let house = desk.crm().door().house();
    let statement = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    let rows = house.read().query_all_raw(statement).await.unwrap();
    let steps: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "detail").unwrap())
        .collect();
    steps.join("\n")
}

#[tokio::test]
async fn what_is_owned_and_what_is_shared_are_found_each_by_its_index() {
    let stage = stage().await;
    if stage.administrator.crm().door().backend() != DbBackend::Sqlite {
        return;
    }
    let id = stage.account(&stage.lin, "Umbra Optics").await.id;
    let zhou = stage.zhou.actor().id().unwrap();
    let share = NewShare {
        object: ACCOUNT.into(),
        subject: Subject::Record(id),
        holder: Holder::Person(zhou),
        level: Level::See,
        reason: String::new(),
        until: None,
        ends_with: None,
    };
    sharing::give(&stage.lin, share).await.unwrap();
    let zhou = stage.crm.desk_of(zhou).await.unwrap();
    for few in [true, false] {
        let plan = plan_of(&zhou, &asking(ACCOUNT, Test::default()), few).await;
        assert!(plan.contains("share_held"), "{plan}");
        let scans = plan.lines().any(|line| line.starts_with("SCAN account"));
        assert!(!scans, "{plan}");
    }
}

#[tokio::test]
async fn an_index_answers_each_part_of_a_question() {
    let stage = stage().await;
    if stage.administrator.crm().door().backend() != DbBackend::Sqlite {
        return;
    }
    let check = async |object: &str, test: Test, few: bool, expected: &[&str]| {
        let plan = plan(&stage, &asking(object, test.clone()), few).await;
        for part in expected {
            assert!(
                plan.contains(part),
                "{}: no {part} in\n{plan}",
                test.to_param()
            );
        }
        let scans = plan.lines().any(|line| line.starts_with("SCAN"));
        assert!(!scans, "{}:\n{plan}", test.to_param());
    };
    let retail = || one("account.industry", O::Is, "retail");
    // Asked of each deal in the order of the list, by the key of its customer …
    check(
        DEAL,
        retail(),
        false,
        &["deal_by_created_at", "sqlite_autoindex_account_1 (id=?)"],
    )
    .await;
    // … or from the few customers, where they are few.
    check(
        DEAL,
        retail(),
        true,
        &["deal_by_account (account_id=?)", "account_by_industry"],
    )
    .await;
    let open = || one("outcome", O::Is, "open");
    check(
        ACCOUNT,
        has(DEAL, "account", open()),
        false,
        &["account_by_created_at", "deal_by_account (account_id=?)"],
    )
    .await;
    check(
        ACCOUNT,
        hasnt(DEAL, "account", open()),
        true,
        &["account_by_created_at", "deal_by_account (account_id=?)"],
    )
    .await;
    check(
        ACCOUNT,
        one("industry", O::Is, "retail"),
        false,
        &["account_by_industry_created"],
    )
    .await;
    check(
        ACCOUNT,
        one("region", O::Is, "宁波"),
        false,
        &["account_by_region_folded"],
    )
    .await;
    check(
        ACCOUNT,
        one("region", O::StartsWith, "宁"),
        false,
        &["INDEX account_by_"],
    )
    .await;
    check(
        ACCOUNT,
        one("name", O::Is, "宁波海川"),
        false,
        &["account_by_title"],
    )
    .await;
    check(
        ACCOUNT,
        one("tags", O::AnyOf, "vip"),
        false,
        &["account_by_created_at", "several"],
    )
    .await;
    check(
        ACCOUNT,
        one("tags", O::AnyOf, "vip"),
        true,
        &["several_value"],
    )
    .await;
}

#[tokio::test]
async fn an_index_that_finds_too_much_is_left_alone() {
    let stage = stage().await;
    let desk = &stage.administrator;
    if desk.crm().door().backend() != DbBackend::Sqlite {
        return;
    }
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10050) \
        INSERT INTO account (id, version, name, name_sort, created_at, employees, industry) \
        SELECT randomblob(16), 1, 'A', 'a', '2026-01-01T00:00:00+00:00', i, 'retail' FROM n";
    let house = desk.crm().door().house();
    house.write().execute_unprepared(many).await.unwrap();
    let check = async |test: Test, expected: &str| {
        let plan = plan(&stage, &asking(ACCOUNT, test.clone()), true).await;
        assert!(plan.contains(expected), "{}:\n{plan}", test.to_param());
    };
    check(one("employees", O::AtLeast, "1"), "account_by_created_at").await;
    check(one("employees", O::Between, "5|50"), "account_by_employees").await;
    // Its index reads them in the order of the list.
    check(
        one("industry", O::Is, "retail"),
        "account_by_industry_created",
    )
    .await;
    let both = Test::All(vec![
        one("industry", O::AnyOf, "retail|food"),
        one("employees", O::Is, "7"),
    ]);
    check(both, "account_by_employees").await;
}
