//! Sub-commands.

use std::fmt;

use crate::{
    BoxFuture,
    command::{CommandMeta, Execute},
    fault::{Fault, FaultKind, log_bug},
    outcome::{Failure, Outcome},
    ports::Effect,
    render,
    run::{Frame, Run},
    runner,
    transaction::Savepoint,
};

/// A sub-command that is about to run.
#[must_use = "a sub-command does nothing until it is run"]
pub struct Sub<'a, S> {
    frame: &'a Frame<'a>,
    command: S,
    meta: &'static CommandMeta,
}

impl<'a, S: Execute> Sub<'a, S> {
    pub(crate) const fn new(frame: &'a Frame<'a>, command: S) -> Self {
        Self::of(frame, command, S::META)
    }

    /// Prepares a command whose description does not follow from its type.
    pub(crate) const fn of(frame: &'a Frame<'a>, command: S, meta: &'static CommandMeta) -> Self {
        Self { frame, command, meta }
    }

    /// Runs it. Its failure is the parent's, with its name in the run-time path, even when the parent goes on: what the
    /// sub-command did before it failed must not last. [`attempt`](Self::attempt) is the way to go on without it.
    ///
    /// Dropped half-way, as by `select!`, it takes the whole run with it: what was written is rolled back.
    ///
    /// # Errors
    ///
    /// The sub-command's errors, for `?`.
    pub fn run(self) -> impl Future<Output = Result<S::Output, Fault>> + Send + use<'a, S> {
        async move {
            let frame = Frame::below(self.frame, self.meta)?;
            let unfinished = Unfinished(Some(self.frame.run));
            let mut outcome = runner::phases(self.command, &frame).await;
            runner::conclude_subcommand(&frame, &mut outcome);
            unfinished.finish();
            outcome.map_err(|failure| {
                let fault = render::subcommand(failure, self.meta);
                self.frame.suffer(&fault);
                fault
            })
        }
    }

    /// Runs it and returns its own failure to match on. What a failed one wrote is undone.
    ///
    /// Must not run beside other work of the same run, as in `join!`: what that writes would be undone too. Below
    /// [`Context::join`](crate::Context::join), an attempt of what writes is refused.
    ///
    /// # Errors
    ///
    /// The sub-command's failure.
    pub fn attempt(self) -> impl Future<Output = Outcome<S>> + Send + use<'a, S> {
        async move {
            let frame = Frame::below(self.frame, self.meta)?;
            let mark = match self.meta.effect() {
                Effect::Write if frame.run.has_storage() => {
                    refuse_joined(&frame)?;
                    Some(frame.run.transaction()?)
                }
                Effect::Write | Effect::Read => None,
            };
            if let Some(mark) = mark {
                mark.savepoint(Savepoint::Set).await.map_err(Fault::from)?;
            }
            let unfinished = Unfinished(Some(frame.run));
            let mut outcome = runner::phases(self.command, &frame).await;
            runner::conclude_subcommand(&frame, &mut outcome);
            if let Some(mark) = mark {
                let step = if outcome.is_ok() {
                    Savepoint::Release
                } else {
                    Savepoint::RollBack
                };
                mark.savepoint(step)
                    .await
                    .map_err(|error| Failure::Fault(error.into()))?;
            }
            unfinished.finish();
            outcome
        }
    }

    /// Runs it behind one allocation: for recursion, and for chains deeper than about 14.
    pub fn boxed(self) -> BoxFuture<'a, Result<S::Output, Fault>> {
        Box::pin(self.run())
    }
}

/// Undoing what one of several wrote would undo what the others wrote.
fn refuse_joined(frame: &Frame<'_>) -> Result<(), Fault> {
    if !frame.run.is_joined() {
        return Ok(());
    }
    let text =
        "it is attempted beside other sub-commands, and writes; run it, or attempt it after the `join`";
    Err(FaultKind::Misused(log_bug(frame.run.app(), frame.meta, text)).into())
}

/// Tears the run when it is dropped before the sub-command has finished.
struct Unfinished<'a>(Option<&'a Run<'a>>);

impl Unfinished<'_> {
    #[inline]
    fn finish(mut self) {
        self.0 = None;
    }
}

impl Drop for Unfinished<'_> {
    #[inline]
    fn drop(&mut self) {
        if let Some(run) = self.0 {
            run.tear();
        }
    }
}

impl<S: Execute> fmt::Debug for Sub<'_, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Sub").field(&self.meta.name).finish()
    }
}
