//! What can be seen of a run from outside.

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, PoisonError},
};

use foobara::{App, AppBuilder, Encoding, Event, MemoryStore, RawInputs, RunOptions, RunRecord, When};
use serde_json::Value;

use crate::commands::{self, Count};

/// A run to be observed.
pub(crate) struct Case {
    command: &'static str,
    inputs: Value,
    given: Option<(&'static str, Value)>,
    before: Vec<Step>,
    after: Vec<Step>,
}

type Step = Box<dyn FnOnce(AppBuilder, &Trace) -> AppBuilder>;

/// What was seen of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Observed {
    pub(crate) transitions: Vec<String>,
    pub(crate) trace: Vec<String>,
    pub(crate) final_state: String,
    pub(crate) error_keys: Vec<String>,
    pub(crate) rows_added: i64,
}

#[derive(Clone, Default)]
pub(crate) struct Trace(Arc<Mutex<Vec<String>>>);

impl Trace {
    pub(crate) fn note(&self, line: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Writes events as the golden traces do.
    fn hear(&self, event: &Event<'_>, names: bool) {
        let transition = event.transition.as_str();
        let line = match event.when {
            When::Before => format!("before_{transition}[{}]", event.state().as_str()),
            When::After => format!("after_{transition}[{}]", event.state().as_str()),
            When::Error => format!("error_any({transition})"),
        };
        let line = if names {
            format!("{}.{line}", event.command.name)
        } else {
            line
        };
        self.note(line);
    }
}

impl Case {
    pub(crate) fn of(command: &'static str, inputs: Value) -> Self {
        Self {
            command,
            inputs,
            given: None,
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    /// Runs another command first, which is not observed.
    pub(crate) fn given(mut self, command: &'static str, inputs: Value) -> Self {
        self.given = Some((command, inputs));
        self
    }

    /// Adds something to the app before the hook that traces.
    pub(crate) fn first(mut self, step: impl FnOnce(AppBuilder, &Trace) -> AppBuilder + 'static) -> Self {
        self.before.push(Box::new(step));
        self
    }

    /// Adds something to the app after the hook that traces.
    pub(crate) fn then(mut self, step: impl FnOnce(AppBuilder, &Trace) -> AppBuilder + 'static) -> Self {
        self.after.push(Box::new(step));
        self
    }

    /// Runs it; `names` says whether lines of the trace begin with the name of the command.
    pub(crate) async fn observe(self, names: bool) -> Observed {
        let trace = Trace::default();
        let mut builder = commands::builder();
        for step in self.before {
            builder = step(builder, &trace);
        }
        let tracing = trace.clone();
        builder = builder.hook(move |event: &Event<'_>| {
            if names || event.depth == 0 {
                tracing.hear(event, names);
            }
            Ok(())
        });
        for step in self.after {
            builder = step(builder, &trace);
        }
        let app = builder
            .storage(MemoryStore::default())
            .build()
            .expect("no mistakes");
        if let Some((command, inputs)) = self.given {
            let errors = run(&app, command, &inputs, RunOptions::default()).await;
            assert_eq!(errors, Vec::<String>::new());
        }
        let rows_before = count(&app).await;
        trace.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let record = Arc::new(RunRecord::new());
        let mut options = RunOptions::default();
        options.record = Some(Arc::clone(&record));
        let error_keys = run(&app, self.command, &self.inputs, options).await;
        let lines = trace.lines();
        let steps = record.steps().into_iter().filter(|step| step.depth == 0);
        Observed {
            transitions: steps.map(|step| step.to_string()).collect(),
            trace: lines,
            final_state: record.state().to_string(),
            error_keys,
            rows_added: count(&app).await - rows_before,
        }
    }
}

/// Runs a command whose inputs are text; returns the keys of its errors.
pub(crate) async fn run(app: &App, command: &str, inputs: &Value, options: RunOptions) -> Vec<String> {
    let entry = app.command(command).found().expect("a command");
    let run = entry.run(
        app.clone(),
        RawInputs::json(inputs.to_string()),
        options,
        Encoding::Atomic,
    );
    let outcome = AssertUnwindSafe(run).await;
    outcome.err().map(|errors| errors.keys()).unwrap_or_default()
}

pub(crate) async fn count(app: &App) -> i64 {
    app.run(Count).await.expect("it counts")
}
