use std::{any::Any, sync::Arc, time::Instant};

use foobara_types::{ErrorCollection, Typed};
use serde::Serialize;
use serde_json::Value;

use super::{
    Concern, Stack,
    around::{Setting, go},
    attempt::Attempt,
};
use crate::{
    BoxFuture,
    command::CommandMeta,
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::Failure,
    possible::PossibleErrors,
    run::{Frame, Marks},
    runner,
};

/// A command that is to be run in some way; the type of its outcome is all that is left of its own.
pub(super) trait Work<T, E>: Send + Sync {
    /// Runs the command to its outcome; `None` when its inputs are used up.
    fn run(&mut self, deadline: Option<Instant>) -> Option<BoxFuture<'_, Result<T, Failure<E>>>>;

    /// Returns whether there are inputs to run with.
    fn can_run(&self) -> bool;

    /// Returns the inputs in their strict form, secrets left out; `None` once they are used up.
    fn inputs(&self) -> Option<Value>;
}

/// Does work as a run of its own, within the concerns around it.
pub(super) async fn root<T, E>(
    work: Box<dyn Work<T, E> + '_>,
    marks: &Marks,
    stack: &Stack,
    setting: Setting<'_>,
) -> Result<T, Failure<E>>
where
    T: Serialize + Send + Sync + 'static,
    E: PossibleErrors,
{
    within(Attempted::new(work, marks, None), stack.outside(), setting).await
}

/// Does work as a sub-command, within the concerns around it.
pub(super) fn below<'a, T, E>(
    work: Box<dyn Work<T, E> + 'a>,
    meta: &'static CommandMeta,
    up: &'a Frame<'a>,
    stack: &'a Stack,
) -> BoxFuture<'a, Result<T, Failure<E>>>
where
    T: Serialize + Send + Sync + 'static,
    E: PossibleErrors,
{
    let attempted = Attempted::new(work, &up.run.marks, None);
    Box::pin(within(attempted, stack.below(), Setting::below(up, meta)))
}

/// Executes a command within the concerns around that, and settles its outcome.
pub(super) fn inside<'a, T, E>(
    work: Box<dyn Work<T, E> + 'a>,
    frame: &'a Frame<'a>,
    stack: &'a Stack,
) -> BoxFuture<'a, Result<T, Failure<E>>>
where
    T: Typed + Serialize + Send + Sync + 'static,
    E: PossibleErrors,
{
    let attempted = Attempted::new(work, &frame.run.marks, Some(frame));
    Box::pin(async move {
        let outcome = within(attempted, stack.inside(), Setting::inside(frame)).await;
        runner::executed(outcome, frame)
    })
}

async fn within<T, E>(
    mut attempted: Attempted<'_, T, E>,
    concerns: &[Arc<dyn Concern>],
    setting: Setting<'_>,
) -> Result<T, Failure<E>>
where
    T: Serialize + Send + Sync + 'static,
    E: PossibleErrors,
{
    go(&mut attempted, concerns, setting).await;
    attempted
        .outcome
        .unwrap_or_else(|| Err(Failure::Fault(FaultKind::Cancelled.into())))
}

/// Work, and its outcome.
struct Attempted<'a, T, E> {
    work: Box<dyn Work<T, E> + 'a>,
    marks: &'a Marks,
    /// The frame of a command whose other phases are outside.
    inside: Option<&'a Frame<'a>>,
    outcome: Option<Result<T, Failure<E>>>,
}

impl<'a, T, E> Attempted<'a, T, E> {
    const fn new(work: Box<dyn Work<T, E> + 'a>, marks: &'a Marks, inside: Option<&'a Frame<'a>>) -> Self {
        Self {
            work,
            marks,
            inside,
            outcome: None,
        }
    }

    fn result(&self) -> Option<&T> {
        self.outcome.as_ref()?.as_ref().ok()
    }

    /// Ends the work of a command. The state moves on before the concerns around it are left.
    fn ended(&self, mut outcome: Result<T, Failure<E>>) -> Result<T, Failure<E>>
    where
        E: PossibleErrors,
    {
        let Some(frame) = self.inside else {
            return outcome;
        };
        if let Some(reported) = frame.take_reported() {
            outcome = runner::merge(reported, outcome);
        }
        if outcome.is_ok() {
            frame.watch().moved_within(Transition::RunExecute);
        }
        outcome
    }
}

impl<T, E> Attempt for Attempted<'_, T, E>
where
    T: Serialize + Send + Sync + 'static,
    E: PossibleErrors,
{
    fn run(&mut self, deadline: Option<Instant>) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let Some(running) = self.work.run(deadline) else {
                return;
            };
            let outcome = running.await;
            self.outcome = Some(self.ended(outcome));
        })
    }

    fn can_run(&self) -> bool {
        self.work.can_run()
    }

    fn inputs(&self) -> Option<Value> {
        self.work.inputs()
    }

    fn traces(&self) -> u32 {
        self.marks.traces()
    }

    fn is_settled(&self) -> bool {
        self.outcome.is_some()
    }

    fn errors(&self) -> Option<ErrorCollection> {
        self.outcome.as_ref()?.as_ref().err().map(Failure::errors)
    }

    fn fail(&mut self, fault: Fault) {
        self.outcome = Some(Err(Failure::Fault(fault)));
    }

    fn output(&self) -> Option<&(dyn Any + Send + Sync)> {
        let output = self.result()?;
        Some(output)
    }

    fn takes_text(&self) -> bool {
        false
    }

    fn output_text(&self) -> Option<Vec<u8>> {
        serde_json::to_vec(self.result()?).ok()
    }

    fn output_value(&self) -> Option<Value> {
        serde_json::to_value(self.result()?).ok()
    }

    fn is_text(&self) -> bool {
        false
    }

    fn answer(&mut self, output: Box<dyn Any + Send + Sync>) -> bool {
        output
            .downcast()
            .map(|output| self.outcome = Some(Ok(*output)))
            .is_ok()
    }
}
