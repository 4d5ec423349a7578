use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::house;

#[tokio::test]
async fn each_operation_of_a_list_has_its_own_answer() {
    let house = house().await;
    let program = house.seller().await;
    let account = program.account("Haichuan").await;
    let id = &account["id"];
    let operations = json!({"operations": [
        {"op": "create", "values": {"name": "New"}},
        {"op": "create", "values": {"name": " "}},
        {"op": "create", "values": {"naem": "New"}},
        {"op": "update", "id": id, "version": 1, "values": {"name": "Haichuan 2"}},
        {"op": "update", "id": id, "version": 1, "values": {"name": "Haichuan 3"}},
        {"op": "upsert", "by": "external_id", "value": "Z-1", "values": {"name": "Up"}},
        {"op": "upsert", "by": "name", "value": "Up", "values": {}},
        {"op": "delete", "id": id},
        {"op": "delete", "id": Uuid::now_v7()},
        {"op": "update", "id": "nobody", "values": {}},
        {"op": "update", "id": id, "value": "x"},
    ]});
    let answer = program.post("/accounts/bulk", operations).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let json = answer.json();
    let results = json["results"].as_array().unwrap();
    let statuses: Vec<u64> = results
        .iter()
        .map(|one| one["status"].as_u64().unwrap())
        .collect();
    assert_eq!(
        statuses,
        [201, 422, 422, 200, 412, 201, 422, 204, 404, 422, 422]
    );
    assert_eq!((&json["done"], &json["failed"]), (&json!(4), &json!(7)));
    let pointer = |place: usize| &results[place]["problem"]["errors"][0]["pointer"];
    assert_eq!(pointer(1), "#/operations/1/values/name");
    assert_eq!(pointer(2), "#/operations/2/values/naem");
    assert_eq!(pointer(9), "#/operations/9/id");
    assert_eq!(results[3]["version"], 2);
}

#[tokio::test]
async fn a_list_with_something_that_is_no_operation_is_refused_as_a_whole() {
    let house = house().await;
    let program = house.seller().await;
    for (wrong, place) in [
        (json!(7), "#/operations/1"),
        (json!({}), "#/operations/1/op"),
        (json!({"op": "burn"}), "#/operations/1/op"),
        (
            json!({"op": "create", "values": []}),
            "#/operations/1/values",
        ),
        (
            json!({"op": "create", "vlaues": {}}),
            "#/operations/1/vlaues",
        ),
        (json!({"op": "delete", "id": 7}), "#/operations/1/id"),
        (
            json!({"op": "delete", "version": 0}),
            "#/operations/1/version",
        ),
    ] {
        let fine = json!({"op": "create", "values": {"name": "New"}});
        let answer = program
            .post("/accounts/bulk", json!({"operations": [fine, wrong]}))
            .await;
        assert_eq!(answer.problem(), "invalid", "{wrong}");
        assert_eq!(answer.errors()[0].0, place, "{wrong}");
    }
    let page = program.get("/accounts").await.json();
    assert_eq!(page["data"], json!([]), "nothing of them was done");
}

#[tokio::test]
async fn ten_thousand_at_once_and_not_one_more() {
    let house = house().await;
    let program = house.seller().await;
    let operations = |count: usize| {
        let one = |n: usize| json!({"op": "create", "values": {"name": format!("N{n}")}});
        json!({"operations": (0..count).map(one).collect::<Value>()})
    };
    for count in [0, 10_001] {
        let answer = program.post("/accounts/bulk", operations(count)).await;
        assert_eq!(answer.problem(), "invalid", "{count}");
    }
    let named = [("idempotency-key", "night")];
    let body = Some(operations(1_000));
    let answer = program
        .send(Method::POST, "/accounts/bulk", &named, body.clone())
        .await;
    assert_eq!(answer.json()["done"], 1_000);
    let again = program
        .send(Method::POST, "/accounts/bulk", &named, body)
        .await;
    assert_eq!(
        (again.header("idempotency-replayed"), &again.body),
        ("true", &answer.body)
    );
    let total = program.get("/accounts?total=true&limit=1").await.json();
    assert_eq!(total["total"]["count"], 1_000);
}
