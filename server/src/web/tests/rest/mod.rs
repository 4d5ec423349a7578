//! The API for programs, asked as programs ask it.

mod audit;
mod consents;
mod document;
mod lists;
mod many;
mod questions;
mod records;
mod repeat;
mod strangers;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use contract::Role;
use contract::dto::api_keys::NewKey;
use serde_json::{Value, json};

use super::{Answer, House, house, house_with};

/// A program with its key.
pub(super) struct Program<'h> {
    router: &'h Router,
    token: String,
}

impl House {
    /// A program of the user with a role, with scopes separated by blanks.
    pub(super) async fn program(&self, role: Role, scopes: &str) -> Program<'_> {
        let user = self
            .crm
            .people()
            .find(&format!("{}@example.com", role.key()));
        let desk = self.crm.desk_of(user.unwrap()).await.unwrap();
        let key = NewKey {
            name: "Test".to_owned(),
            scopes: scopes.split(' ').map(str::to_owned).collect(),
            days: None,
        };
        Program {
            router: &self.router,
            token: domain::api_keys::add(&desk, &key).await.unwrap().token,
        }
    }

    async fn seller(&self) -> Program<'_> {
        self.program(Role::Salesperson, "records:write").await
    }
}

impl Program<'_> {
    async fn ask(&self, mut request: Request<Body>) -> Answer {
        let bearer = format!("Bearer {}", self.token);
        request
            .headers_mut()
            .entry(header::AUTHORIZATION)
            .or_insert(bearer.parse().unwrap());
        Answer::to(self.router, request).await
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], None).await
    }

    pub(super) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(json) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        self.ask(request.body(body).unwrap()).await
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, &[], Some(body)).await
    }

    /// A customer, as it was told.
    async fn account(&self, name: &str) -> Value {
        let answer = self.post("/accounts", json!({"name": name})).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        answer.json()
    }
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The word of its problem; fails where the answer is no problem document.
    fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.text()
        );
        let json = self.json();
        assert_eq!(json["status"], self.status.as_u16());
        let kind = json["type"].as_str().unwrap();
        kind.strip_prefix("/api/v1/docs#problem-")
            .unwrap()
            .to_owned()
    }

    /// Place and code of each error of its problem.
    fn errors(&self) -> Vec<(String, String)> {
        let json = self.json();
        let errors = json["errors"].as_array().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let place = |error: &Value| {
            let places = ["pointer", "parameter", "header"].map(|name| text(&error[name]));
            places.concat()
        };
        errors
            .map(|error| (place(error), text(&error["code"])))
            .collect()
    }
}
