//! A number and a line in the log for every request.

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::map_request;
use axum::response::Response;
use tower_http::request_id::{
    MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::trace::TraceLayer;
use tracing::{Span, info, info_span};
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

#[derive(Clone, Copy)]
struct Numbers;

impl MakeRequestId for Numbers {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&Uuid::now_v7().to_string())
            .ok()
            .map(RequestId::new)
    }
}

/// Gives each request a number, which its answer and its events carry too, and a line in the log. The
/// query is left out: words of a search and the secret of the set-up stand in it. So are values by which programs
/// name records.
pub(super) fn layers(router: Router) -> Router {
    let log = TraceLayer::new_for_http()
        .make_span_with(|request: &Request| {
            let id = number(request).unwrap_or_default();
            info_span!("request", %id, method = %request.method(), path = told(request.uri().path()))
        })
        .on_request(())
        .on_failure(())
        .on_response(|response: &Response, latency: Duration, _: &Span| {
            info!(
                status = response.status().as_u16(),
                ms = latency.as_secs_f64() * 1_000.0,
                "answered"
            );
        });
    router
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(log)
        .layer(SetRequestIdLayer::new(REQUEST_ID, Numbers))
        .layer(map_request(without_foreign_number))
}

/// A path without the value of a key field, which may be an address of somebody.
pub(super) fn told(path: &str) -> &str {
    let Some((before, value)) = path.split_once("/by/") else {
        return path;
    };
    let field = value.find('/').unwrap_or(value.len());
    &path[..before.len() + "/by/".len() + field]
}

/// Numbers stand in the log of changes: they are ours to give.
async fn without_foreign_number(mut request: Request) -> Request {
    request.headers_mut().remove(REQUEST_ID);
    request
}

/// The number of a request.
pub(super) fn number(request: &Request) -> Option<Uuid> {
    request
        .headers()
        .get(REQUEST_ID)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn the_log_names_no_key_of_a_record() {
        for (path, expected) in [
            ("/accounts/7", "/accounts/7"),
            (
                "/api/v1/users/by/email/li@example.com",
                "/api/v1/users/by/email",
            ),
            ("/api/v1/users/by/email", "/api/v1/users/by/email"),
        ] {
            assert_eq!(told(path), expected);
        }
    }
}
