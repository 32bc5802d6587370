use std::{
    fmt,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use governor::{
    Quota, RateLimiter, clock::Clock as GovernorClock, middleware::NoOpMiddleware,
    state::keyed::HashMapStateStore,
};

use crate::{command::CommandKey, ports::Clock};

/// What is limited.
pub(super) type Key = (Option<CommandKey>, Option<Arc<str>>);

/// How many runs begin until what is not needed any more is looked for.
const SWEEP_EVERY: u32 = 1024;

/// How often each key has been seen lately.
pub(super) struct Limiter {
    limiter: RateLimiter<Key, HashMapStateStore<Key>, AppClock, NoOpMiddleware<Duration>>,
    begun: AtomicU32,
}

impl Limiter {
    /// A limit of no runs, or within no time, does not pass the check of an app.
    pub(super) fn new(runs: u32, period: Duration, clock: Arc<dyn Clock>) -> Self {
        let runs = NonZeroU32::new(runs).unwrap_or(NonZeroU32::MIN);
        let share = (period / runs.get()).max(Duration::from_nanos(1));
        let quota = Quota::with_period(share).unwrap_or_else(|| Quota::per_second(runs));
        Self {
            limiter: RateLimiter::new(
                quota.allow_burst(runs),
                HashMapStateStore::default(),
                AppClock::new(clock),
            ),
            begun: AtomicU32::new(0),
        }
    }

    /// Lets a run begin, or says how long to wait.
    pub(super) fn begin(&self, key: &Key) -> Result<(), Duration> {
        let begun = self.begun.fetch_add(1, Ordering::Relaxed);
        if begun % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        let now = || self.limiter.clock().now();
        self.limiter
            .check_key(key)
            .map_err(|not_until| not_until.wait_time_from(now()))
    }
}

#[cfg(test)]
impl Limiter {
    pub(super) fn len(&self) -> usize {
        self.limiter.len()
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Limiter")
            .field("keys", &self.limiter.len())
            .finish_non_exhaustive()
    }
}

/// The app's clock as governor reads it: the time since the limiter was made.
struct AppClock {
    begun: Instant,
    clock: Arc<dyn Clock>,
}

impl AppClock {
    fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            begun: clock.instant(),
            clock,
        }
    }
}

impl GovernorClock for AppClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.clock.instant().saturating_duration_since(self.begun)
    }
}
