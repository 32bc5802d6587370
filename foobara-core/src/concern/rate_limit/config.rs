use std::{sync::OnceLock, time::Duration};

use super::limiter::Limiter;
use crate::concern::Place;

/// Lets so many runs begin in a while. See [the module](super).
#[derive(Debug)]
#[must_use = "it goes around commands once it is attached to some"]
pub struct RateLimit {
    pub(super) runs: u32,
    pub(super) period: Duration,
    pub(super) by: LimitBy,
    pub(super) place: Place,
    /// Made by the first run, which knows the clock.
    pub(super) limiter: OnceLock<Limiter>,
}

/// What a limit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitBy {
    /// Each command, whoever asks.
    Command,
    /// Each caller, whatever is asked for of all that the limit is around. Sub-commands count like what is asked for from
    /// outside, unless the limit is [at the root](RateLimit::at_root).
    Caller,
    /// Each command of each caller.
    CommandAndCaller,
}

impl RateLimit {
    /// Lets so many runs of a command begin in a second; at least 1.
    pub fn of(runs: u32) -> Self {
        Self {
            runs,
            period: Duration::from_secs(1),
            by: LimitBy::Command,
            place: Place::Everywhere,
            limiter: OnceLock::new(),
        }
    }

    /// Lets them begin in this period instead; more than none, and at most a year.
    pub fn per(self, period: Duration) -> Self {
        Self { period, ..self }
    }

    /// Says what the limit is for.
    pub fn by(self, by: LimitBy) -> Self {
        Self { by, ..self }
    }

    /// Leaves commands alone where they are sub-commands.
    pub fn at_root(self) -> Self {
        Self {
            place: Place::Root,
            ..self
        }
    }
}
