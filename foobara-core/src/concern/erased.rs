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
    entry::CommandEntry,
    erased::{Encoding, RawInputs, canonical},
    fault::{Fault, FaultKind},
    run::{Marks, RunOptions},
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
    let mut attempt = Erased {
        entry: &entry,
        app: &app,
        inputs,
        options: &options,
        encoding,
        marks,
        outcome: None,
    };
    go(&mut attempt, stack.outside(), setting).await;
    attempt
        .outcome
        .unwrap_or_else(|| Err(Fault::from(FaultKind::Cancelled).into_errors()))
}

/// Inputs that came in as text can be decoded again, so it can always be repeated.
struct Erased<'a> {
    entry: &'a CommandEntry,
    app: &'a App,
    inputs: RawInputs,
    options: &'a RunOptions,
    encoding: Encoding,
    marks: Arc<Marks>,
    outcome: Option<Result<Vec<u8>, ErrorCollection>>,
}

impl Attempt for Erased<'_> {
    fn run(&mut self, deadline: Option<Instant>) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let options = self.options.clone().until(deadline);
            let run = self
                .entry
                .command
                .run(self.app.clone(), self.inputs.clone(), options, self.encoding);
            self.outcome = Some(run.await);
        })
    }

    fn can_run(&self) -> bool {
        true
    }

    fn inputs(&self) -> Option<Value> {
        canonical(self.entry.meta, self.inputs.clone())
    }

    fn traces(&self) -> u32 {
        self.marks.traces()
    }

    fn is_settled(&self) -> bool {
        self.outcome.is_some()
    }

    fn errors(&self) -> Option<ErrorCollection> {
        self.outcome.as_ref()?.as_ref().err().cloned()
    }

    fn fail(&mut self, fault: Fault) {
        self.outcome = Some(Err(fault.into_errors()));
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
