use axum::http::{Method, StatusCode};
use contract::Role;
use serde_json::{Value, json};

use super::{Program, house, house_with};
use crate::web::tests::Answer;

async fn named(program: &Program<'_>, name: &str, body: Value) -> Answer {
    let headers = [("idempotency-key", name)];
    program
        .send(Method::POST, "/accounts", &headers, Some(body))
        .await
}

async fn count(program: &Program<'_>) -> Value {
    program.get("/accounts?total=true").await.json()["total"]["count"].clone()
}

#[tokio::test]
async fn a_request_that_is_sent_again_is_done_once() {
    let house = house().await;
    let program = house.seller().await;
    let first = named(&program, "order-7", json!({"name": "A"})).await;
    assert_eq!(
        (first.status, first.header("idempotency-replayed")),
        (StatusCode::CREATED, "")
    );
    let again = named(&program, "order-7", json!({"name": "A"})).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(again.header("idempotency-replayed"), "true");
    for name in ["etag", "location", "content-type"] {
        assert_eq!(again.header(name), first.header(name), "{name}");
    }
    let other = named(&program, "order-7", json!({"name": "B"})).await;
    assert_eq!(
        (other.status, other.problem().as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "key-reused")
    );
    assert_eq!(count(&program).await, 1);
    let colleague = house.program(Role::Administrator, "records:write").await;
    assert_eq!(
        named(&colleague, "order-7", json!({"name": "B"}))
            .await
            .status,
        StatusCode::CREATED
    );
    for wrong in ["", "with blank", &"x".repeat(256)] {
        assert_eq!(
            named(&program, wrong, json!({"name": "A"})).await.problem(),
            "bad-parameter"
        );
    }
}

#[tokio::test]
async fn two_at_once_under_one_name_are_done_once() {
    let house = house().await;
    let program = house.seller().await;
    let asked = (0..4).map(|_| named(&program, "order-8", json!({"name": "A"})));
    let answers = futures::future::join_all(asked).await;
    for answer in &answers {
        let is_fine = answer.status == StatusCode::CREATED || answer.problem() == "in-progress";
        assert!(is_fine, "{}", answer.text());
        assert!(answer.status == StatusCode::CREATED || answer.header("retry-after") == "1");
    }
    assert_eq!(count(&program).await, 1);
}

#[tokio::test]
async fn a_refusal_is_repeated_too() {
    let house = house().await;
    let program = house.seller().await;
    let first = named(&program, "order-9", json!({})).await;
    let again = named(&program, "order-9", json!({})).await;
    assert_eq!(
        (first.problem(), again.problem()),
        ("invalid".to_owned(), "invalid".to_owned())
    );
    assert_eq!(again.header("idempotency-replayed"), "true");
}

#[tokio::test]
async fn a_key_that_asks_too_often_waits() {
    let house = house_with(|settings| settings.api_rate = 3).await;
    let program = house.seller().await;
    for left in [2, 1, 0] {
        let answer = program.get("/accounts").await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("ratelimit-policy"), "\"key\";q=3;w=60");
        assert!(
            answer
                .header("ratelimit")
                .starts_with(&format!("\"key\";r={left};"))
        );
    }
    let refused = program.get("/accounts").await;
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "too-many")
    );
    assert!(refused.header("retry-after").parse::<u32>().unwrap() >= 1);
    assert!(refused.header("ratelimit").starts_with("\"key\";r=0;"));
    let other = house.seller().await;
    assert_eq!(
        other.get("/accounts").await.status,
        StatusCode::OK,
        "another key has its own"
    );
}
