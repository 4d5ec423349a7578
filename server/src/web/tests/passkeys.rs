//! Passkeys: in place of everything at the door, in place of a code, and as a proof in the midst of a session.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use contract::{Problem, Refusal, Role};
use serde_json::{Value, json};

use super::device::Device;
use super::signing::forget_proof;
use super::{Answer, Browser, House, PASSWORD, house};

const HERE: &str = "http://localhost:3000";

/// Calls a server function as a browser does that is at the machine itself.
async fn call(browser: &Browser<'_>, function: &str, arguments: Value) -> Answer {
    let request = Request::post(format!("/api/{function}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::HOST, "localhost:3000");
    let body = Body::from(arguments.to_string());
    browser.ask(request.body(body).unwrap()).await
}

fn text(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    serde_json::from_slice(&answer.body).unwrap()
}

/// Gives a person who is signed in a passkey.
async fn given(browser: &Browser<'_>) -> Device {
    let mut device = Device::at(HERE);
    let asked = text(&call(browser, "begin_passkey", json!({})).await);
    let made = device.make(&asked);
    let answer = call(
        browser,
        "add_passkey",
        json!({"name": "Telephone", "made": made}),
    )
    .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    device
}

/// Asks for a passkey and sends what the device shows; a question opens a session for who has none.
async fn shows(browser: &mut Browser<'_>, device: &mut Device, to: &str) -> (String, Answer) {
    let asked = call(browser, "ask_passkey", json!({"to": to})).await;
    browser.cookie = asked.cookie().or(browser.cookie.take());
    let shown = device.show(&text(&asked));
    let answer = sends(browser, &shown).await;
    (shown, answer)
}

async fn sends(browser: &Browser<'_>, shown: &str) -> Answer {
    call(
        browser,
        "sign_in_passkey",
        json!({"shown": shown, "next": "/accounts"}),
    )
    .await
}

/// What a server function says that refuses.
fn refused(answer: &Answer) -> Refusal {
    let failure: Value = serde_json::from_slice(&answer.body).unwrap();
    serde_json::from_value(failure["Refused"].clone()).unwrap()
}

fn wrong() -> Refusal {
    Refusal::invalid("passkey", Problem::WrongPasskey)
}

async fn offer(browser: &Browser<'_>) -> Value {
    let answer = call(browser, "passkey_offer", json!({})).await;
    serde_json::from_slice(&answer.body).unwrap()
}

async fn is_in(browser: &Browser<'_>) -> bool {
    call(browser, "sessions", json!({})).await.status == StatusCode::OK
}

#[tokio::test]
async fn a_passkey_opens_alone_and_once_for_each_question() {
    let house = house().await;
    let none = json!({"place": "here", "is_in_use": false});
    assert_eq!(offer(&house.stranger()).await, none);
    let mut device = given(&house.signed_in(Role::Salesperson).await).await;
    assert_eq!(offer(&house.stranger()).await["is_in_use"], json!(true));
    let mut guest = house.stranger();
    let (shown, answer) = shows(&mut guest, &mut device, "sign_in").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert_eq!(answer.header("serverfnredirect"), "");
    let before = guest.cookie.clone();
    guest.cookie = answer.cookie();
    assert_ne!(guest.cookie, before, "the id of the session is new");
    assert!(is_in(&guest).await);
    let mut thief = house.stranger();
    thief.cookie = before;
    assert_eq!(refused(&sends(&thief, &shown).await), wrong());
    assert!(!is_in(&thief).await);
    // What one browser was asked opens nothing in another.
    let asked = text(&call(&house.stranger(), "ask_passkey", json!({"to": "sign_in"})).await);
    let shown = device.show(&asked);
    assert_eq!(refused(&sends(&house.stranger(), &shown).await), wrong());
    let elsewhere = house
        .stranger()
        .call("ask_passkey", json!({"to": "sign_in"}))
        .await;
    assert_eq!(
        refused(&elsewhere),
        Refusal::Forbidden,
        "at another name there are none"
    );
    for to in ["code", "proof"] {
        let nobody = call(&house.stranger(), "ask_passkey", json!({"to": to})).await;
        assert_eq!(refused(&nobody), Refusal::SignIn, "{to}");
    }
}

async fn asked_for_codes(house: &House) {
    let boss = house.signed_in(Role::Administrator).await;
    let rules =
        json!({"rules": {"remembered": 5, "codes_for_all": false, "codes_for": ["finance"]}});
    let saved = boss.call("save_sign_in_rules", rules).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
}

#[tokio::test]
async fn where_codes_are_asked_for_a_passkey_takes_their_place() {
    let house = house().await;
    let finance = house.signed_in(Role::Finance).await;
    let mut device = given(&finance).await;
    let mut foreign = given(&house.signed_in(Role::Service).await).await;
    asked_for_codes(&house).await;
    assert!(is_in(&finance).await, "who has a passkey stays");
    let mut half = house.stranger();
    half.cookie = half.sign_in("finance@example.com", PASSWORD).await.cookie();
    let stage = call(&half, "sign_in_stage", json!({})).await;
    let stage: Value = serde_json::from_slice(&stage.body).unwrap();
    assert_eq!(stage["code"]["by_code"], json!(false));
    assert_eq!(stage["code"]["passkey"]["is_in_use"], json!(true));
    assert!(!is_in(&half).await);
    // Another person's passkey does not go on with this password, however it was asked for.
    for to in ["code", "sign_in"] {
        let (_, answer) = shows(&mut half, &mut foreign, to).await;
        assert_eq!(refused(&answer), wrong(), "{to}");
        assert!(!is_in(&half).await);
    }
    let (_, answer) = shows(&mut half, &mut device, "code").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    half.cookie = answer.cookie();
    assert!(is_in(&half).await);
}

async fn proves(browser: &Browser<'_>, device: &mut Device) -> Answer {
    let asked = text(&call(browser, "ask_passkey", json!({"to": "proof"})).await);
    let shown = device.show(&asked);
    call(browser, "prove_passkey", json!({"shown": shown})).await
}

#[tokio::test]
async fn a_passkey_proves_again_who_one_is() {
    let house = house().await;
    let mut browser = house.signed_in(Role::Salesperson).await;
    let mut device = given(&browser).await;
    let mut foreign = given(&house.signed_in(Role::Service).await).await;
    let list = call(&browser, "passkeys", json!({})).await;
    let list: Value = serde_json::from_slice(&list.body).unwrap();
    let id = list["keys"][0]["id"].clone();
    forget_proof(&house, &browser).await;
    assert_eq!(refused(&proves(&browser, &mut foreign).await), wrong());
    for function in ["begin_passkey", "remove_passkey"] {
        let unproven = call(&browser, function, json!({"id": id})).await;
        assert_eq!(refused(&unproven), Refusal::ProveAgain, "{function}");
    }
    let proven = proves(&browser, &mut device).await;
    assert_eq!(proven.status, StatusCode::OK, "{}", proven.text());
    let removed = call(&browser, "remove_passkey", json!({"id": id})).await;
    assert_eq!(removed.status, StatusCode::OK, "{}", removed.text());
    browser.cookie = None;
    let (_, answer) = shows(&mut browser, &mut device, "sign_in").await;
    assert_eq!(refused(&answer), wrong(), "it was removed");
}
