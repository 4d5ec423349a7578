//! Arguments that nobody can read: every server function refuses them, and none breaks on them.

use std::io;
use std::sync::{Arc, Mutex};

use app::api::Failure;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use contract::{Refusal, Role};
use serde_json::{Value, json};

use super::{Browser, house};

/// More arguments than any function has.
const MOST: usize = 6;

/// Bodies that are no arguments at all, and arguments of no kind, of other kinds and of any length. A list stands for
/// arguments without their names, so each of them is met.
fn bodies() -> Vec<String> {
    let mut bodies: Vec<String> = [
        "",
        "{",
        "null",
        "7",
        "\"text\"",
        "\u{0}\u{1}",
        "{\"a\":",
        "[1",
    ]
    .map(str::to_owned)
    .to_vec();
    let nonsense = [
        json!({"no": ["such", 1]}),
        json!("a".repeat(70_000)),
        json!(-1.5e300),
        json!([[[]]]),
        json!(null),
    ];
    for each in nonsense {
        let lists = (1..=MOST).map(|count| Value::Array(vec![each.clone(); count]).to_string());
        bodies.extend(lists);
    }
    bodies
}

async fn refuses(browser: &Browser<'_>, path: &str, method: &Method, body: &str) -> bool {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::CONTENT_TYPE, "application/json");
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let answer = browser.ask(request).await;
    let sent: String = body.chars().take(60).collect();
    assert!(
        !answer.status.is_server_error(),
        "{path} {sent}: {} {}",
        answer.status,
        answer.text()
    );
    if answer.status == StatusCode::BAD_REQUEST {
        let failure: Failure = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(failure, Failure::Refused(Refusal::Malformed), "{path}");
    }
    answer.status == StatusCode::BAD_REQUEST
}

#[tokio::test]
async fn nonsense_breaks_no_server_function() {
    let house = house().await;
    let (boss, seller) = (
        house.signed_in(Role::Administrator).await,
        house.signed_in(Role::Salesperson).await,
    );
    let bodies = bodies();
    let (mut functions, mut misses) = (0, 0);
    for (path, method) in leptos::server_fn::axum::server_fn_paths() {
        // It reads nothing, and who signed out is asked nothing more.
        if path == "/api/sign_out" {
            continue;
        }
        functions += 1;
        let mut refused = 0;
        for body in &bodies {
            refused += usize::from(refuses(&boss, path, &method, body).await);
        }
        // Those that are led to by a link read their address, and no body.
        let is_asked_by_address = method == Method::GET;
        assert!(
            refused > 0 || is_asked_by_address,
            "{path} takes everything"
        );
        for query in [
            "?a=%FF",
            "?code[]=1&state[a]=2",
            "?=&==",
            "?state=%00&code=%00",
        ] {
            if is_asked_by_address {
                refuses(&boss, &format!("{path}{query}"), &method, "").await;
            }
        }
        // What asks for nothing is done, so it is asked by somebody who may do little.
        let is_missed = refuses(&seller, path, &method, "{\"nothing\":[1]}").await;
        misses += usize::from(is_missed);
    }
    assert!(functions > 40, "only {functions} server functions");
    assert!(
        misses > functions / 2,
        "only {misses} of {functions} miss their arguments"
    );
}

/// A log that is kept to be read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn what_was_sent_is_not_in_the_log() {
    let house = house().await;
    let seller = house.signed_in(Role::Salesperson).await;
    let log = Log::default();
    let kept = log.clone();
    let logger = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || kept.clone())
        .finish();
    // Beside a second one who listens, what another test logs first is not taken for what nobody hears: of one alone only
    // its own thread knows.
    let _beside = tracing::Dispatch::new(tracing_subscriber::fmt().with_writer(io::sink).finish());
    let _logging = tracing::subscriber::set_default(logger);
    tracing::callsite::rebuild_interest_cache();
    let secret = "91310000MA1K-4711";
    let cases = [
        ("/api/create", json!({"object": "account", "id": secret})),
        (
            "/api/create",
            json!({"object": "account", "values": secret}),
        ),
        ("/api/create", json!(secret)),
        ("/api/create", json!({ secret: secret })),
        ("/api/list", json!({ "query": secret })),
        (
            "/api/change_password",
            json!({"current": [secret], "wanted": {secret: secret}}),
        ),
    ];
    for (path, arguments) in cases {
        let body = arguments.to_string();
        assert!(
            refuses(&seller, path, &Method::POST, &body).await,
            "{path} {body}"
        );
    }
    let form = Request::post(format!("/api/sign_in?password={secret}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!("password={secret}")));
    house.stranger().ask(form.unwrap()).await;
    let text = log.text();
    assert!(
        text.contains("cannot be read") && text.contains("/api/create"),
        "{text}"
    );
    assert!(!text.contains(secret), "{text}");
}
