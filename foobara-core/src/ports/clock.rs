use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant, SystemTime},
};

use tokio::sync::watch;

use crate::BoxFuture;

/// What time it is, and how to wait.
pub trait Clock: Send + Sync + 'static {
    /// Returns the time of day.
    fn now(&self) -> SystemTime;

    /// Returns a reading that only goes forward, for deadlines and durations.
    fn instant(&self) -> Instant;

    /// Waits until a reading is reached.
    fn sleep_until(&self, until: Instant) -> BoxFuture<'static, ()>;

    /// Waits for so long; for ever, when no reading is that far away.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match self.instant().checked_add(duration) {
            Some(until) => self.sleep_until(until),
            None => Box::pin(std::future::pending()),
        }
    }
}

/// The clock of the machine; instants are those of tokio, so that tests may pause them.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the port that everything else asks"
    )]
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "this is the port that everything else asks"
    )]
    fn instant(&self) -> Instant {
        tokio::time::Instant::now().into_std()
    }

    fn sleep_until(&self, until: Instant) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep_until(until.into()))
    }
}

/// A clock that stands still until it is turned.
#[derive(Debug)]
pub struct TestClock {
    start: Instant,
    elapsed: Mutex<Duration>,
    turned: watch::Sender<Duration>,
}

impl Default for TestClock {
    fn default() -> Self {
        Self {
            start: SystemClock.instant(),
            elapsed: Mutex::default(),
            turned: watch::Sender::new(Duration::ZERO),
        }
    }
}

impl TestClock {
    /// Turns the clock forward and wakes those whose time has come.
    pub fn advance(&self, by: Duration) {
        let mut elapsed = self.elapsed.lock().unwrap_or_else(PoisonError::into_inner);
        *elapsed += by;
        self.turned.send_replace(*elapsed);
    }

    fn elapsed(&self) -> Duration {
        *self.elapsed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for TestClock {
    /// Starts at the epoch.
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.elapsed()
    }

    fn instant(&self) -> Instant {
        self.start + self.elapsed()
    }

    fn sleep_until(&self, until: Instant) -> BoxFuture<'static, ()> {
        let due = until.saturating_duration_since(self.start);
        let mut turned = self.turned.subscribe();
        Box::pin(async move {
            // Fails only when the clock is gone, and then nothing turns it any more.
            if turned.wait_for(|elapsed| *elapsed >= due).await.is_err() {
                std::future::pending::<()>().await;
            }
        })
    }
}
