//! What is refused is counted where it is answered, and who may read what came of it.

use axum::http::StatusCode;
use contract::Role;
use serde_json::json;
use uuid::Uuid;

use super::house;

#[tokio::test]
async fn refused_requests_of_a_person_raise_an_alert() {
    let house = house().await;
    let boss = house.signed_in(Role::Administrator).await;
    let seller = house.signed_in(Role::Salesperson).await;
    let rule = json!({"rule": "denied", "is_on": true, "number": 3, "minutes": 10});
    let hours = json!({"time_zone": "UTC", "days": [1], "from": "08:00", "until": "20:00"});
    let setup = json!({"setup": {"rules": [rule], "hours": hours}});
    let saved = boss.call("save_alerts", setup.clone()).await;
    assert_eq!(saved.status, StatusCode::OK);
    let open = async || {
        domain::alerts::catch_up(&house.crm).await.unwrap();
        let answer = boss.call("open_alerts", json!({})).await;
        serde_json::from_slice::<u64>(&answer.body).unwrap()
    };
    let refused = seller.call("save_alerts", setup).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let refused = seller.get(&format!("/files/{}", Uuid::now_v7())).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(open().await, 0);
    let query = json!({"query": {}});
    let refused = seller.call("alert_page", query.clone()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(open().await, 1);
    let auditor = house.signed_in(Role::Auditor).await;
    let read = auditor.call("alert_page", query).await;
    assert_eq!(read.status, StatusCode::OK);
    assert!(String::from_utf8_lossy(&read.body).contains("salesperson"));
}
