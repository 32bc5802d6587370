use std::{sync::Arc, time::Instant};

use serde_json::Value;

use super::{
    Stack,
    around::Setting,
    work::{self, Work},
};
use crate::{
    BoxFuture,
    app::App,
    command::{CommandMeta, Execute},
    context::Context,
    erased::given_typed,
    outcome::Outcome,
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
        let setting = Setting {
            app,
            command: C::META,
            options: &options,
            is_root: true,
            frame: None,
            deadline: options.deadline(app),
            traces: 0,
        };
        let way = Root {
            app,
            options: &options,
        };
        let work = Pending::new(command, way, stack.repeats());
        work::root(Box::new(work), &marks, stack, setting).await
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
    let work = Pending::new(command, Below { up, meta }, stack.repeats());
    work::below(Box::new(work), meta, up, stack)
}

/// Executes a command within the concerns around that.
#[cold]
pub(crate) fn execute<'a, C: Execute>(
    command: C,
    frame: &'a Frame<'a>,
    stack: &'a Stack,
) -> BoxFuture<'a, Outcome<C>> {
    let work = Inside {
        command: Some(command),
        frame,
    };
    work::inside(Box::new(work), frame, stack)
}

/// The work of a command whose other phases are outside.
struct Inside<'a, C> {
    command: Option<C>,
    frame: &'a Frame<'a>,
}

impl<C: Execute> Work<C::Output, C::Error> for Inside<'_, C> {
    fn run(&mut self, _deadline: Option<Instant>) -> Option<BoxFuture<'_, Outcome<C>>> {
        let command = self.command.take()?;
        Some(Box::pin(command.execute(Context::new(self.frame))))
    }

    fn can_run(&self) -> bool {
        self.command.is_some()
    }

    fn inputs(&self) -> Option<Value> {
        match &self.command {
            Some(command) => given_typed(command),
            None => None,
        }
    }
}

/// A command whose phases are all inside, and the way to run it.
struct Pending<C, W> {
    command: Option<C>,
    way: W,
    /// Whether the inputs are copied for each attempt.
    repeats: bool,
}

impl<C: Execute, W> Pending<C, W> {
    const fn new(command: C, way: W, repeats: bool) -> Self {
        Self {
            command: Some(command),
            way,
            repeats,
        }
    }
}

impl<C: Execute, W: Way<C>> Work<C::Output, C::Error> for Pending<C, W> {
    fn run(&mut self, deadline: Option<Instant>) -> Option<BoxFuture<'_, Outcome<C>>> {
        let copy = match &self.command {
            Some(command) if self.repeats => command.duplicate(),
            _ => None,
        };
        let command = copy.or_else(|| self.command.take())?;
        Some(self.way.run(command, deadline))
    }

    fn can_run(&self) -> bool {
        self.command.is_some()
    }

    fn inputs(&self) -> Option<Value> {
        match &self.command {
            Some(command) => given_typed(command),
            None => None,
        }
    }
}

/// What running means. Each way is a type, so that a command is compiled for those that it is run by.
trait Way<C: Execute>: Send + Sync {
    /// Runs the command to its outcome.
    fn run(&self, command: C, deadline: Option<Instant>) -> BoxFuture<'_, Outcome<C>>;
}

/// As a run of its own.
struct Root<'a> {
    app: &'a App,
    options: &'a RunOptions,
}

impl<C: Execute> Way<C> for Root<'_> {
    fn run(&self, command: C, deadline: Option<Instant>) -> BoxFuture<'_, Outcome<C>> {
        let options = self.options.clone().until(deadline);
        Box::pin(async move { self.app.run_with(command, &options).await })
    }
}

/// As a sub-command.
struct Below<'a> {
    up: &'a Frame<'a>,
    meta: &'static CommandMeta,
}

impl<C: Execute> Way<C> for Below<'_> {
    fn run(&self, command: C, deadline: Option<Instant>) -> BoxFuture<'_, Outcome<C>> {
        Box::pin(async move {
            let frame = Frame::below(self.up, self.meta)?;
            runner::below(command, frame.until(deadline.as_ref())).await
        })
    }
}
