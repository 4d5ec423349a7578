//! Sessions of browsers, and the gate against foreign pages.

use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use contract::Role;
use serde_json::{Value, json};

use super::{PASSWORD, house, house_with};

#[tokio::test]
async fn signing_in_opens_a_session_and_signing_out_ends_it() {
    let house = house().await;
    let wrong = house
        .stranger()
        .sign_in("salesperson@example.com", "wrong")
        .await;
    let nobody = house
        .stranger()
        .sign_in("nobody@example.com", "wrong")
        .await;
    assert_eq!((wrong.status, wrong.body), (nobody.status, nobody.body));
    let browser = house.signed_in(Role::Salesperson).await;
    let sessions: Value =
        serde_json::from_slice(&browser.call("sessions", json!({})).await.body).unwrap();
    assert_eq!(
        (
            sessions.as_array().unwrap().len(),
            &sessions[0]["is_current"]
        ),
        (1, &json!(true))
    );
    browser.call("sign_out", json!({})).await;
    assert_eq!(
        browser.call("sessions", json!({})).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn the_session_cookie_is_kept_from_scripts_and_from_plain_http() {
    let house = house().await;
    let cookie = house
        .stranger()
        .sign_in("finance@example.com", PASSWORD)
        .await
        .header("set-cookie")
        .to_owned();
    assert!(
        cookie.starts_with("rapport=")
            && cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    let proxied =
        house_with(|settings| settings.trusted_proxies = vec![IpAddr::V4(Ipv4Addr::UNSPECIFIED)])
            .await;
    let answer = proxied
        .stranger()
        .sign_in("finance@example.com", PASSWORD)
        .await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-rapport=") && cookie.contains("Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn a_foreign_page_changes_nothing() {
    let house = house().await;
    let browser = house.signed_in(Role::Salesperson).await;
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let request = Request::post("/api/sign_out")
            .header(name, value)
            .body(Body::empty())
            .unwrap();
        assert_eq!(
            browser.ask(request).await.status,
            StatusCode::FORBIDDEN,
            "{value}"
        );
    }
    let own = Request::post("/api/sign_out")
        .header("origin", "http://crm.example.com")
        .body(Body::empty())
        .unwrap();
    assert_eq!(browser.ask(own).await.status, StatusCode::OK);
}
