use std::{
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU8, Ordering},
    },
    time::Instant,
};

use foobara_types::{ErrorReport, InputErrors};
use tokio_util::sync::CancellationToken;

use super::{Gate, Run, Watch, race};
use crate::{
    command::CommandMeta,
    concern::Stack,
    fault::{Fault, FaultKind, log_bug},
    lifecycle::State,
    transaction::Transaction,
};

/// One command's place in a run: a list on the stack from the command to the root.
pub(crate) struct Frame<'a> {
    pub(crate) run: &'a Run<'a>,
    pub(crate) meta: &'static CommandMeta,
    pub(crate) is_root: bool,
    pub(super) depth: u16,
    state: AtomicU8,
    deadline: Option<&'a Instant>,
    reported: OnceLock<Box<Mutex<Vec<ErrorReport>>>>,
}

/// The number of commands that may run one below the other.
pub(crate) const DEEPEST: u16 = 128;

/// Marks a state that hooks have not been told of.
const AHEAD: u8 = 0x80;

impl<'a> Frame<'a> {
    pub(crate) const fn root(run: &'a Run<'a>) -> Self {
        Self::new(run, run.root, 0, run.deadline.as_ref())
    }

    #[inline]
    pub(crate) fn below(up: &'a Self, meta: &'static CommandMeta) -> Result<Self, Fault> {
        up.interrupted()?;
        if up.depth >= DEEPEST {
            return Err(FaultKind::TooDeep.into());
        }
        Ok(Self::new(up.run, meta, up.depth + 1, up.deadline))
    }

    const fn new(
        run: &'a Run<'a>,
        meta: &'static CommandMeta,
        depth: u16,
        deadline: Option<&'a Instant>,
    ) -> Self {
        Self {
            run,
            meta,
            is_root: depth == 0,
            depth,
            state: AtomicU8::new(0),
            deadline,
            reported: OnceLock::new(),
        }
    }

    /// Returns this frame with an earlier deadline.
    pub(crate) const fn until(mut self, deadline: Option<&'a Instant>) -> Self {
        self.deadline = deadline;
        self
    }

    /// Returns when the command has to be over.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.deadline.copied()
    }

    /// Fails once the run is cancelled or the deadline has passed.
    #[inline]
    pub(crate) fn interrupted(&self) -> Result<(), Fault> {
        if self.deadline.is_none() && self.run.options.cancel.is_none() {
            Ok(())
        } else {
            self.look()
        }
    }

    #[cold]
    fn look(&self) -> Result<(), Fault> {
        let cancel = self.run.options.cancel.as_ref();
        if cancel.is_some_and(CancellationToken::is_cancelled) {
            return Err(FaultKind::Cancelled.into());
        }
        let is_late = |deadline: &Instant| self.run.app().ports().clock.instant() >= *deadline;
        if self.deadline.is_some_and(is_late) {
            return Err(FaultKind::Timeout.into());
        }
        Ok(())
    }

    /// Waits for `work`, unless the run is interrupted first.
    pub(crate) async fn race<T>(&self, work: impl Future<Output = T> + Send) -> Result<T, Fault> {
        self.interrupted()?;
        let clock = self.run.app().ports().clock.as_ref();
        race(clock, self.deadline(), self.run.options.cancel.as_ref(), work).await
    }

    /// Returns the unit of work, opening it at the first call.
    pub(crate) fn transaction(&self) -> Result<&dyn Transaction, Fault> {
        self.interrupted()?;
        self.run.transaction()
    }

    /// Adds an error without stopping; the phase ends when it returns.
    pub(crate) fn report(&self, error: ErrorReport) {
        let reported = self.reported.get_or_init(Box::default);
        let mut reported = reported.lock().unwrap_or_else(PoisonError::into_inner);
        if reported.iter().all(|other| !other.has_key_of(&error)) {
            reported.push(error);
        }
    }

    /// Returns the fault of a command that did what it may not; what that was is in the log.
    #[cold]
    pub(crate) fn misused(&self, text: &str) -> Fault {
        FaultKind::Misused(log_bug(self.run.app(), self.meta, text)).into()
    }

    /// Returns the fault of a command whose result breaks rules of its type; which rules is in the log.
    #[cold]
    pub(crate) fn bad_result(&self, errors: &InputErrors) -> Fault {
        let text = format!("the result is not of its type: {}", described(errors));
        FaultKind::BadResult(log_bug(self.run.app(), self.meta, &text)).into()
    }

    /// Takes the errors of a sub-command for its own, whatever becomes of the fault.
    #[cold]
    pub(crate) fn suffer(&self, fault: &Fault) {
        if let FaultKind::Subcommand(errors) = fault.kind() {
            errors.iter().for_each(|error| self.report(error.clone()));
        }
    }

    /// Returns whether nobody listens and nothing was reported.
    #[inline]
    pub(crate) fn is_quiet(&self) -> bool {
        self.run.events.is_empty() && self.reported.get().is_none()
    }

    /// Returns whether errors were reported so far.
    pub(crate) fn has_reported(&self) -> bool {
        let reported = self.reported.get();
        reported.is_some_and(|reported| !reported.lock().unwrap_or_else(PoisonError::into_inner).is_empty())
    }

    /// Returns the errors reported so far, if any.
    #[inline]
    pub(crate) fn take_reported(&self) -> Option<Vec<ErrorReport>> {
        self.reported.get().and_then(|reported| Self::take(reported))
    }

    #[cold]
    fn take(reported: &Mutex<Vec<ErrorReport>>) -> Option<Vec<ErrorReport>> {
        let mut reported = reported.lock().unwrap_or_else(PoisonError::into_inner);
        (!reported.is_empty()).then(|| std::mem::take(&mut *reported))
    }

    /// Returns what lets the caller of the root through.
    #[inline]
    pub(crate) fn gate(&self) -> Option<&dyn Gate> {
        if self.is_root {
            self.run.options.gate.as_deref()
        } else {
            None
        }
    }

    /// Returns the concerns inside the unit of work.
    #[inline]
    pub(crate) fn concerns_inside(&self) -> Option<&'a Stack> {
        if self.run.is_without_concerns {
            None
        } else {
            self.concerns_of_command()
        }
    }

    #[cold]
    fn concerns_of_command(&self) -> Option<&'a Stack> {
        let stack = self.run.app().stack(self.meta)?;
        (!stack.inside().is_empty()).then_some(stack.as_ref())
    }

    /// Returns the way to the hooks.
    #[inline]
    pub(crate) const fn watch(&'a self) -> Watch<'a> {
        Watch::new(self)
    }

    /// The command has panicked, and that was caught.
    #[cold]
    pub(crate) fn panicked(&self) {
        if !self.run.events.is_empty() {
            self.watch().panicked();
        }
    }

    /// Returns the state that the command is in, which is known only when somebody watches.
    pub(super) fn state(&self) -> State {
        let index = usize::from(self.state.load(Ordering::Relaxed) & !AHEAD);
        State::ALL.get(index).copied().unwrap_or(State::Initialized)
    }

    /// Moves on before hooks are told.
    pub(super) fn moved_ahead_to(&self, state: State) {
        self.state.store(state.index() | AHEAD, Ordering::Relaxed);
    }

    /// Returns whether hooks are still to be told of the state that the command is in.
    pub(super) fn is_ahead(&self) -> bool {
        self.state.load(Ordering::Relaxed) & AHEAD != 0
    }

    #[inline]
    pub(super) fn moved_to(&self, state: State) {
        self.state.store(state.index(), Ordering::Relaxed);
    }
}

/// Says where each error is, and what it is.
fn described(errors: &InputErrors) -> String {
    let each = errors
        .iter()
        .map(|error| format!("{}: {}", error.key(), error.message()));
    each.collect::<Vec<_>>().join("; ")
}

/// A command that panics, or is dropped before it has come to an end, tells so.
impl Drop for Frame<'_> {
    #[inline]
    fn drop(&mut self) {
        if !self.run.events.is_empty() {
            self.watch().broken_off();
        }
    }
}

#[cfg(test)]
mod tests {
    use foobara_types::Issue;

    use super::*;

    #[test]
    fn what_is_wrong_with_a_result_is_said_with_its_place() {
        let mut errors = InputErrors::new();
        errors.push_at("ages.3".into(), Issue::text("odd", "3 is odd"));
        errors.push_at("name".into(), Issue::text("empty", "It is empty"));
        assert_eq!(
            described(&errors),
            "data.ages.3.odd: 3 is odd; data.name.empty: It is empty"
        );
    }
}
