//! Sessions of browsers, and the gate against foreign pages.

use std::net::{IpAddr, Ipv4Addr};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use contract::Role;
use domain::sessions;
use serde_json::{Value, json};
use uuid::Uuid;

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
        .session_cookie()
        .unwrap()
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
    let cookie = answer.session_cookie().unwrap();
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

#[tokio::test]
async fn a_browser_is_known_again_by_a_mark_that_scripts_do_not_see() {
    let house = house().await;
    let answer = house
        .stranger()
        .sign_in("finance@example.com", PASSWORD)
        .await;
    let set: Vec<&str> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|value| value.to_str().unwrap())
        .collect();
    let mark = set
        .iter()
        .find(|cookie| cookie.starts_with("rapport_browser="));
    let mark = mark.unwrap();
    assert!(
        mark.contains("HttpOnly") && mark.contains("SameSite=Lax"),
        "{mark}"
    );
}

/// The code that an app shows, so many steps of half a minute from now.
fn shown(secret: &str, steps: i64) -> String {
    let at = chrono::Utc::now() + chrono::TimeDelta::seconds(30 * steps);
    domain::factors::code(secret, at).unwrap()
}

#[tokio::test]
async fn with_codes_the_password_alone_opens_nothing() {
    let house = house().await;
    let browser = house.signed_in(Role::Salesperson).await;
    let setup: Value =
        serde_json::from_slice(&browser.call("begin_factor", json!({})).await.body).unwrap();
    let secret = setup["secret"].as_str().unwrap().to_owned();
    let proven = browser
        .call("prove_factor", json!({"code": shown(&secret, -1)}))
        .await;
    let codes: Vec<String> = serde_json::from_slice(&proven.body).unwrap();
    assert_eq!(codes.len(), 10);

    let mut half = house.stranger();
    let answer = half.sign_in("salesperson@example.com", PASSWORD).await;
    assert_eq!(answer.header("serverfnredirect"), "");
    half.cookie = answer.cookie();
    let asked = half.call("sessions", json!({})).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    let stage = half.call("sign_in_stage", json!({})).await;
    let stage: Value = serde_json::from_slice(&stage.body).unwrap();
    assert_eq!(stage["code"]["by_code"], json!(true));
    let code = async |half: &super::Browser<'_>, code: &str| {
        let request = Request::post("/api/sign_in_code")
            .header("content-type", "application/x-www-form-urlencoded");
        half.ask(request.body(Body::from(format!("code={code}"))).unwrap())
            .await
    };
    let wrong = code(&half, "nonsense").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = code(&half, &shown(&secret, 0)).await;
    assert_eq!(right.status, StatusCode::OK, "{}", right.text());
    let old = half.cookie.clone();
    half.cookie = right.cookie();
    assert_ne!(half.cookie, old, "the id of the session is new");
    assert_eq!(
        half.call("sessions", json!({})).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn an_app_is_set_up_at_the_door_where_codes_are_asked_for() {
    let house = house().await;
    let boss = house.signed_in(Role::Administrator).await;
    let rules =
        json!({"rules": {"remembered": 5, "codes_for_all": false, "codes_for": ["finance"]}});
    let finance = house.signed_in(Role::Finance).await;
    assert_eq!(
        boss.call("save_sign_in_rules", rules).await.status,
        StatusCode::OK
    );
    let ended = finance.call("sessions", json!({})).await;
    assert_eq!(
        ended.status,
        StatusCode::UNAUTHORIZED,
        "their session ended"
    );
    let mut half = house.stranger();
    half.cookie = half.sign_in("finance@example.com", PASSWORD).await.cookie();
    let stage: Value =
        serde_json::from_slice(&half.call("sign_in_stage", json!({})).await.body).unwrap();
    let secret = stage["enrol"]["secret"].as_str().unwrap().to_owned();
    let form = format!("code={}", shown(&secret, 0));
    let request = Request::post("/api/sign_in_code")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = half.ask(request.body(Body::from(form)).unwrap()).await;
    let codes: Vec<String> = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(codes.len(), 10);
    half.cookie = answer.cookie();
    assert_eq!(
        half.call("sessions", json!({})).await.status,
        StatusCode::OK
    );
}

/// The session no longer knows when its person proved who they are.
pub(super) async fn forget_proof(house: &super::House, browser: &super::Browser<'_>) {
    let (_, id) = browser.cookie.as_deref().unwrap().split_once('=').unwrap();
    let key = sessions::key(id);
    let kept = sessions::load(&house.crm, &key).await.unwrap().unwrap();
    let mut data: Value = serde_json::from_str(&kept.data).unwrap();
    assert!(data.as_object_mut().unwrap().remove("proven").is_some());
    let forgetful = sessions::Session {
        user: data["user"].as_str().unwrap().parse().ok(),
        device: String::new(),
        address: String::new(),
        data: data.to_string(),
        expires_at: kept.expires_at,
    };
    sessions::save(&house.crm, &key, forgetful).await.unwrap();
}

#[tokio::test]
async fn sensitive_deeds_want_a_fresh_proof() {
    let house = house().await;
    let boss = house.signed_in(Role::Administrator).await;
    let key = json!({"key": {"name": "n", "scopes": ["records:read"], "days": null}});
    assert_eq!(
        boss.call("add_api_key", key.clone()).await.status,
        StatusCode::OK
    );
    forget_proof(&house, &boss).await;
    let user = Uuid::now_v7();
    let password = json!({"user": user, "password": "another long way"});
    for (function, arguments) in [
        ("add_api_key", key.clone()),
        ("begin_factor", json!({})),
        ("prove_factor", json!({"code": "123456"})),
        ("end_factor", json!({})),
        ("new_recovery_codes", json!({})),
        ("reset_factor", json!({"user": user})),
        ("save_sign_in_rules", json!({"rules": {}})),
        ("set_password", password),
        ("make_link", json!({"user": user})),
        ("apply_configuration", json!({"file": "{}", "state": ""})),
    ] {
        let answer = boss.call(function, arguments).await;
        assert_eq!(
            (answer.status, answer.text().as_str()),
            (StatusCode::FORBIDDEN, "{\"Refused\":\"prove_again\"}"),
            "{function}"
        );
    }
    let wrong = boss.call("prove", json!({"secret": "guess"})).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let right = boss.call("prove", json!({"secret": PASSWORD})).await;
    assert_eq!(right.status, StatusCode::OK);
    assert_eq!(boss.call("add_api_key", key).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_link_sets_a_password_and_signs_in() {
    let house = house().await;
    let boss = house.signed_in(Role::Administrator).await;
    let member = json!({"member": {"name": "New", "email": "new@example.com", "role": "service", "team": null, "password": ""}});
    let id: Uuid = serde_json::from_slice(&boss.call("add_user", member).await.body).unwrap();
    let made: Value =
        serde_json::from_slice(&boss.call("make_link", json!({"user": id})).await.body).unwrap();
    let path = made["path"].as_str().unwrap();
    let token = path.trim_start_matches("/link/");
    let mut guest = house.stranger();
    let info = guest.call("link", json!({"token": token})).await;
    assert!(info.text().contains("invitation"), "{}", info.text());
    let form = format!("token={token}&name=New&password=a+third+way+to+Ningbo");
    let request =
        Request::post("/api/use_link").header("content-type", "application/x-www-form-urlencoded");
    let used = guest.ask(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(used.status, StatusCode::OK, "{}", used.text());
    guest.cookie = used.cookie();
    assert_eq!(
        guest.call("sessions", json!({})).await.status,
        StatusCode::OK
    );
    let again = guest.call("link", json!({"token": token})).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    let forgotten = async |email: &str| {
        let request = Request::post("/api/ask_reset")
            .header("content-type", "application/x-www-form-urlencoded");
        let form = Body::from(format!("email={email}"));
        house.stranger().ask(request.body(form).unwrap()).await
    };
    let (known, unknown) = (
        forgotten("new@example.com").await,
        forgotten("x@example.com").await,
    );
    assert_eq!((known.status, known.body), (unknown.status, unknown.body));
}
