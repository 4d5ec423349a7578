//! The whole router, asked as browsers and programs ask it.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use axum::response::Response;
use contract::dto::files::FileInfo;
use contract::{Refusal, Role};
use domain::users::{NewUser, add};
use domain::{Config, Crm};
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

use super::gate::PUBLIC;
use crate::settings::{LogFormat, Settings};
use crate::site::Site;

const PASSWORD: &str = "a long way to Ningbo";

struct House {
    router: Router,
    _folder: tempfile::TempDir,
}

/// One person asking.
struct Browser<'h> {
    router: &'h Router,
    cookie: Option<String>,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

async fn house() -> House {
    house_with(|_| {}).await
}

async fn house_with(change: impl FnOnce(&mut Settings)) -> House {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = Settings {
        listen: (Ipv4Addr::LOCALHOST, 0).into(),
        database: format!("sqlite:{}", folder.path().join("rapport.db").display()),
        data: PathBuf::from(folder.path()),
        tls: None,
        trusted_proxies: Vec::new(),
        log: "error".to_owned(),
        log_format: LogFormat::Text,
    };
    change(&mut settings);
    let config = Config { database: settings.database.clone(), files: settings.files() };
    let crm = Crm::open(&config).await.unwrap();
    for role in Role::ALL {
        let email = format!("{}@example.com", role.key());
        let new = NewUser { email, name: role.key().to_owned(), role, team: None };
        add(&crm.system_desk("test cast"), new, Some(PASSWORD)).await.unwrap();
    }
    House { router: super::router(&Arc::clone(&crm), &Site::without_files(), &settings), _folder: folder }
}

impl House {
    fn stranger(&self) -> Browser<'_> {
        Browser { router: &self.router, cookie: None }
    }

    async fn signed_in(&self, role: Role) -> Browser<'_> {
        let mut browser = self.stranger();
        let answer = browser.sign_in(&format!("{}@example.com", role.key()), PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK);
        browser.cookie = answer.cookie();
        browser
    }
}

impl Browser<'_> {
    async fn ask(&self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        headers.entry(header::HOST).or_insert("crm.example.com".parse().unwrap());
        if let Some(cookie) = &self.cookie {
            headers.insert(header::COOKIE, cookie.parse().unwrap());
        }
        Answer::of(self.router.clone().oneshot(request).await.unwrap()).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    async fn call(&self, function: &str, arguments: Value) -> Answer {
        let request = Request::post(format!("/api/{function}")).header(header::CONTENT_TYPE, "application/json");
        self.ask(request.body(Body::from(arguments.to_string())).unwrap()).await
    }

    async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let form = format!("email={email}&password={}", password.replace(' ', "+"));
        let request = Request::post("/api/sign_in").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form)).unwrap()).await
    }

    async fn upload(&self, record: Uuid, name: &str, content: &'static [u8]) -> Answer {
        let request = Request::post(format!("/files/account/{record}")).header("x-file-name", name);
        self.ask(request.header(header::CONTENT_LENGTH, content.len()).body(Body::from(content)).unwrap()).await
    }

    /// A customer of their own.
    async fn account(&self) -> Uuid {
        let id = Uuid::now_v7();
        let values = json!({"name": {"text": "Haichuan"}});
        let answer = self.call("create", json!({"object": "account", "id": id, "values": values})).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        id
    }
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        Self { status: parts.status, headers: parts.headers, body: to_bytes(body, usize::MAX).await.unwrap().to_vec() }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    fn cookie(&self) -> Option<String> {
        self.header("set-cookie").split(';').next().map(str::to_owned)
    }

    fn refusal(&self) -> Refusal {
        serde_json::from_slice(&self.body).unwrap()
    }
}

#[tokio::test]
async fn a_stranger_gets_past_no_server_function_but_the_public_ones() {
    let house = house().await;
    let mut functions = 0;
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        functions += 1;
        let request = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, "application/json");
        let answer = house.stranger().ask(request.body(Body::from("{}")).unwrap()).await;
        let is_refused = answer.status == StatusCode::UNAUTHORIZED;
        assert_eq!(is_refused, !PUBLIC.contains(&path), "{path}: {}", answer.status);
    }
    assert!(functions > 40, "only {functions} server functions are known");
}

#[tokio::test]
async fn a_stranger_gets_no_file_and_no_list() {
    let house = house().await;
    let id = Uuid::now_v7();
    for path in [format!("/files/{id}"), format!("/files/{id}/preview"), "/export/account.csv".into(), format!("/files/imports/{id}/problems.csv")] {
        assert_eq!(house.stranger().get(&path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(house.stranger().upload(id, "a.pdf", b"%PDF-1.7").await.refusal(), Refusal::SignIn);
    let page = Request::get(format!("/files/{id}")).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap();
    let answer = house.stranger().ask(page).await;
    assert!(answer.header("location").starts_with("/sign-in?next="), "{}", answer.status);
}

#[tokio::test]
async fn each_role_gets_what_it_may() {
    let house = house().await;
    let mut table = String::new();
    for role in Role::ALL {
        let browser = house.signed_in(role).await;
        let mut row = format!("{:<14}", role.key());
        for object in ["account", "lead", "deal", "user"] {
            let list = browser.call("list", json!({"query": {"object": object}})).await.status;
            let export = browser.get(&format!("/export/{object}.csv")).await.status;
            row.push_str(&format!(" {object} {} {}", list.as_u16(), export.as_u16()));
        }
        let user = Uuid::now_v7();
        let password = browser.call("set_password", json!({"user": user, "password": "another long way"})).await.status;
        let sample = browser.call("sample_data", json!({})).await.status;
        table.push_str(&format!("{row} password {} sample {}\n", password.as_u16(), sample.as_u16()));
    }
    let expected = "\
administrator  account 200 200 lead 200 200 deal 200 200 user 200 200 password 404 sample 200
manager        account 200 200 lead 200 200 deal 200 200 user 200 403 password 403 sample 403
salesperson    account 200 403 lead 200 403 deal 200 403 user 200 403 password 403 sample 403
service        account 200 403 lead 404 404 deal 404 404 user 200 403 password 403 sample 403
marketing      account 200 403 lead 200 200 deal 200 403 user 200 403 password 403 sample 403
finance        account 200 403 lead 404 404 deal 404 404 user 200 403 password 403 sample 403
";
    assert_eq!(table, expected);
}

#[tokio::test]
async fn signing_in_opens_a_session_and_signing_out_ends_it() {
    let house = house().await;
    let wrong = house.stranger().sign_in("salesperson@example.com", "wrong").await;
    let nobody = house.stranger().sign_in("nobody@example.com", "wrong").await;
    assert_eq!((wrong.status, wrong.body), (nobody.status, nobody.body));
    let browser = house.signed_in(Role::Salesperson).await;
    let sessions: Value = serde_json::from_slice(&browser.call("sessions", json!({})).await.body).unwrap();
    assert_eq!((sessions.as_array().unwrap().len(), &sessions[0]["is_current"]), (1, &json!(true)));
    browser.call("sign_out", json!({})).await;
    assert_eq!(browser.call("sessions", json!({})).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_session_cookie_is_kept_from_scripts_and_from_plain_http() {
    let house = house().await;
    let cookie = house.stranger().sign_in("finance@example.com", PASSWORD).await.header("set-cookie").to_owned();
    assert!(cookie.starts_with("rapport=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let proxied = house_with(|settings| settings.trusted_proxies = vec![IpAddr::V4(Ipv4Addr::UNSPECIFIED)]).await;
    let answer = proxied.stranger().sign_in("finance@example.com", PASSWORD).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-rapport=") && cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn a_foreign_page_changes_nothing() {
    let house = house().await;
    let browser = house.signed_in(Role::Salesperson).await;
    for (name, value) in [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")] {
        let request = Request::post("/api/sign_out").header(name, value).body(Body::empty()).unwrap();
        assert_eq!(browser.ask(request).await.status, StatusCode::FORBIDDEN, "{value}");
    }
    let own = Request::post("/api/sign_out").header("origin", "http://crm.example.com").body(Body::empty()).unwrap();
    assert_eq!(browser.ask(own).await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_answer_is_protected() {
    let house = house().await;
    let page = house.stranger().get("/sign-in").await;
    assert_eq!(page.status, StatusCode::OK);
    let (policy, text) = (page.header("content-security-policy").to_owned(), page.text());
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    assert!(text.contains(&format!("nonce=\"{nonce}\"")), "the scripts of the page carry its nonce");
    let again = house.stranger().get("/sign-in").await;
    assert!(!again.header("content-security-policy").contains(nonce), "a nonce is used once");
    for path in ["/sign-in", "/healthz", "/api/nothing", "/export/account.csv", "/no/such/page"] {
        let answer = house.stranger().get(path).await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(path == "/healthz" || !answer.header("content-security-policy").is_empty(), "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
}

#[tokio::test]
async fn a_browser_is_answered_in_its_language() {
    let house = house().await;
    for (accepted, expected) in [("zh-CN,zh;q=0.9", "lang=\"zh-CN\""), ("fr,en;q=0.1", "lang=\"en\"")] {
        let request = Request::get("/sign-in").header(header::ACCEPT_LANGUAGE, accepted).body(Body::empty()).unwrap();
        assert!(house.stranger().ask(request).await.text().contains(expected), "{accepted}");
    }
}

#[tokio::test]
async fn a_file_goes_up_and_comes_down_by_right() {
    let house = house().await;
    let owner = house.signed_in(Role::Salesperson).await;
    let id = owner.account().await;
    let answer = owner.upload(id, "%E5%90%88%E5%90%8C.html", b"<!DOCTYPE html><script>alert(1)</script>").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let file: FileInfo = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!((file.name.as_str(), file.media_type.as_str()), ("合同.html", "text/html"));

    let down = house.signed_in(Role::Finance).await.get(&format!("/files/{}", file.id)).await;
    assert!(down.header("content-disposition").starts_with("attachment;") && down.header("content-security-policy").contains("sandbox"));
    assert_eq!(down.text(), "<!DOCTYPE html><script>alert(1)</script>");
    assert_eq!(owner.get(&format!("/files/{}/preview", file.id)).await.refusal(), Refusal::NotFound);
    let finance = house.signed_in(Role::Finance).await;
    assert_eq!(finance.upload(id, "a.pdf", b"%PDF-1.7").await.refusal(), Refusal::Forbidden);

    let picture = owner.upload(id, "a.png", b"\x89PNG\r\n\x1a\n....").await;
    let picture: FileInfo = serde_json::from_slice(&picture.body).unwrap();
    let shown = owner.get(&format!("/files/{}/preview", picture.id)).await;
    assert_eq!((shown.header("content-type"), shown.header("content-disposition")), ("image/png", "inline"));
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_sent() {
    let house = house().await;
    let browser = house.signed_in(Role::Administrator).await;
    let ask = async |path: &str, length: u64| {
        let request = Request::builder().method(Method::POST).uri(path).header("x-file-name", "a.csv");
        browser.ask(request.header(header::CONTENT_LENGTH, length).body(Body::empty()).unwrap()).await.status
    };
    let two_gigabytes = 2 * 1024 * 1024 * 1024;
    assert_eq!(ask("/api/list", 2 * 1024 * 1024).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(ask(&format!("/files/account/{}", Uuid::now_v7()), two_gigabytes).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(ask("/files/imports?object=account", two_gigabytes).await, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_table_goes_up_and_its_bad_rows_come_down() {
    let house = house().await;
    let browser = house.signed_in(Role::Administrator).await;
    let request = Request::post("/files/imports?object=account").header("x-file-name", "a.csv");
    let table = "Account Name,Email\nHaichuan,li@example.com\n,nobody\n";
    let answer = browser.ask(request.body(Body::from(table)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let preview: Value = serde_json::from_slice(&answer.body).unwrap();
    let id = preview["id"].as_str().unwrap();
    let problems = browser.get(&format!("/files/imports/{id}/problems.csv")).await;
    assert_eq!((problems.status, problems.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    let stranger = house.signed_in(Role::Finance).await;
    assert_eq!(stranger.get(&format!("/files/imports/{id}/problems.csv")).await.status, StatusCode::NOT_FOUND);
}
