//! The whole router, asked as browsers and programs ask it.

mod alerts;
mod answers;
#[path = "../../../../domain/src/testing/device.rs"]
#[expect(unreachable_pub, reason = "the tests of the domain use it, too")]
mod device;
mod hostile;
mod live;
mod looking;
mod mail;
mod malformed;
mod matrix;
mod pace;
mod passkeys;
#[path = "../../../../domain/src/testing/provider.rs"]
#[expect(
    unreachable_pub,
    dead_code,
    reason = "the tests of the domain use it, and more of it"
)]
mod provider;
mod providers;
mod rest;
mod signing;
mod strangers;
mod uploads;

use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use contract::{Refusal, Role};
use domain::users::{NewUser, add};
use domain::{Config, Crm};
use serde_json::{Value, json};
use tokio::time::timeout;
use tower::ServiceExt;
use uuid::Uuid;

use crate::settings::{LogFormat, Planned, Settings};
use crate::site::Site;

const PASSWORD: &str = "a long way to Ningbo";
/// So long an answer may take on a machine that is busy elsewhere.
const PATIENCE: Duration = Duration::from_secs(90);

struct House {
    crm: Arc<Crm>,
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
    let mut settings = settings_in(folder.path());
    change(&mut settings);
    let config = Config {
        database: settings.database.clone(),
        files: settings.files(),
        keys: settings.keys(),
    };
    let crm = Crm::open(&config).await.unwrap();
    for role in Role::ALL {
        let email = format!("{}@example.com", role.key());
        let new = NewUser {
            email,
            name: role.key().to_owned(),
            role,
            team: None,
        };
        add(&crm.system_desk("test cast"), new, Some(PASSWORD))
            .await
            .unwrap();
    }
    House {
        router: super::router(&crm, &Site::without_files(), &settings),
        crm,
        _folder: folder,
    }
}

fn settings_in(folder: &Path) -> Settings {
    Settings {
        listen: (Ipv4Addr::LOCALHOST, 0).into(),
        database: format!("sqlite:{}", folder.join("rapport.db").display()),
        data: PathBuf::from(folder),
        tls: None,
        trusted_proxies: Vec::new(),
        api_rate: 0,
        page_rate: 0,
        page_seconds: 30,
        log: "error".to_owned(),
        log_format: LogFormat::Text,
        smtp: None,
        site: None,
        outgoing: Default::default(),
        backup: Planned::usual(folder),
        keys: domain::sealing::Source::File(folder.join("keys")),
    }
}

impl House {
    fn stranger(&self) -> Browser<'_> {
        Browser {
            router: &self.router,
            cookie: None,
        }
    }

    async fn signed_in(&self, role: Role) -> Browser<'_> {
        let mut browser = self.stranger();
        let answer = browser
            .sign_in(&format!("{}@example.com", role.key()), PASSWORD)
            .await;
        assert_eq!(answer.status, StatusCode::OK);
        browser.cookie = answer.cookie();
        browser
    }
}

impl Browser<'_> {
    async fn ask(&self, mut request: Request<Body>) -> Answer {
        let headers = request.headers_mut();
        headers
            .entry(header::HOST)
            .or_insert("crm.example.com".parse().unwrap());
        if let Some(cookie) = &self.cookie {
            headers.insert(header::COOKIE, cookie.parse().unwrap());
        }
        Answer::to(self.router, request).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    async fn call(&self, function: &str, arguments: Value) -> Answer {
        let request = Request::post(format!("/api/{function}"))
            .header(header::CONTENT_TYPE, "application/json");
        self.ask(request.body(Body::from(arguments.to_string())).unwrap())
            .await
    }

    async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let form = format!("email={email}&password={}", password.replace(' ', "+"));
        let request = Request::post("/api/sign_in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(form)).unwrap()).await
    }

    async fn upload(&self, record: Uuid, name: &str, content: &'static [u8]) -> Answer {
        let request = Request::post(format!("/files/account/{record}")).header("x-file-name", name);
        self.ask(
            request
                .header(header::CONTENT_LENGTH, content.len())
                .body(Body::from(content))
                .unwrap(),
        )
        .await
    }

    /// A customer of their own.
    async fn account(&self) -> Uuid {
        let id = Uuid::now_v7();
        let values = json!({"name": {"text": "Haichuan"}});
        let answer = self
            .call(
                "create",
                json!({"object": "account", "id": id, "values": values}),
            )
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        id
    }
}

impl Answer {
    /// What comes for a question; what has not come as a whole after [`PATIENCE`] fails by name.
    async fn to(router: &Router, request: Request<Body>) -> Self {
        let asked = format!("{} {}", request.method(), request.uri());
        let answer = async {
            let response = router.clone().oneshot(request).await.unwrap();
            Self::of(response).await
        };
        match timeout(PATIENCE, answer).await {
            Ok(answer) => answer,
            Err(_) => panic!("{asked}: no answer after {} s", PATIENCE.as_secs()),
        }
    }

    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    fn cookie(&self) -> Option<String> {
        let whole = self.session_cookie()?;
        whole.split(';').next().map(str::to_owned)
    }

    /// The cookie of the session as the server sets it, beside the one by which a browser is known again.
    fn session_cookie(&self) -> Option<&str> {
        let set = self.headers.get_all("set-cookie").iter();
        let mut texts = set.filter_map(|value| value.to_str().ok());
        texts.find(|text| text.trim_start_matches("__Host-").starts_with("rapport="))
    }

    fn refusal(&self) -> Refusal {
        serde_json::from_slice(&self.body).unwrap()
    }
}
