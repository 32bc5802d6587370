use std::{any::Any, convert::Infallible, sync::Arc, time::Instant};

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
    command::CommandMeta,
    entry::CommandEntry,
    erased::{self, Drive, Encoding, RawInputs, canonical},
    fault::{Fault, FaultKind},
    outcome::Failure,
    run::{Frame, Marks, RunOptions},
};

/// Runs a command whose inputs came in as text, within the concerns around it.
pub(crate) async fn run(
    entry: CommandEntry,
    app: App,
    inputs: RawInputs,
    options: RunOptions,
    encoding: Encoding,
    stack: Arc<Stack>,
) -> Result<Vec<u8>, ErrorCollection> {
    let marks = Arc::new(Marks::default());
    let options = options.marked(&marks).recorded(stack.records());
    let setting = Setting {
        app: &app,
        command: entry.meta,
        options: &options,
        is_root: true,
        frame: None,
        deadline: options.deadline(&app),
        traces: 0,
    };
    let way = Root {
        entry: &entry,
        app: &app,
        options: &options,
        encoding,
        marks: &marks,
    };
    within(entry.meta, inputs, way, stack.outside(), setting).await
}

/// Runs a command below one that was made at run time, within the concerns around it.
pub(crate) async fn below(
    command: &'static dyn Drive,
    meta: &'static CommandMeta,
    inputs: RawInputs,
    up: &Frame<'_>,
    stack: &Stack,
) -> Result<Vec<u8>, Failure<Infallible>> {
    let setting = Setting::below(up, meta);
    let way = Below { command, meta, up };
    within(meta, inputs, way, stack.below(), setting).await
}

async fn within<W: Way>(
    command: &'static CommandMeta,
    inputs: RawInputs,
    way: W,
    concerns: &[Arc<dyn super::Concern>],
    setting: Setting<'_>,
) -> Result<Vec<u8>, W::Error> {
    let mut attempt = Erased {
        command,
        inputs,
        way,
        outcome: None,
    };
    go(&mut attempt, concerns, setting).await;
    attempt
        .outcome
        .unwrap_or_else(|| Err(W::failed(FaultKind::Cancelled.into())))
}

/// What running means here.
trait Way: Send + Sync {
    /// What runs fail with.
    type Error: Send + Sync;

    /// Runs the command to its result as text.
    fn run(
        &self,
        inputs: RawInputs,
        deadline: Option<Instant>,
    ) -> impl Future<Output = Result<Vec<u8>, Self::Error>> + Send;

    /// Returns the count of what was done that lasts.
    fn marks(&self) -> &Marks;

    /// Makes an error of a fault.
    fn failed(fault: Fault) -> Self::Error;

    /// Renders an error.
    fn errors(error: &Self::Error) -> ErrorCollection;
}

/// As a run of its own.
struct Root<'a> {
    entry: &'a CommandEntry,
    app: &'a App,
    options: &'a RunOptions,
    encoding: Encoding,
    marks: &'a Marks,
}

impl Way for Root<'_> {
    type Error = ErrorCollection;

    async fn run(&self, inputs: RawInputs, deadline: Option<Instant>) -> Result<Vec<u8>, ErrorCollection> {
        let options = self.options.clone().until(deadline);
        let command = self.entry.command;
        command
            .run(self.app.clone(), inputs, options, self.encoding)
            .await
    }

    fn marks(&self) -> &Marks {
        self.marks
    }

    fn failed(fault: Fault) -> ErrorCollection {
        fault.into_errors()
    }

    fn errors(error: &ErrorCollection) -> ErrorCollection {
        error.clone()
    }
}

/// As a sub-command.
struct Below<'a> {
    command: &'static dyn Drive,
    meta: &'static CommandMeta,
    up: &'a Frame<'a>,
}

impl Way for Below<'_> {
    type Error = Failure<Infallible>;

    async fn run(
        &self,
        inputs: RawInputs,
        deadline: Option<Instant>,
    ) -> Result<Vec<u8>, Failure<Infallible>> {
        let frame = Frame::below(self.up, self.meta)?.until(deadline.as_ref());
        erased::drive_below(self.command, inputs, &frame).await
    }

    fn marks(&self) -> &Marks {
        &self.up.run.marks
    }

    fn failed(fault: Fault) -> Failure<Infallible> {
        fault.into()
    }

    fn errors(error: &Failure<Infallible>) -> ErrorCollection {
        error.errors()
    }
}

/// Inputs that came in as text can be decoded again, so it can always be repeated.
struct Erased<W: Way> {
    command: &'static CommandMeta,
    inputs: RawInputs,
    way: W,
    outcome: Option<Result<Vec<u8>, W::Error>>,
}

impl<W: Way> Attempt for Erased<W> {
    fn run(&mut self, deadline: Option<Instant>) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            self.outcome = Some(self.way.run(self.inputs.clone(), deadline).await);
        })
    }

    fn can_run(&self) -> bool {
        true
    }

    fn inputs(&self) -> Option<Value> {
        canonical(self.command, self.inputs.clone())
    }

    fn traces(&self) -> u32 {
        self.way.marks().traces()
    }

    fn is_settled(&self) -> bool {
        self.outcome.is_some()
    }

    fn errors(&self) -> Option<ErrorCollection> {
        self.outcome.as_ref()?.as_ref().err().map(W::errors)
    }

    fn fail(&mut self, fault: Fault) {
        self.outcome = Some(Err(W::failed(fault)));
    }

    fn output(&self) -> Option<&(dyn Any + Send + Sync)> {
        let body = self.outcome.as_ref()?.as_ref().ok()?;
        Some(body)
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn output_text(&self) -> Option<Vec<u8>> {
        self.outcome.as_ref()?.as_ref().ok().cloned()
    }

    fn output_value(&self) -> Option<Value> {
        serde_json::from_slice(self.outcome.as_ref()?.as_ref().ok()?).ok()
    }

    fn is_text(&self) -> bool {
        true
    }

    fn answer(&mut self, output: Box<dyn Any + Send + Sync>) -> bool {
        output
            .downcast()
            .map(|body| self.outcome = Some(Ok(*body)))
            .is_ok()
    }
}
