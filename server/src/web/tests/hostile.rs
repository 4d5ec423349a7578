//! Requests that no page and no honest program makes.

use axum::body::Body;
use axum::http::{Method, Request, header};
use contract::Role;
use contract::dto::api_keys::NewKey;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use super::{Answer, house};

#[test]
fn no_body_and_no_address_breaks_the_house() {
    let runtime = Runtime::new().unwrap();
    let (house, cookie, token) = runtime.block_on(async {
        let house = house().await;
        let browser = house.signed_in(Role::Salesperson).await;
        let (cookie, _) = (browser.cookie.clone().unwrap(), browser.account().await);
        let user = house.crm.people().find("salesperson@example.com").unwrap();
        let desk = house.crm.desk_of(user).await.unwrap();
        let key = NewKey {
            name: "Test".to_owned(),
            scopes: vec!["records:write".to_owned()],
            days: None,
        };
        let token = domain::api_keys::add(&desk, &key).await.unwrap().token;
        (house, cookie, format!("Bearer {token}"))
    });
    let kept = house;
    let check = move |text: &str| {
        // Its folder is there for as long as it is asked.
        let router = &kept.router;
        // The first line is the address, the rest the body.
        let (path, body) = text.split_once('\n').unwrap_or((text, ""));
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH] {
            let request = Request::builder()
                .method(&method)
                .uri(path)
                .header(header::HOST, "crm.example.com")
                .header(header::COOKIE, &cookie)
                .header(header::AUTHORIZATION, &token)
                .header(header::IF_MATCH, "*")
                .header("x-file-name", "a.png")
                .header(header::CONTENT_TYPE, "application/json");
            // What is no address does not come through HTTP at all.
            let Ok(request) = request.body(Body::from(body.to_owned())) else {
                return;
            };
            let answer = runtime.block_on(async {
                Answer::of(router.clone().oneshot(request).await.unwrap()).await
            });
            assert!(
                !answer.status.is_server_error(),
                "{method} {path}: {}",
                answer.text()
            );
        }
    };
    prove::Attack::on("requests")
        .cases(120)
        .seed("/api/v1/accounts\n{\"name\":\"A\",\"phone\":\"+8613857429016\",\"tags\":[\"a\"]}")
        .seed("/api/v1/deals\n{\"name\":\"A\",\"amount\":{\"amount\":\"12.50\",\"currency\":\"CNY\"},\"close_date\":\"2026-11-22\"}")
        .seed("/api/v1/accounts?limit=5&sort=-name&filter=name.contains.a&where=any(phone.filled,level.is.a)&cursor=AAAA")
        .seed("/api/v1/accounts/bulk\n{\"operations\":[{\"op\":\"upsert\",\"by\":\"external_id\",\"value\":\"A-1\",\"values\":{}}]}")
        .seed("/api/v1/accounts/by/external_id/A-1\n{\"name\":\"A\"}")
        .seed("/api/v1/search?q=a%20b")
        .seed("/accounts?f=owner.is.me&sort=name&q=%E6%B5%B7&g=any(a.is.b)&view=x&after=%5B1%5D")
        .seed("/api/list\n{\"query\":{\"object\":\"account\",\"filters\":[],\"rows\":5,\"after\":\"[1]\"}}")
        .seed("/api/create\n{\"object\":\"account\",\"id\":\"01900000-0000-7000-8000-000000000000\",\"values\":{\"name\":{\"text\":\"A\"}}}")
        .seed("/files/account/01900000-0000-7000-8000-000000000000\n\u{89}PNG")
        .seed("/files/imports?object=account\nName,Phone\nA,1\n")
        .seed("/audit?f=a&after=9223372036854775807&from=2026-01-01")
        .words(&[
            "?", "&", "=", "%00", "%2F", "..", "{", "}", "[", "]", "null", "\"id\"", "\"values\"", "filter=", "cursor=", "limit=",
            "fields=", "total=true", "owner.is.me", "amount.min.", "close_date.within.", "/api/v1/", "/describe", "/restore",
        ])
        .texts(check);
}
