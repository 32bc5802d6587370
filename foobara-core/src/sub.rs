//! Sub-commands.

use std::fmt;

use crate::{
    BoxFuture,
    command::Execute,
    concern,
    fault::Fault,
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
}

impl<'a, S: Execute> Sub<'a, S> {
    pub(crate) const fn new(frame: &'a Frame<'a>, command: S) -> Self {
        Self { frame, command }
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
            let outcome = match self.frame.run.app().stack(S::META) {
                Some(stack) => concern::below(self.command, self.frame, stack).await,
                None => {
                    let frame = Frame::below(self.frame, S::META)?;
                    let unfinished = Unfinished::of(frame.run);
                    let mut outcome = runner::phases(self.command, &frame).await;
                    runner::conclude_subcommand(&frame, &mut outcome);
                    unfinished.finish();
                    outcome
                }
            };
            outcome.map_err(|failure| {
                let fault = render::subcommand(failure, S::META);
                self.frame.suffer(&fault);
                fault
            })
        }
    }

    /// Runs it and returns its own failure to match on. What a failed one wrote is undone.
    ///
    /// Must not run beside other work of the same run, as in `join!`: what that writes would be undone too.
    ///
    /// # Errors
    ///
    /// The sub-command's failure.
    pub fn attempt(self) -> impl Future<Output = Outcome<S>> + Send + use<'a, S> {
        async move {
            let frame = self.frame;
            let mark = match S::META.effect() {
                Effect::Write if frame.run.has_storage() => Some(frame.transaction()?),
                Effect::Write | Effect::Read => None,
            };
            if let Some(mark) = mark {
                mark.savepoint(Savepoint::Set).await.map_err(Fault::from)?;
            }
            let unfinished = Unfinished::of(frame.run);
            let outcome = match frame.run.app().stack(S::META) {
                Some(stack) => concern::below(self.command, frame, stack).await,
                None => runner::below(self.command, Frame::below(frame, S::META)?).await,
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

impl<S: Execute> fmt::Debug for Sub<'_, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Sub").field(&S::META.name).finish()
    }
}
