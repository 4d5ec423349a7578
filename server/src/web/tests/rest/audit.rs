//! The log through the server: what is done by browser and by program is found with its address.

use axum::http::StatusCode;
use contract::Role;
use contract::dto::audit::AuditQuery;
use serde_json::json;

use super::house;

#[tokio::test]
async fn what_browsers_and_programs_do_is_found_with_where_it_came_from() {
    let house = house().await;
    let boss = house.signed_in(Role::Administrator).await;
    let by_key = house.program(Role::Salesperson, "records:read").await;
    assert_eq!(by_key.get("/accounts").await.status, StatusCode::OK);
    domain::audit::keep(&house.crm).await.unwrap();
    assert_eq!(boss.get("/export/account.csv").await.status, StatusCode::OK);
    let answer = boss
        .call("audit", json!({"query": AuditQuery::default()}))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let found = answer.json();
    let lines = found["lines"].as_array().unwrap();
    for action in ["signed_in", "called", "exported", "administered"] {
        let line = lines.iter().find(|line| line["action"] == action);
        let line = line.unwrap_or_else(|| panic!("{action} is not in the log"));
        if action != "administered" {
            assert_eq!(line["address"], "0.0.0.0", "{action}");
        }
    }
    let file = boss.get("/audit/log.csv?action=called").await;
    let file = String::from_utf8(file.body).unwrap();
    assert!(
        file.contains("/api/v1/accounts") && file.lines().count() == 2,
        "{file}"
    );
}

#[tokio::test]
async fn the_log_is_for_those_who_may_read_it() {
    let house = house().await;
    let refused = house.stranger().get("/audit/log.csv").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let seller = house.signed_in(Role::Salesperson).await;
    let refused = seller.get("/audit/log.csv").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = seller
        .call("audit", json!({"query": AuditQuery::default()}))
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
