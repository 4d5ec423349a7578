use std::collections::BTreeSet;

use axum::http::StatusCode;
use contract::Role;
use serde_json::{Value, json};

use super::house;

/// Every `$ref` of a document.
fn references(json: &Value, found: &mut BTreeSet<String>) {
    match json {
        Value::Object(parts) => {
            for (key, part) in parts {
                match part.as_str().filter(|_| key == "$ref") {
                    Some(reference) => {
                        found.insert(reference.to_owned());
                    }
                    None => references(part, found),
                }
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| references(part, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_document_describes_what_the_key_may_do() {
    let house = house().await;
    let all = house.program(Role::Administrator, "records:write").await;
    let document = all.get("/openapi.json").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in &found {
        let part = document.pointer(reference.strip_prefix('#').unwrap());
        assert!(part.is_some(), "{reference} leads nowhere");
    }
    let mut ids = BTreeSet::new();
    for path in document["paths"].as_object().unwrap().values() {
        for operation in path.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "{id} twice");
        }
    }
    assert!(
        ids.contains("bulk.account") && ids.contains("upsert_by_external_id.deal"),
        "{ids:?}"
    );
    let new = &document["components"]["schemas"]["account.new"];
    assert_eq!(
        (&new["required"], &new["properties"]["name"]["maxLength"]),
        (&json!(["name"]), &json!(255))
    );
    assert!(new["properties"].get("created_at").is_none());

    let reader = house.program(Role::Administrator, "deals:read").await;
    let document = reader.get("/openapi.json").await.json();
    let paths: Vec<&str> = document["paths"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert!(paths.contains(&"/deals") && !paths.contains(&"/accounts"));
}

#[tokio::test]
async fn objects_describe_themselves() {
    let house = house().await;
    let program = house.seller().await;
    let index = program.get("").await;
    assert_eq!(index.status, StatusCode::OK, "{}", index.text());
    let account = program.get("/accounts/describe").await.json();
    assert_eq!(
        account["may"],
        json!({"create": true, "update": true, "delete": true, "transfer": true})
    );
    let fields = account["fields"].as_array().unwrap();
    let field = |key: &str| fields.iter().find(|field| field["key"] == key).unwrap();
    assert_eq!(field("parent")["points_to"], "accounts");
    assert_eq!(
        field("name")["label"],
        json!({"en": "Name", "zh-CN": "客户名称"})
    );
    assert_eq!(
        (
            &field("created_at")["is_read_only"],
            &field("external_id")["is_key"]
        ),
        (&json!(true), &json!(true))
    );
    let all = program.get("/describe").await.json();
    assert!(
        all["data"]
            .as_array()
            .unwrap()
            .iter()
            .any(|object| object["object"] == "deals")
    );
    assert_eq!(
        program.get("/nothings/describe").await.problem(),
        "not-found"
    );
}

#[tokio::test]
async fn the_page_is_for_people_who_are_signed_in() {
    let house = house().await;
    assert_eq!(
        house.stranger().get("/api/v1/docs").await.status,
        StatusCode::UNAUTHORIZED
    );
    let browser = house.signed_in(Role::Salesperson).await;
    let page = browser.get("/api/v1/docs").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text();
    assert!(text.starts_with("<!DOCTYPE html>") && text.contains("/api/v1/accounts/{id}"));
    assert!(
        text.contains("id=\"problem-stale\""),
        "problem documents name this place"
    );
    assert!(!text.contains("<script"));
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let document = browser.get("/api/v1/docs/openapi.json").await;
    assert!(
        document
            .header("content-disposition")
            .contains("openapi.json")
    );
    assert_eq!(document.json()["openapi"], "3.1.0");
}
