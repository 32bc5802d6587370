//! Sub-commands.

use std::fmt;

use crate::{
    BoxFuture,
    command::{CommandMeta, Execute},
    concern,
    fault::{Fault, FaultKind, log_bug},
    outcome::{Failure, Outcome},
    ports::Effect,
    render,
    run::{Frame, Unfinished},
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
        let Self {
            frame: up,
            mut command,
            meta,
        } = self;
        async move {
            let outcome = match up.run.app().stack(meta) {
                Some(stack) => concern::below(command, meta, up, stack).await,
                None => {
                    let frame = Frame::below(up, meta)?;
                    let unfinished = Unfinished::of(frame.run);
                    let outcome = runner::drive!(command, frame);
                    let outcome = runner::conclude_subcommand(outcome, &frame);
                    unfinished.finish();
                    outcome
                }
            };
            outcome.map_err(|failure| {
                let fault = render::subcommand(failure, meta);
                up.suffer(&fault);
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
            let frame = self.frame;
            let mark = match self.meta.effect() {
                Effect::Write if frame.run.has_storage() => {
                    refuse_joined(frame, self.meta)?;
                    Some(frame.transaction()?)
                }
                Effect::Write | Effect::Read => None,
            };
            if let Some(mark) = mark {
                mark.savepoint(Savepoint::Set).await.map_err(Fault::from)?;
            }
            let unfinished = Unfinished::of(frame.run);
            let outcome = match frame.run.app().stack(self.meta) {
                Some(stack) => concern::below(self.command, self.meta, frame, stack).await,
                None => match Frame::below(frame, self.meta) {
                    Ok(below) => runner::below(self.command, below).await,
                    Err(fault) => Err(fault.into()),
                },
            };
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

/// Does work of a command that is undone alone when it fails.
pub(crate) async fn attempt<T: Send, E: From<Fault> + Send>(
    frame: &Frame<'_>,
    work: impl Future<Output = Result<T, E>> + Send,
) -> Result<T, E> {
    if frame.meta.effect() == Effect::Read || !frame.run.has_storage() {
        return work.await;
    }
    refuse_joined(frame, frame.meta)?;
    let mark = frame.transaction()?;
    mark.savepoint(Savepoint::Set).await.map_err(Fault::from)?;
    let unfinished = Unfinished::of(frame.run);
    let outcome = work.await;
    let step = if outcome.is_ok() {
        Savepoint::Release
    } else {
        Savepoint::RollBack
    };
    mark.savepoint(step).await.map_err(Fault::from)?;
    unfinished.finish();
    outcome
}

/// Undoing what one of several wrote would undo what the others wrote.
fn refuse_joined(frame: &Frame<'_>, callee: &CommandMeta) -> Result<(), Fault> {
    if !frame.run.is_joined() {
        return Ok(());
    }
    let text =
        "it is attempted beside other sub-commands, and writes; run it, or attempt it after the `join`";
    Err(FaultKind::Misused(log_bug(frame.run.app(), callee, text)).into())
}

impl<S: Execute> fmt::Debug for Sub<'_, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Sub").field(&self.meta.name).finish()
    }
}
