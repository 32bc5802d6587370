use foobara_types::ErrorReport;

use super::Backoff;
use crate::concern::Place;

/// Tries again after errors that may be gone a little later. See [the module](super).
#[derive(Debug, Clone)]
#[must_use = "it goes around commands once it is attached to some"]
pub struct Retry {
    pub(super) times: u32,
    pub(super) backoff: Backoff,
    pub(super) jitter: f64,
    pub(super) when: Option<fn(&ErrorReport) -> bool>,
    pub(super) is_after_effects: bool,
    pub(super) place: Place,
}

impl Retry {
    /// Tries at most so many further times, after the first; at once, unless there is a [`backoff`](Self::backoff).
    pub const fn times(times: u32) -> Self {
        Self {
            times,
            backoff: Backoff::none(),
            jitter: 0.0,
            when: None,
            is_after_effects: false,
            place: Place::Everywhere,
        }
    }

    /// Waits before each further attempt.
    pub const fn backoff(self, backoff: Backoff) -> Self {
        Self { backoff, ..self }
    }

    /// Leaves out a random part of each wait, at most this share of it, so that those who failed together do not come back
    /// together. From 0, as when it is not said, to 1; what is beyond counts as the nearer of the two.
    pub const fn jitter(self, share: f64) -> Self {
        let jitter = if share > 0.0 { share.min(1.0) } else { 0.0 };
        Self { jitter, ..self }
    }

    /// Tries again after these errors, and after no others.
    pub const fn when(self, when: fn(&ErrorReport) -> bool) -> Self {
        Self {
            when: Some(when),
            ..self
        }
    }

    /// Tries again even if an attempt has done what no rollback undoes: for commands that do no harm when they do it twice,
    /// as those whose calls carry a key by which the other side knows them again.
    pub const fn even_after_effects(self) -> Self {
        Self {
            is_after_effects: true,
            ..self
        }
    }

    /// Leaves commands alone where they are sub-commands.
    pub const fn at_root(self) -> Self {
        Self {
            place: Place::Root,
            ..self
        }
    }
}
