//! The walk over every route of the API: as nobody, as a browser, and as each role.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use contract::Role;
use serde_json::json;
use uuid::Uuid;

use super::{house, house_with};

/// One address for each route, with the methods it has.
fn routes() -> Vec<(String, &'static [&'static str])> {
    let id = Uuid::now_v7();
    vec![
        ("/api/v1".into(), &["GET", "HEAD"]),
        ("/api/v1/describe".into(), &["GET", "HEAD"]),
        ("/api/v1/openapi.json".into(), &["GET", "HEAD"]),
        ("/api/v1/search".into(), &["GET", "HEAD"]),
        ("/api/v1/accounts".into(), &["GET", "HEAD", "POST"]),
        ("/api/v1/accounts/describe".into(), &["GET", "HEAD"]),
        ("/api/v1/accounts/bulk".into(), &["POST"]),
        (
            format!("/api/v1/accounts/{id}"),
            &["GET", "HEAD", "PATCH", "DELETE"],
        ),
        (format!("/api/v1/accounts/{id}/restore"), &["POST"]),
        (
            "/api/v1/accounts/by/external_id/7".into(),
            &["GET", "HEAD", "PUT"],
        ),
    ]
}

const METHODS: [&str; 8] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
];

fn request(method: &str, path: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .body(Body::empty())
        .unwrap()
}

#[tokio::test]
async fn a_stranger_gets_nothing_and_learns_nothing() {
    let house = house().await;
    let browser = house.signed_in(Role::Administrator).await;
    let mut paths: Vec<String> = routes().into_iter().map(|(path, _)| path).collect();
    paths.push("/api/v1/no/such/address/at/all".into());
    for path in paths {
        for method in METHODS {
            for visitor in [&house.stranger(), &browser] {
                let answer = visitor.ask(request(method, &path)).await;
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
                let challenge = answer.header("www-authenticate");
                assert!(challenge.starts_with("Bearer"), "{method} {path}");
                assert!(method == "HEAD" || answer.problem() == "sign-in");
                assert_eq!(answer.header("set-cookie"), "");
            }
        }
    }
}

#[tokio::test]
async fn a_key_in_the_wrong_place_is_no_key() {
    let house = house().await;
    let program = house.seller().await;
    for value in [
        program.token.clone(),
        format!("Basic {}", program.token),
        format!("Bearer {}x", program.token),
        format!("Bearer rpt_{}", "0".repeat(64)),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
    ] {
        let mut asked = request("GET", "/api/v1/accounts");
        asked
            .headers_mut()
            .insert("authorization", value.parse().unwrap());
        assert_eq!(program.ask(asked).await.problem(), "sign-in", "{value}");
    }
    let mut small = request("GET", "/api/v1/accounts");
    let bearer = format!("bearer {}", program.token);
    small
        .headers_mut()
        .insert("authorization", bearer.parse().unwrap());
    assert_eq!(program.ask(small).await.status, StatusCode::OK);
    let in_address = format!("/api/v1/accounts?access_token={}", program.token);
    assert_eq!(
        house.stranger().get(&in_address).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_method_that_an_address_has_not_is_told_those_it_has() {
    let house = house().await;
    let program = house.seller().await;
    for (path, has) in routes() {
        for method in METHODS.iter().filter(|method| !has.contains(method)) {
            let answer = program.ask(request(method, &path)).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {path}"
            );
            assert!(*method == "HEAD" || answer.problem() == "method");
            let mut allowed: Vec<&str> = answer.header("allow").split(',').collect();
            let mut has = has.to_vec();
            allowed.sort_unstable();
            has.sort_unstable();
            assert_eq!(allowed, has, "{path}");
        }
    }
    for path in [
        "/no",
        "/no/such/address/at/all",
        "/accounts/7",
        "/accounts/7/8",
        "/accounts/%ff",
    ] {
        let answer = program.get(path).await;
        assert!(
            matches!(answer.problem().as_str(), "not-found" | "malformed"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn each_role_gets_what_it_may() {
    let house = house_with(|_| {}).await;
    let mut table = String::new();
    for role in Role::ALL {
        let program = house.program(role, "records:write").await;
        let mut row = format!("{:<14}", role.key());
        for object in ["accounts", "leads", "deals", "users"] {
            let list = program.get(&format!("/{object}")).await.status;
            let describe = program.get(&format!("/{object}/describe")).await.status;
            let create = program.post(&format!("/{object}"), json!({})).await.status;
            let path = format!("/{object}/{}", Uuid::now_v7());
            let delete = program.send(Method::DELETE, &path, &[], None).await.status;
            let all = [list, describe, create, delete].map(|status| status.as_u16().to_string());
            row.push_str(&format!(" {object} {}", all.join(" ")));
        }
        table.push_str(&format!("{row}\n"));
    }
    // What is there but not to be made is found out before what is sent is looked at.
    let expected = "\
administrator  accounts 200 200 422 404 leads 200 200 422 404 deals 200 200 422 404 users 200 200 403 404
manager        accounts 200 200 422 404 leads 200 200 422 404 deals 200 200 422 404 users 200 200 403 404
salesperson    accounts 200 200 422 404 leads 200 200 422 404 deals 200 200 422 404 users 200 200 403 404
service        accounts 200 200 422 404 leads 404 404 404 404 deals 404 404 404 404 users 200 200 403 404
marketing      accounts 200 200 403 404 leads 200 200 422 404 deals 200 200 403 404 users 200 200 403 404
finance        accounts 200 200 403 404 leads 404 404 404 404 deals 404 404 404 404 users 200 200 403 404
auditor        accounts 200 200 403 404 leads 200 200 403 404 deals 200 200 403 404 users 200 200 403 404
";
    assert_eq!(table, expected);
}
