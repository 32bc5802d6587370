use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use moka::sync::Cache;

use super::config::Output;
use crate::app::Moment;

/// What is known of the questions that were asked.
pub(super) struct Answers(Cache<Question, Arc<Slot>>);

/// Who asks what.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    pub(super) caller: Option<Arc<str>>,
    pub(super) inputs: String,
}

/// The place of one answer.
#[derive(Default)]
pub(super) struct Slot {
    /// Held while somebody works the answer out, so that others can wait for it.
    pub(super) turn: tokio::sync::Mutex<()>,
    answer: Mutex<Option<Answer>>,
}

/// An answer, and how long it is good.
pub(super) struct Answer {
    pub(super) output: Box<Output>,
    /// A moment before anything was read for it.
    pub(super) since: Moment,
    /// When it is too old in any case.
    pub(super) until: Option<Instant>,
}

impl Answers {
    pub(super) fn most(most: u64) -> Self {
        Self(Cache::new(most))
    }

    /// Returns the place of an answer, which is empty for a question that was not asked before.
    pub(super) fn slot(&self, question: Question) -> Arc<Slot> {
        self.0.get_with(question, Arc::default)
    }
}

impl Slot {
    /// Returns a copy of the answer, if there is one that is still good.
    pub(super) fn answer(
        &self,
        is_good: impl FnOnce(&Answer) -> bool,
        copy: fn(&Output) -> Option<Box<Output>>,
    ) -> Option<Box<Output>> {
        let answer = self.lock();
        let answer = answer.as_ref().filter(|answer| is_good(answer))?;
        copy(answer.output.as_ref())
    }

    /// Keeps an answer, unless there is a later one.
    pub(super) fn keep(&self, answer: Answer) {
        let mut kept = self.lock();
        if kept.as_ref().is_none_or(|kept| kept.since <= answer.since) {
            *kept = Some(answer);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Answer>> {
        self.answer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
