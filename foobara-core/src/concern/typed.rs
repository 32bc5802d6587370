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
    erased::remove_secrets,
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
        frame: None,
        deadline,
    };
    let way = Way::Root {
        app,
        options: &options,
    };
    within(command, way, marks, stack.outside(), stack.repeats(), setting).await
}

/// Runs a sub-command within the concerns around it.
pub(crate) async fn below<C: Execute>(command: C, up: &Frame<'_>, stack: &Stack) -> Outcome<C> {
    let setting = Setting {
        app: up.run.app(),
        command: C::META,
        options: up.run.options,
        frame: Some(up),
        deadline: up.deadline(),
    };
    let marks = up.run.options.marks.clone().unwrap_or_default();
    within(
        command,
        Way::Below(up),
        marks,
        stack.below(),
        stack.repeats(),
        setting,
    )
    .await
}

/// Executes a command within the concerns around that.
pub(crate) async fn execute<C: Execute>(command: C, frame: &Frame<'_>, stack: &Stack) -> Outcome<C> {
    let setting = Setting {
        app: frame.run.app(),
        command: C::META,
        options: frame.run.options,
        frame: Some(frame),
        deadline: frame.deadline(),
    };
    let marks = frame.run.options.marks.clone().unwrap_or_default();
    within(command, Way::Inside(frame), marks, stack.inside(), false, setting).await
}

async fn within<C: Execute>(
    command: C,
    way: Way<'_>,
    marks: Arc<Marks>,
    concerns: &[Arc<dyn super::Concern>],
    repeats: bool,
    setting: Setting<'_>,
) -> Outcome<C> {
    let mut attempt = Typed {
        command: Some(command),
        outcome: None,
        way,
        marks,
        repeats,
    };
    go(&mut attempt, concerns, setting).await;
    attempt
        .outcome
        .unwrap_or_else(|| Err(Failure::Fault(FaultKind::Cancelled.into())))
}

/// What running means here.
enum Way<'a> {
    Root { app: &'a App, options: &'a RunOptions },
    Below(&'a Frame<'a>),
    Inside(&'a Frame<'a>),
}

struct Typed<'a, C: Execute> {
    command: Option<C>,
    outcome: Option<Outcome<C>>,
    way: Way<'a>,
    marks: Arc<Marks>,
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
            self.marks.clear();
            let outcome = match self.way {
                Way::Root { app, options } => {
                    let options = options.clone().until(deadline);
                    app.run_with(command, &options).await
                }
                Way::Below(up) => match Frame::below(up, C::META) {
                    Ok(frame) => runner::below(command, frame.until(deadline.as_ref())).await,
                    Err(fault) => Err(fault.into()),
                },
                Way::Inside(frame) => {
                    let mut outcome = command.execute(Context::new(frame)).await;
                    if let Some(reported) = frame.take_reported() {
                        runner::merge(reported, &mut outcome);
                    }
                    outcome
                }
            };
            self.outcome = Some(outcome);
        })
    }

    fn can_run(&self) -> bool {
        self.command.is_some()
    }

    fn inputs(&self) -> Option<Value> {
        let mut inputs = serde_json::to_value(self.command.as_ref()?).ok()?;
        remove_secrets(C::META, &mut inputs);
        Some(inputs)
    }

    fn marks(&self) -> &Marks {
        &self.marks
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

    fn answer(&mut self, output: Box<dyn Any + Send + Sync>) -> bool {
        output
            .downcast()
            .map(|output| self.outcome = Some(Ok(*output)))
            .is_ok()
    }
}
