//! Sub-commands.

use std::fmt;

use crate::{
    BoxFuture,
    command::Execute,
    fault::Fault,
    outcome::{Failure, Outcome},
    ports::Effect,
    render,
    run::Frame,
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

    /// Runs it. Its failure is the parent's, with its name in the run-time path.
    ///
    /// # Errors
    ///
    /// The sub-command's errors, for `?`.
    pub fn run(self) -> impl Future<Output = Result<S::Output, Fault>> + Send + use<'a, S> {
        async move {
            let frame = Frame::below(self.frame, S::META)?;
            let mut outcome = runner::phases(self.command, &frame).await;
            runner::conclude_subcommand(&frame, &mut outcome);
            outcome.map_err(|failure| render::subcommand(failure, S::META))
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
            let frame = Frame::below(self.frame, S::META)?;
            let mark = match S::META.effect() {
                Effect::Write if frame.run.has_storage() => Some(frame.run.transaction()?),
                Effect::Write | Effect::Read => None,
            };
            if let Some(mark) = mark {
                mark.savepoint(Savepoint::Set).await.map_err(Fault::from)?;
            }
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
