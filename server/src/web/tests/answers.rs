//! What every answer carries.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use std::sync::Arc;
use std::thread;

use contract::Role;

use super::{house, settings_in};
use crate::site::Site;

#[tokio::test]
async fn every_answer_is_protected() {
    let house = house().await;
    let page = house.stranger().get("/sign-in").await;
    assert_eq!(page.status, StatusCode::OK);
    let (policy, text) = (
        page.header("content-security-policy").to_owned(),
        page.text(),
    );
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next())
        .unwrap();
    assert!(
        text.contains(&format!("nonce=\"{nonce}\"")),
        "the scripts of the page carry its nonce"
    );
    let again = house.stranger().get("/sign-in").await;
    assert!(
        !again.header("content-security-policy").contains(nonce),
        "a nonce is used once"
    );
    for path in [
        "/sign-in",
        "/healthz",
        "/api/nothing",
        "/export/account.csv",
        "/no/such/page",
    ] {
        let answer = house.stranger().get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(
            path == "/healthz" || !answer.header("content-security-policy").is_empty(),
            "{path}"
        );
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
}

#[tokio::test]
async fn a_browser_is_answered_in_its_language() {
    let house = house().await;
    for (accepted, expected) in [
        ("zh-CN,zh;q=0.9", "lang=\"zh-CN\""),
        ("fr,en;q=0.1", "lang=\"en\""),
    ] {
        let request = Request::get("/sign-in")
            .header(header::ACCEPT_LANGUAGE, accepted)
            .body(Body::empty())
            .unwrap();
        assert!(
            house
                .stranger()
                .ask(request)
                .await
                .text()
                .contains(expected),
            "{accepted}"
        );
    }
}

#[tokio::test]
async fn every_page_is_reached_without_scripts() {
    let house = house().await;
    let page = house
        .signed_in(Role::Administrator)
        .await
        .get("/accounts")
        .await;
    let text = page.text();
    // The browser itself opens a menu that a button names, and its links stand in it.
    for menu in ["more-pages", "more-tabs"] {
        assert!(
            text.contains(&format!("popovertarget=\"{menu}\"")),
            "{menu}"
        );
        let place = text.find(&format!("id=\"{menu}\"")).unwrap();
        let links = text[place..].split("</div>").next().unwrap();
        assert!(links.contains("href=\"/products\""), "{menu}: {links}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_comes_while_other_servers_begin() {
    let house = house().await;
    let boss = house.signed_in(Role::Administrator).await;
    let crm = Arc::clone(&house.crm);
    let begin = move || {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..60 {
            drop(crate::web::router(
                &crm,
                &Site::without_files(),
                &settings_in(folder.path()),
            ));
        }
    };
    let runtime = tokio::runtime::Handle::current();
    let beginning = thread::spawn(move || {
        let _inside = runtime.enter();
        begin();
    });
    while !beginning.is_finished() {
        for path in ["/accounts", "/", "/settings/roles"] {
            let page = boss.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
        }
    }
    beginning.join().unwrap();
}
