//! The stream of what others change.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use contract::{Refusal, Role};
use futures::StreamExt;
use serde_json::{Value, json};
use tower::ServiceExt;
use uuid::Uuid;

use super::{Browser, House, house};

/// A second is what is promised; a busy machine that tests much at once gets some more.
const SOON: Duration = Duration::from_secs(4);

/// A stream as a browser reads it.
pub(super) struct Stream {
    body: BodyDataStream,
    read: String,
}

#[derive(Debug)]
pub(super) struct Event {
    name: String,
    id: String,
    pub(super) data: String,
}

impl Stream {
    /// The next event; `None` at the end of the stream.
    pub(super) async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let field = |name: &str| {
                    let mut lines = event.lines();
                    let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
                    value.unwrap_or_default().to_owned()
                };
                let event = Event {
                    name: field("event"),
                    id: field("id"),
                    data: field("data"),
                };
                self.read = rest.to_owned();
                return Some(event);
            }
            let more = tokio::time::timeout(SOON, self.body.next())
                .await
                .unwrap()?;
            self.read
                .push_str(std::str::from_utf8(&more.unwrap()).unwrap());
        }
    }

    /// What is said of a record.
    async fn changed(&mut self, id: Uuid) -> (Event, Value) {
        loop {
            let event = self.next().await.unwrap();
            if event.name == "news" {
                let news: Value = serde_json::from_str(&event.data).unwrap();
                let mut changed = news["changed"].as_array().into_iter().flatten();
                if let Some(found) = changed.find(|one| one["id"] == json!(id)) {
                    let found = found.clone();
                    return (event, found);
                }
            }
        }
    }
}

impl House {
    pub(super) fn follow(&self) {
        tokio::spawn(domain::live::follow(Arc::clone(&self.crm)));
    }
}

impl Browser<'_> {
    async fn open(&self, path: &str, last: Option<&str>) -> Response {
        let mut request = Request::get(path)
            .header(header::HOST, "crm.example.com")
            .header(header::ACCEPT, "text/event-stream")
            .header(header::ACCEPT_ENCODING, "gzip, br");
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::empty()).unwrap();
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(super) async fn stream(&self, last: Option<&str>) -> Stream {
        let response = self.open("/live", last).await;
        assert_eq!(response.status(), StatusCode::OK);
        let mut stream = Stream {
            body: response.into_body().into_data_stream(),
            read: String::new(),
        };
        assert_eq!(stream.next().await.unwrap().name, "hello");
        stream
    }
}

#[tokio::test]
async fn a_stream_is_sent_as_it_comes_and_kept_by_nobody() {
    let house = house().await;
    let browser = house.signed_in(Role::Salesperson).await;
    let response = browser.open("/live", None).await;
    let named = |name: &str| {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
    };
    assert_eq!(named("content-type"), Some("text/event-stream"));
    assert_eq!(named("cache-control"), Some("private, no-store"));
    assert_eq!(named("x-accel-buffering"), Some("no"));
    assert_eq!(named("content-encoding"), None);
}

#[tokio::test]
async fn a_colleague_hears_of_a_change_and_goes_on_where_the_line_was_cut() {
    let house = house().await;
    house.follow();
    let seller = house.signed_in(Role::Salesperson).await;
    let finance = house.signed_in(Role::Finance).await;
    let mut stream = finance.stream(None).await;
    let first = seller.account().await;
    let (event, changed) = stream.changed(first).await;
    assert_eq!(changed["name"], "salesperson");
    drop(stream);
    let missed = seller.account().await;
    let mut again = finance.stream(Some(&event.id)).await;
    again.changed(missed).await;
    let mut lost = finance.stream(Some("nonsense")).await;
    assert_eq!(lost.next().await.unwrap().name, "again");
}

#[tokio::test]
async fn a_stream_ends_with_its_session() {
    let house = house().await;
    house.follow();
    let seller = house.signed_in(Role::Salesperson).await;
    let finance = house.signed_in(Role::Finance).await;
    let mut stream = finance.stream(None).await;
    finance.call("sign_out", json!({})).await;
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    seller.account().await;
    let names = async {
        let mut names = Vec::new();
        while let Some(event) = stream.next().await {
            names.push(event.name);
        }
        names
    };
    assert_eq!(names.await, ["over"]);
}

#[tokio::test]
async fn a_page_of_somebody_else_hears_nothing_and_does_not_come_back() {
    let house = house().await;
    let browser = house.signed_in(Role::Salesperson).await;
    let path = format!("/live?user={}", Uuid::now_v7());
    let response = browser.open(&path, None).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_browser_that_opens_streams_without_end_is_told_to_wait() {
    let house = house().await;
    let browser = house.signed_in(Role::Salesperson).await;
    let mut open = Vec::new();
    let refused = loop {
        let response = browser.open("/live", None).await;
        if response.status() != StatusCode::OK || open.len() > 100 {
            break response;
        }
        open.push(response);
    };
    assert_eq!(
        (open.len(), refused.status()),
        (16, StatusCode::TOO_MANY_REQUESTS)
    );
    drop(open);
    assert_eq!(browser.open("/live", None).await.status(), StatusCode::OK);
    let answer = house.stranger().get("/live").await;
    assert_eq!(answer.refusal(), Refusal::SignIn);
}

#[tokio::test]
async fn streams_end_when_the_house_closes() {
    let house = house().await;
    let browser = house.signed_in(Role::Salesperson).await;
    let mut stream = browser.stream(None).await;
    house.crm.live().close();
    assert!(stream.next().await.is_none());
}
