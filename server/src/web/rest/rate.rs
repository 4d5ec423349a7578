//! How often a key may ask: a bucket that fills evenly, for each key one in this process.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::api_keys::Pass;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;

use super::problem::{Kind, Problem};

/// The span over which requests are counted, in seconds.
const WINDOW: u64 = 60;
/// After so many keys, those that asked for nothing lately are forgotten.
const MANY: usize = 1_000;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// What is left of a key's requests.
struct Left {
    requests: u32,
    /// Until the next one, when none is left.
    wait: Duration,
}

/// The buckets of all keys.
pub(super) struct Buckets {
    per_minute: NonZeroU32,
    limiter: DefaultKeyedRateLimiter<Uuid, StateInformationMiddleware>,
    clock: DefaultClock,
}

impl Buckets {
    /// Buckets of so many requests per minute; `None` where nothing is limited.
    pub(super) fn new(per_minute: u32) -> Option<Arc<Self>> {
        let per_minute = NonZeroU32::new(per_minute)?;
        let limiter = RateLimiter::keyed(Quota::per_minute(per_minute))
            .with_middleware::<StateInformationMiddleware>();
        Some(Arc::new(Self {
            per_minute,
            limiter,
            clock: DefaultClock::default(),
        }))
    }

    fn take(&self, key: Uuid) -> Left {
        if self.limiter.len() > MANY {
            self.limiter.retain_recent();
        }
        match self.limiter.check_key(&key) {
            Ok(state) => Left {
                requests: state.remaining_burst_capacity(),
                wait: Duration::ZERO,
            },
            Err(refused) => Left {
                requests: 0,
                wait: refused.wait_time_from(self.clock.now()),
            },
        }
    }

    /// The headers of draft-ietf-httpapi-ratelimit-headers-10.
    fn tell(&self, left: &Left, headers: &mut HeaderMap) {
        let policy = format!("\"key\";q={};w={WINDOW}", self.per_minute);
        let taken = u64::from(self.per_minute.get() - left.requests.min(self.per_minute.get()));
        let full_in = (taken * WINDOW).div_ceil(self.per_minute.get().into());
        let limit = format!("\"key\";r={};t={full_in}", left.requests);
        for (name, value) in [(POLICY, policy), (LIMIT, limit)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
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
    let mut response = if left.wait.is_zero() {
        next.run(request).await
    } else {
        let seconds = left.wait.as_millis().div_ceil(1_000);
        Problem::new(Kind::TooMany, "The key asked more often than it may.")
            .retry_after(u64::try_from(seconds).unwrap_or(WINDOW).max(1))
            .into_response()
    };
    buckets.tell(&left, response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use uuid::Uuid;

    use super::Buckets;

    #[test]
    fn a_bucket_is_emptied_by_its_own_key_only() {
        let buckets = Buckets::new(3).unwrap();
        let (busy, calm) = (Uuid::now_v7(), Uuid::now_v7());
        let left: Vec<u32> = (0..4).map(|_| buckets.take(busy).requests).collect();
        assert_eq!(left, [2, 1, 0, 0]);
        assert!(!buckets.take(busy).wait.is_zero());
        let rest = buckets.take(calm);
        let mut headers = HeaderMap::new();
        buckets.tell(&rest, &mut headers);
        assert_eq!(headers["ratelimit-policy"], "\"key\";q=3;w=60");
        assert_eq!(headers["ratelimit"], "\"key\";r=2;t=20");
        assert!(Buckets::new(0).is_none());
    }
}
