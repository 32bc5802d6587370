use std::{
    any::Any,
    borrow::Cow,
    fmt,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio_util::sync::CancellationToken;

use super::{Marks, RunRecord};
use crate::{BoxFuture, app::App, fault::Fault, plan::Intent};

/// What a caller asks of a run besides its inputs.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct RunOptions {
    /// How long it may take. Looked at before each sub-command, storage step and commit; port calls race it.
    pub timeout: Option<Duration>,
    /// Cancels it; treated like a passed deadline.
    pub cancel: Option<CancellationToken>,
    /// Says whether the caller may do this, once the records are loaded.
    pub gate: Option<Arc<dyn Gate>>,
    /// Who asks, as the id of a user; `None` for a caller that is not known.
    pub caller: Option<Arc<str>>,
    /// What tells repetitions of one request apart from further requests, as its caller chose it; for the concern
    /// `Idempotency`.
    pub idempotency_key: Option<Arc<str>>,
    /// Takes down what happens.
    pub record: Option<Arc<RunRecord>>,
    /// A deadline that concerns set, in the place of [`timeout`](Self::timeout).
    until: Option<Instant>,
    pub(crate) marks: Option<Arc<Marks>>,
    pub(crate) intent: Intent,
}

impl RunOptions {
    /// A run that nobody limits.
    pub(crate) const NONE: Self = Self {
        timeout: None,
        cancel: None,
        gate: None,
        caller: None,
        idempotency_key: None,
        record: None,
        until: None,
        marks: None,
        intent: Intent::Act,
    };

    /// Returns whether the run is only planned: whatever it does is undone, and shown. Concerns that keep something beyond
    /// the run, as caches do, let such a run pass by.
    pub const fn is_plan(&self) -> bool {
        matches!(self.intent, Intent::Plan(_))
    }

    /// Returns when the run has to be over.
    #[inline]
    pub(crate) fn deadline(&self, app: &App) -> Option<Instant> {
        let from_now = |timeout| app.ports().clock.instant().checked_add(timeout);
        self.until.or_else(|| self.timeout.and_then(from_now))
    }

    pub(crate) fn until(self, deadline: Option<Instant>) -> Self {
        Self {
            until: deadline,
            ..self
        }
    }

    /// Gives the run an intent, which there is a record for, and returns that.
    pub(crate) fn intend(&mut self, intent: Intent) -> Arc<RunRecord> {
        self.intent = intent;
        Arc::clone(self.record.get_or_insert_default())
    }

    /// Returns whether the concerns around the command are at work already.
    #[inline]
    pub(crate) const fn is_within_concerns(&self) -> bool {
        self.marks.is_some()
    }

    /// Returns these options with a record, if one is wanted.
    pub(crate) fn recorded(self, is_wanted: bool) -> Self {
        let record = self.record.clone();
        Self {
            record: record.or_else(|| is_wanted.then(Arc::default)),
            ..self
        }
    }

    pub(crate) fn marked(self, marks: &Arc<Marks>) -> Self {
        Self {
            marks: Some(Arc::clone(marks)),
            ..self
        }
    }
}

impl fmt::Debug for RunOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RunOptions")
            .field("timeout", &self.timeout)
            .field("cancel", &self.cancel.is_some())
            .field("gate", &self.gate.is_some())
            .field("caller", &self.caller)
            .field("idempotency_key", &self.idempotency_key.is_some())
            .field("record", &self.record.is_some())
            .field("is_plan", &self.is_plan())
            .finish()
    }
}

/// Lets a root command through, or not, once its inputs are valid and its records loaded.
pub trait Gate: Send + Sync {
    /// Returns the name of the rule, for those who want to know what was asked.
    fn rule(&self) -> Cow<'static, str> {
        Cow::Borrowed("no_symbol_declared")
    }

    /// Looks at the inputs, which are of the command's type.
    fn admit<'a>(&'a self, inputs: &'a (dyn Any + Send + Sync)) -> BoxFuture<'a, Result<(), Fault>>;
}
