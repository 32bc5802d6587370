use std::{any::Any, sync::Arc, time::Instant};

use foobara_types::ErrorCollection;
use serde_json::Value;

use super::{
    Stack,
    around::{Setting, go},
    attempt::Attempt,
};
use crate::{
    BoxFuture,
    app::App,
    command::{CommandMeta, Execute},
    context::Context,
    erased::given_typed,
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::{Failure, Outcome},
    run::{Frame, Marks, RunOptions},
    runner,
};

/// Runs a command that was asked for from outside, within the concerns around it.
#[cold]
pub(crate) fn root<'a, C: Execute>(
    app: &'a App,
    command: C,
    options: &'a RunOptions,
    stack: &'a Stack,
) -> BoxFuture<'a, Outcome<C>> {
    Box::pin(async move {
        let marks = Arc::new(Marks::default());
        let options = options.clone().marked(&marks).recorded(stack.records());
        let deadline = options.deadline(app);
        let setting = Setting {
            app,
            command: C::META,
            options: &options,
            is_root: true,
            frame: None,
            deadline,
            traces: 0,
        };
        let way = Root {
            app,
            options: &options,
            marks: &marks,
        };
        within(command, way, stack.outside(), stack.repeats(), setting).await
    })
}

/// Runs a sub-command within the concerns around it.
#[cold]
pub(crate) fn below<'a, C: Execute>(
    command: C,
    meta: &'static CommandMeta,
    up: &'a Frame<'a>,
    stack: &'a Stack,
) -> BoxFuture<'a, Outcome<C>> {
    Box::pin(within(
        command,
        Below { up, meta },
        stack.below(),
        stack.repeats(),
        Setting::below(up, meta),
    ))
}

/// Executes a command within the concerns around that.
#[cold]
pub(crate) fn execute<'a, C: Execute>(
    command: C,
    frame: &'a Frame<'a>,
    stack: &'a Stack,
) -> BoxFuture<'a, Outcome<C>> {
    let setting = Setting::inside(frame);
    Box::pin(within(command, Inside(frame), stack.inside(), false, setting))
}

async fn within<'a, C: Execute>(
    command: C,
    way: impl Way<C>,
    concerns: &'a [Arc<dyn super::Concern>],
    repeats: bool,
    setting: Setting<'a>,
) -> Outcome<C> {
    let mut attempt = Typed {
        command: Some(command),
        outcome: None,
        way,
        repeats,
    };
    go(&mut attempt, concerns, setting).await;
    attempt
        .outcome
        .unwrap_or_else(|| Err(Failure::Fault(FaultKind::Cancelled.into())))
}

/// What running means here. Each way is a type, so that a command is compiled for those that it is run by.
trait Way<C: Execute>: Send + Sync {
    /// Runs the command to its outcome.
    fn run(&self, command: C, deadline: Option<Instant>) -> impl Future<Output = Outcome<C>> + Send;

    /// Returns the count of what was done that lasts.
    fn marks(&self) -> &Marks;
}

/// As a run of its own.
struct Root<'a> {
    app: &'a App,
    options: &'a RunOptions,
    marks: &'a Marks,
}

impl<C: Execute> Way<C> for Root<'_> {
    async fn run(&self, command: C, deadline: Option<Instant>) -> Outcome<C> {
        let options = self.options.clone().until(deadline);
        self.app.run_with(command, &options).await
    }

    fn marks(&self) -> &Marks {
        self.marks
    }
}

/// As a sub-command.
struct Below<'a> {
    up: &'a Frame<'a>,
    meta: &'static CommandMeta,
}

impl<C: Execute> Way<C> for Below<'_> {
    async fn run(&self, command: C, deadline: Option<Instant>) -> Outcome<C> {
        let frame = Frame::below(self.up, self.meta)?;
        runner::below(command, frame.until(deadline.as_ref())).await
    }

    fn marks(&self) -> &Marks {
        &self.up.run.marks
    }
}

/// As the work of a command whose other phases are outside.
struct Inside<'a>(&'a Frame<'a>);

impl<C: Execute> Way<C> for Inside<'_> {
    /// The state moves on before the concerns around the work are left.
    async fn run(&self, command: C, _deadline: Option<Instant>) -> Outcome<C> {
        let frame = self.0;
        let mut outcome = command.execute(Context::new(frame)).await;
        if let Some(reported) = frame.take_reported() {
            outcome = runner::merge(reported, outcome);
        }
        if outcome.is_ok() {
            frame.watch().moved_within(Transition::RunExecute);
        }
        outcome
    }

    fn marks(&self) -> &Marks {
        &self.0.run.marks
    }
}

struct Typed<C: Execute, W> {
    command: Option<C>,
    outcome: Option<Outcome<C>>,
    way: W,
    repeats: bool,
}

impl<C: Execute, W> Typed<C, W> {
    fn command(&mut self) -> Option<C> {
        if self.repeats
            && let Some(copy) = self.command.as_ref().and_then(C::duplicate)
        {
            return Some(copy);
        }
        self.command.take()
    }
}

impl<C: Execute, W: Way<C>> Attempt for Typed<C, W> {
    fn run(&mut self, deadline: Option<Instant>) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let Some(command) = self.command() else {
                return;
            };
            self.outcome = Some(self.way.run(command, deadline).await);
        })
    }

    fn can_run(&self) -> bool {
        self.command.is_some()
    }

    fn inputs(&self) -> Option<Value> {
        given_typed(self.command.as_ref()?)
    }

    fn traces(&self) -> u32 {
        self.way.marks().traces()
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
        let output = self.outcome.as_ref()?.as_ref().ok()?;
        Some(output)
    }

    fn takes_text(&self) -> bool {
        false
    }

    fn output_text(&self) -> Option<Vec<u8>> {
        serde_json::to_vec(self.outcome.as_ref()?.as_ref().ok()?).ok()
    }

    fn output_value(&self) -> Option<Value> {
        serde_json::to_value(self.outcome.as_ref()?.as_ref().ok()?).ok()
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
