use axum::body::Body;
use axum::http::{Request, StatusCode};
use contract::{Refusal, Role};
use serde_json::json;

use super::{Browser, house_with};

async fn page(browser: &Browser<'_>, path: &str) -> super::Answer {
    let request = Request::get(path).header("accept", "text/html,*/*");
    browser.ask(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn who_asks_too_often_waits_and_nobody_else_does() {
    let house = house_with(|settings| settings.page_rate = 6).await;
    let busy = house.signed_in(Role::Salesperson).await;
    for turn in 0..6 {
        let answer = busy.call("today", json!({})).await;
        assert_eq!(answer.status, StatusCode::OK, "{turn}: {}", answer.text());
    }
    let refused = busy.call("today", json!({})).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("retry-after"), "10");
    assert!(refused.text().contains("too_many"), "{}", refused.text());
    let refused = page(&busy, "/accounts").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.header("refresh"), refused.header("retry-after"));
    assert!(
        !refused
            .header("content-security-policy")
            .contains("sandbox")
    );
    assert!(
        refused.text().contains("loads by itself"),
        "{}",
        refused.text()
    );

    // The same person elsewhere, and strangers at the same address, are not held up.
    let elsewhere = house.signed_in(Role::Salesperson).await;
    assert_eq!(
        elsewhere.call("today", json!({})).await.status,
        StatusCode::OK
    );
    for _ in 0..20 {
        let stranger = house.stranger();
        let answer = stranger.call("visitor", json!({})).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn what_costs_most_has_a_tighter_limit_of_its_own() {
    let house = house_with(|settings| settings.page_rate = 120).await;
    let busy = house.signed_in(Role::Administrator).await;
    let export = "/export/account.csv?q=nobody";
    for _ in 0..2 {
        assert_eq!(busy.get(export).await.status, StatusCode::OK);
    }
    let refused = busy.get(export).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(matches!(
        serde_json::from_slice(&refused.body),
        Ok(app::api::Failure::Refused(Refusal::TooMany {
            seconds: 1..
        }))
    ));
    let search = async || busy.call("search", json!({"words": "nobody"})).await.status;
    for turn in 0..20 {
        assert_ne!(search().await, StatusCode::TOO_MANY_REQUESTS, "{turn}");
    }
    assert_eq!(search().await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(busy.call("today", json!({})).await.status, StatusCode::OK);
}

#[tokio::test]
async fn nothing_is_limited_where_the_limit_is_none() {
    let house = house_with(|settings| settings.page_rate = 0).await;
    let busy = house.signed_in(Role::Salesperson).await;
    for _ in 0..100 {
        assert_eq!(busy.call("today", json!({})).await.status, StatusCode::OK);
    }
}
