//! The walk over everything that answers: as nobody, and as each role.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use contract::{Refusal, Role};
use serde_json::json;
use uuid::Uuid;

use super::house;
use crate::web::gate::PUBLIC;

#[tokio::test]
async fn a_stranger_gets_past_no_server_function_but_the_public_ones() {
    let house = house().await;
    let mut functions = 0;
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        functions += 1;
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json");
        let answer = house
            .stranger()
            .ask(request.body(Body::from("{}")).unwrap())
            .await;
        let is_refused = answer.status == StatusCode::UNAUTHORIZED;
        assert_eq!(
            is_refused,
            !PUBLIC.contains(&path),
            "{path}: {}",
            answer.status
        );
    }
    assert!(
        functions > 40,
        "only {functions} server functions are known"
    );
}

#[tokio::test]
async fn a_stranger_gets_no_file_and_no_list() {
    let house = house().await;
    let id = Uuid::now_v7();
    for path in [
        format!("/files/{id}"),
        format!("/files/{id}/preview"),
        "/export/account.csv".into(),
        format!("/export/contact/{id}.vcf"),
        "/audit/log.csv".into(),
        "/live".into(),
        format!("/files/imports/{id}/problems.csv"),
        format!("/erasures/{id}/certificate.pdf"),
        format!("/person/contact/{id}.json"),
        "/backups/rapport-2026-11-22T03-00-00Z.tar.gz.age".into(),
    ] {
        assert_eq!(
            house.stranger().get(&path).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
    }
    assert_eq!(
        house
            .stranger()
            .upload(id, "a.pdf", b"%PDF-1.7")
            .await
            .refusal(),
        Refusal::SignIn
    );
    let page = Request::get(format!("/files/{id}"))
        .header(header::ACCEPT, "text/html")
        .body(Body::empty())
        .unwrap();
    let answer = house.stranger().ask(page).await;
    assert!(
        answer.header("location").starts_with("/sign-in?next="),
        "{}",
        answer.status
    );
}

#[tokio::test]
async fn each_role_gets_what_it_may() {
    let house = house().await;
    let mut table = String::new();
    for role in Role::ALL {
        let browser = house.signed_in(role).await;
        let mut row = format!("{:<14}", role.key());
        for object in ["account", "lead", "deal", "user"] {
            let list = browser
                .call("list", json!({"query": {"object": object}}))
                .await
                .status;
            let export = browser.get(&format!("/export/{object}.csv")).await.status;
            row.push_str(&format!(" {object} {} {}", list.as_u16(), export.as_u16()));
        }
        let user = Uuid::now_v7();
        let password = browser
            .call(
                "set_password",
                json!({"user": user, "password": "another long way"}),
            )
            .await
            .status;
        let sample = browser.call("sample_data", json!({})).await.status;
        table.push_str(&format!(
            "{row} password {} sample {}\n",
            password.as_u16(),
            sample.as_u16()
        ));
    }
    let expected = "\
administrator  account 200 200 lead 200 200 deal 200 200 user 200 200 password 404 sample 200
manager        account 200 200 lead 200 200 deal 200 200 user 200 403 password 403 sample 403
salesperson    account 200 403 lead 200 403 deal 200 403 user 200 403 password 403 sample 403
service        account 200 403 lead 404 404 deal 404 404 user 200 403 password 403 sample 403
marketing      account 200 403 lead 200 200 deal 200 403 user 200 403 password 403 sample 403
finance        account 200 403 lead 404 404 deal 404 404 user 200 403 password 403 sample 403
auditor        account 200 403 lead 200 403 deal 200 403 user 200 403 password 403 sample 403
";
    assert_eq!(table, expected);
}
