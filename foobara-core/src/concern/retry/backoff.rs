use std::time::Duration;

/// How long to wait before each further attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    first: Duration,
    factor: u32,
    longest: Duration,
}

impl Backoff {
    /// Does not wait.
    pub const fn none() -> Self {
        Self::constant(Duration::ZERO)
    }

    /// Waits equally long each time.
    pub const fn constant(wait: Duration) -> Self {
        Self::exponential(wait, 1, wait)
    }

    /// Waits so long first, `factor` times as long each further time, and never longer than `longest`.
    pub const fn exponential(first: Duration, factor: u32, longest: Duration) -> Self {
        Self {
            first,
            factor,
            longest,
        }
    }

    /// Returns the wait after a number of attempts that were further ones; 0 after the first of all.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use foobara_core::concern::Backoff;
    ///
    /// let seconds = Duration::from_secs;
    /// let backoff = Backoff::exponential(seconds(1), 3, seconds(10));
    /// assert_eq!([0, 1, 2, 3].map(|further| backoff.wait(further)), [1, 3, 9, 10].map(seconds));
    /// ```
    pub fn wait(&self, further: u32) -> Duration {
        let wait = self.first.saturating_mul(self.factor.saturating_pow(further));
        wait.min(self.longest)
    }
}
