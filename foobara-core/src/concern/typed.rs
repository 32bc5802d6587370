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
    erased::conceal,
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
        let way = Way::Root {
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
    let setting = Setting {
        app: up.run.app(),
        command: meta,
        options: up.run.options,
        is_root: false,
        frame: Some(up),
        deadline: up.deadline(),
        traces: up.run.marks.traces(),
    };
    Box::pin(within(
        command,
        Way::Below(up, meta),
        stack.below(),
        stack.repeats(),
        setting,
    ))
}

/// Executes a command within the concerns around that.
#[cold]
pub(crate) fn execute<'a, C: Execute>(
    command: C,
    frame: &'a Frame<'a>,
    stack: &'a Stack,
) -> BoxFuture<'a, Outcome<C>> {
    let setting = Setting {
        app: frame.run.app(),
        command: frame.meta,
        options: frame.run.options,
        is_root: frame.is_root,
        frame: Some(frame),
        deadline: frame.deadline(),
        traces: frame.run.marks.traces(),
    };
    Box::pin(within(
        command,
        Way::Inside(frame),
        stack.inside(),
        false,
        setting,
    ))
}

async fn within<'a, C: Execute>(
    command: C,
    way: Way<'a>,
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

/// Executes a command; the state moves on before the concerns around it are left.
async fn inside<C: Execute>(command: C, frame: &Frame<'_>) -> Outcome<C> {
    let mut outcome = command.execute(Context::new(frame)).await;
    if let Some(reported) = frame.take_reported() {
        outcome = runner::merge(reported, outcome);
    }
    if outcome.is_ok() {
        frame.watch().moved_within(Transition::RunExecute);
    }
    outcome
}

/// What running means here.
enum Way<'a> {
    Root {
        app: &'a App,
        options: &'a RunOptions,
        marks: &'a Marks,
    },
    Below(&'a Frame<'a>, &'static CommandMeta),
    Inside(&'a Frame<'a>),
}

struct Typed<'a, C: Execute> {
    command: Option<C>,
    outcome: Option<Outcome<C>>,
    way: Way<'a>,
    repeats: bool,
}

impl<C: Execute> Typed<'_, C> {
    fn command(&mut self) -> Option<C> {
        if self.repeats
            && let Some(copy) = self.command.as_ref().and_then(C::duplicate)
        {
            return Some(copy);
        }
        self.command.take()
    }
}

impl<C: Execute> Attempt for Typed<'_, C> {
    fn run(&mut self, deadline: Option<Instant>) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let Some(command) = self.command() else {
                return;
            };
            let outcome = match self.way {
                Way::Root { app, options, .. } => {
                    let options = options.clone().until(deadline);
                    app.run_with(command, &options).await
                }
                Way::Below(up, meta) => match Frame::below(up, meta) {
                    Ok(frame) => runner::below(command, frame.until(deadline.as_ref())).await,
                    Err(fault) => Err(fault.into()),
                },
                Way::Inside(frame) => inside(command, frame).await,
            };
            self.outcome = Some(outcome);
        })
    }

    fn can_run(&self) -> bool {
        self.command.is_some()
    }

    fn inputs(&self) -> Option<Value> {
        let mut inputs = serde_json::to_value(self.command.as_ref()?).ok()?;
        conceal(C::META, &mut inputs);
        Some(inputs)
    }

    fn traces(&self) -> u32 {
        match self.way {
            Way::Root { marks, .. } => marks.traces(),
            Way::Below(frame, _) | Way::Inside(frame) => frame.run.marks.traces(),
        }
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
