//! How often somebody may ask: a bucket that fills evenly, one for each key of a program and each session of a browser in
//! this process.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use uuid::Uuid;

/// The span over which requests are counted, in seconds.
pub(super) const WINDOW: u64 = 60;
/// After so many askers, those who asked for nothing lately are forgotten, at most once in a [`WINDOW`].
const MANY: usize = 1_000;

/// What is left of somebody's requests.
pub(super) struct Left {
    pub(super) requests: u32,
    /// Until the next one, when none is left.
    pub(super) wait: Duration,
}

impl Left {
    /// Whole seconds to wait, at least one; `None` for who need not.
    pub(super) fn seconds(&self) -> Option<u64> {
        let seconds = self.wait.as_millis().div_ceil(1_000);
        let seconds = u64::try_from(seconds).unwrap_or(WINDOW);
        (!self.wait.is_zero()).then_some(seconds.max(1))
    }
}

/// The buckets of all askers. They stand in shards, so that nobody waits for somebody else's.
pub(super) struct Buckets {
    per_minute: NonZeroU32,
    limiter: DefaultKeyedRateLimiter<Uuid, StateInformationMiddleware>,
    clock: DefaultClock,
    began: Instant,
    /// When it was last forgotten, in seconds since `began`.
    forgot: AtomicU64,
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
            began: Instant::now(),
            forgot: AtomicU64::new(0),
        }))
    }

    /// How many requests a minute there are for each.
    pub(super) fn per_minute(&self) -> u32 {
        self.per_minute.get()
    }

    /// Takes one request of somebody.
    pub(super) fn take(&self, who: Uuid) -> Left {
        self.forget();
        match self.limiter.check_key(&who) {
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

    fn forget(&self) {
        let now = self.began.elapsed().as_secs();
        let last = self.forgot.load(Ordering::Relaxed);
        let is_due = now >= last + WINDOW && self.limiter.len() > MANY;
        let swap = |to| {
            self.forgot
                .compare_exchange(last, to, Ordering::Relaxed, Ordering::Relaxed)
        };
        if is_due && swap(now).is_ok() {
            self.limiter.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::Buckets;

    #[test]
    fn a_bucket_is_emptied_by_its_own_asker_only() {
        let buckets = Buckets::new(3).unwrap();
        let (busy, calm) = (Uuid::now_v7(), Uuid::now_v7());
        let left: Vec<u32> = (0..4).map(|_| buckets.take(busy).requests).collect();
        assert_eq!(left, [2, 1, 0, 0]);
        assert_eq!(buckets.take(busy).seconds(), Some(20));
        assert_eq!(buckets.take(calm).seconds(), None);
        assert!(Buckets::new(0).is_none());
    }
}
