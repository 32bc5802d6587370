use std::{any::Any, fmt, time::Duration};

use super::answers::Answers;
use crate::command::{CommandMeta, Execute};

/// A cache of the results of one command; see [the module](super).
#[must_use = "a cache does nothing until it is put around a command"]
pub struct Cache {
    pub(super) command: &'static CommandMeta,
    pub(super) copy: fn(&Output) -> Option<Box<Output>>,
    pub(super) time_to_live: Duration,
    pub(super) is_shared: bool,
    pub(super) tags: Vec<String>,
    pub(super) answers: Answers,
}

/// A result whose type is not known.
pub(super) type Output = dyn Any + Send + Sync;

impl Cache {
    /// How many results are kept unless said.
    pub const MOST: u64 = 10_000;
    /// How long a result is kept unless said: a minute.
    pub const TIME_TO_LIVE: Duration = Duration::from_secs(60);

    /// Caches the results of `C`.
    pub fn of<C: Execute<Output: Clone>>() -> Self {
        Self {
            command: C::META,
            copy: copy::<C>,
            time_to_live: Self::TIME_TO_LIVE,
            is_shared: false,
            tags: Vec::new(),
            answers: Answers::most(Self::MOST),
        }
    }

    /// Says how long a result is kept, from when it was asked for; [`Duration::MAX`] for as long as it is not old.
    pub fn time_to_live(self, time_to_live: Duration) -> Self {
        Self { time_to_live, ..self }
    }

    /// Says how many results are kept; those that are asked for seldom make room for others.
    pub fn most(self, most: u64) -> Self {
        Self {
            answers: Answers::most(most),
            ..self
        }
    }

    /// Keeps the results of each caller apart, as is usual.
    pub fn per_caller(self) -> Self {
        Self {
            is_shared: false,
            ..self
        }
    }

    /// Gives all callers the same results, for commands that answer everybody alike.
    pub fn shared(self) -> Self {
        Self {
            is_shared: true,
            ..self
        }
    }

    /// Gives the results a tag, by which [`Freshness::outdate_tag`](crate::app::Freshness::outdate_tag) calls for them.
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tags.push(tag.into());
        self
    }
}

fn copy<C: Execute<Output: Clone>>(output: &Output) -> Option<Box<Output>> {
    let output = output.downcast_ref::<C::Output>()?;
    Some(Box::new(output.clone()))
}

impl fmt::Debug for Cache {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Cache")
            .field("command", &self.command.name)
            .field("time_to_live", &self.time_to_live)
            .field("is_shared", &self.is_shared)
            .field("tags", &self.tags)
            .finish_non_exhaustive()
    }
}
