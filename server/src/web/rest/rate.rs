//! How often a key may ask.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::api_keys::Pass;

use super::problem::{Kind, Problem};
use crate::web::buckets::{Buckets, Left, WINDOW};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// The headers of draft-ietf-httpapi-ratelimit-headers-10.
fn tell(buckets: &Buckets, left: &Left, headers: &mut HeaderMap) {
    let per_minute = buckets.per_minute();
    let policy = format!("\"key\";q={per_minute};w={WINDOW}");
    let taken = u64::from(per_minute - left.requests.min(per_minute));
    let full_in = (taken * WINDOW).div_ceil(per_minute.into());
    let limit = format!("\"key\";r={};t={full_in}", left.requests);
    for (name, value) in [(POLICY, policy), (LIMIT, limit)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
}

/// Refuses who asks too often, and tells everybody how often they still may.
pub(super) async fn keep_even(
    State(buckets): State<Option<Arc<Buckets>>>,
    request: Request,
    next: Next,
) -> Response {
    let key = request.extensions().get::<Pass>().map(|pass| pass.key);
    let (Some(buckets), Some(key)) = (buckets, key) else {
        return next.run(request).await;
    };
    let left = buckets.take(key);
    let mut response = match left.seconds() {
        None => next.run(request).await,
        Some(seconds) => Problem::new(Kind::TooMany, "The key asked more often than it may.")
            .retry_after(seconds)
            .into_response(),
    };
    tell(&buckets, &left, response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use uuid::Uuid;

    use super::tell;
    use crate::web::buckets::Buckets;

    #[test]
    fn every_answer_tells_what_is_left() {
        let buckets = Buckets::new(3).unwrap();
        let left = buckets.take(Uuid::now_v7());
        let mut headers = HeaderMap::new();
        tell(&buckets, &left, &mut headers);
        assert_eq!(headers["ratelimit-policy"], "\"key\";q=3;w=60");
        assert_eq!(headers["ratelimit"], "\"key\";r=2;t=20");
    }
}
