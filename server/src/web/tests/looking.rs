//! An administrator who looks at the product as somebody else: every path is walked, and nothing is written.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use contract::dto::audit::AuditQuery;
use contract::{Refusal, Role};
use domain::audit;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, Browser, House, PASSWORD, house};
use crate::web::gate::LOOKING;

async fn user(house: &House, role: Role) -> Uuid {
    let administrator = house.signed_in(Role::Administrator).await;
    let people = administrator.call("people", json!({})).await;
    let people: Value = serde_json::from_slice(&people.body).unwrap();
    let people = people.as_array().unwrap();
    let found = people.iter().find(|person| person["name"] == role.key());
    found.unwrap()["id"].as_str().unwrap().parse().unwrap()
}

/// The administrator's browser, looking as somebody who has a role.
async fn looking(house: &House, role: Role) -> Browser<'_> {
    let user = user(house, role).await;
    let browser = house.signed_in(Role::Administrator).await;
    let begun = begin(&browser, user).await;
    assert_eq!(begun.status, StatusCode::OK, "{}", begun.text());
    browser
}

async fn begin(browser: &Browser<'_>, user: Uuid) -> Answer {
    let asked = json!({"user": user, "reason": "A list is empty"});
    browser.call("begin_simulation", asked).await
}

async fn who(browser: &Browser<'_>) -> (String, bool) {
    let visitor = browser.call("visitor", json!({})).await;
    let visitor: Value = serde_json::from_slice(&visitor.body).unwrap();
    let name = visitor["me"]["name"].as_str().unwrap_or_default();
    (name.to_owned(), !visitor["me"]["simulation"].is_null())
}

/// Every event of the log, but what is noted of looking itself.
async fn events(house: &House) -> usize {
    let desk = house.crm.system_desk("test cast");
    let mut query = AuditQuery::default();
    let mut count = 0;
    loop {
        let page = audit::search(&desk, &query).await.unwrap();
        let done = page.lines.iter().filter(|line| line.action != "looked_at");
        count += done.count();
        match page.next {
            Some(next) => query.after = Some(next),
            None => return count,
        }
    }
}

#[tokio::test]
async fn a_looker_gets_past_no_server_function_but_those_that_read() {
    let house = house().await;
    let browser = looking(&house, Role::Salesperson).await;
    let before = events(&house).await;
    let mut refused = 0;
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        let function = path.trim_start_matches("/api/");
        if ["sign_out", "end_simulation"].contains(&function) {
            continue;
        }
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json");
        let answer = browser.ask(request.body(Body::from("{}")).unwrap()).await;
        let is_refused =
            answer.status == StatusCode::FORBIDDEN && answer.text().contains("only_looking");
        if LOOKING.contains(&function) {
            continue;
        }
        assert!(is_refused, "{path}: {} {}", answer.status, answer.text());
        refused += 1;
    }
    assert!(refused > 40, "only {refused} functions are refused");
    assert_eq!(events(&house).await, before, "nothing is done by it");
    for function in LOOKING {
        let paths = leptos::server_fn::axum::server_fn_paths();
        let is_known = paths
            .map(|(path, _)| path)
            .any(|path| path == format!("/api/{function}"));
        assert!(is_known, "there is no {function}");
    }
}

#[tokio::test]
async fn a_looker_sees_lists_and_pages_and_takes_nothing_along() {
    let house = house().await;
    let seller = house.signed_in(Role::Salesperson).await;
    let account = seller.account().await;
    assert_eq!(
        seller.upload(account, "a.pdf", b"%PDF-1.7").await.status,
        StatusCode::OK
    );
    let browser = looking(&house, Role::Salesperson).await;
    assert_eq!(who(&browser).await, ("salesperson".to_owned(), true));
    let before = events(&house).await;

    let page = browser.get(&format!("/accounts/{account}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Haichuan"));
    assert!(
        page.text().contains("data-simulation"),
        "the banner is on the page"
    );
    let list = browser
        .call("list", json!({"query": {"object": "account"}}))
        .await;
    assert_eq!(list.status, StatusCode::OK);

    for path in [
        "/export/account.csv".to_owned(),
        format!("/export/account/{account}.json"),
        "/audit/log.csv".to_owned(),
        "/backups/x".to_owned(),
    ] {
        let answer = browser.get(&path).await;
        assert_eq!(answer.refusal(), Refusal::OnlyLooking, "{path}");
    }
    let upload = browser.upload(account, "b.pdf", b"%PDF-1.7").await;
    assert_eq!(upload.refusal(), Refusal::OnlyLooking);
    for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::POST] {
        let request = Request::builder()
            .method(method)
            .uri(format!("/accounts/{account}"));
        let answer = browser.ask(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.refusal(), Refusal::OnlyLooking);
    }
    assert_eq!(events(&house).await, before, "and nothing is done by it");
}

#[tokio::test]
async fn looking_needs_an_administrator_who_proved_it_and_ends_by_hand_or_with_the_session() {
    let house = house().await;
    let seller = user(&house, Role::Salesperson).await;
    let manager = house.signed_in(Role::Manager).await;
    assert_eq!(begin(&manager, seller).await.status, StatusCode::FORBIDDEN);
    let administrator = house.signed_in(Role::Administrator).await;
    let own = user(&house, Role::Administrator).await;
    assert_eq!(
        begin(&administrator, own).await.status,
        StatusCode::FORBIDDEN
    );

    let browser = looking(&house, Role::Salesperson).await;
    assert_eq!(
        who(&administrator).await,
        ("administrator".to_owned(), false),
        "only there"
    );
    let within = begin(&browser, seller).await;
    assert!(within.text().contains("only_looking"));
    let form = Request::post("/api/end_simulation")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let ended = browser.ask(form.body(Body::empty()).unwrap()).await;
    assert!(ended.status.is_success() || ended.status.is_redirection());
    assert_eq!(who(&browser).await, ("administrator".to_owned(), false));
    let password = json!({"current": PASSWORD, "new": "another long way to Ningbo"});
    let changed = browser.call("change_password", password).await;
    assert_eq!(
        changed.status,
        StatusCode::OK,
        "they may again what they may"
    );

    let browser = {
        let mut browser = house.stranger();
        let email = "administrator@example.com";
        let answer = browser.sign_in(email, "another long way to Ningbo").await;
        browser.cookie = answer.cookie();
        browser
    };
    assert_eq!(begin(&browser, seller).await.status, StatusCode::OK);
    let leave = Request::post("/api/sign_out")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let left = browser.ask(leave.body(Body::empty()).unwrap()).await;
    assert!(
        left.status.is_success() || left.status.is_redirection(),
        "{}",
        left.status
    );
    assert_eq!(who(&browser).await, (String::new(), false));
    let desk = house.crm.system_desk("test cast");
    let query = AuditQuery {
        action: Some("simulation_ended".to_owned()),
        ..AuditQuery::default()
    };
    let ended = audit::search(&desk, &query).await.unwrap().lines;
    assert_eq!(ended.len(), 2);
    assert!(ended.iter().all(|line| line.actor == "administrator"));
}
