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
    command::Execute,
    context::Context,
    fault::{Fault, FaultKind},
    outcome::{Failure, Outcome},
    run::{Frame, Marks, RunOptions},
    runner,
};

/// Runs a command that was asked for from outside, within the concerns around it.
pub(crate) async fn root<C: Execute>(
    app: &App,
    command: C,
    options: &RunOptions,
    stack: &Stack,
) -> Outcome<C> {
    let marks = Arc::new(Marks::default());
    let options = options.clone().marked(&marks);
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
}

/// Runs a sub-command within the concerns around it.
pub(crate) async fn below<C: Execute>(command: C, up: &Frame<'_>, stack: &Stack) -> Outcome<C> {
    let setting = Setting {
        app: up.run.app(),
        command: C::META,
        options: up.run.options,
        is_root: false,
        frame: Some(up),
        deadline: up.deadline(),
        traces: up.run.marks.traces(),
    };
    within(command, Way::Below(up), stack.below(), stack.repeats(), setting).await
}

/// Executes a command within the concerns around that.
pub(crate) async fn execute<C: Execute>(command: C, frame: &Frame<'_>, stack: &Stack) -> Outcome<C> {
    let setting = Setting {
        app: frame.run.app(),
        command: C::META,
        options: frame.run.options,
        is_root: frame.is_root,
        frame: Some(frame),
        deadline: frame.deadline(),
        traces: frame.run.marks.traces(),
    };
    within(command, Way::Inside(frame), stack.inside(), false, setting).await
}

async fn within<C: Execute>(
    command: C,
    way: Way<'_>,
    concerns: &[Arc<dyn super::Concern>],
    repeats: bool,
    setting: Setting<'_>,
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

/// What running means here.
enum Way<'a> {
    Root {
        app: &'a App,
        options: &'a RunOptions,
        marks: &'a Marks,
    },
    Below(&'a Frame<'a>),
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
                Way::Below(up) => match Frame::below(up, C::META) {
                    Ok(frame) => runner::below(command, frame.until(deadline.as_ref())).await,
                    Err(fault) => Err(fault.into()),
                },
                Way::Inside(frame) => command.execute(Context::new(frame)).await,
            };
            self.outcome = Some(outcome);
        })
    }

    fn can_run(&self) -> bool {
        self.command.is_some()
    }

    fn inputs(&self) -> Option<Value> {
        serde_json::to_value(self.command.as_ref()?).ok()
    }

    fn traces(&self) -> u32 {
        match self.way {
            Way::Root { marks, .. } => marks.traces(),
            Way::Below(frame) | Way::Inside(frame) => frame.run.marks.traces(),
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
