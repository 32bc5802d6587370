use std::time::Instant;

use metrics::{counter, histogram};

use super::Metrics;
use crate::{
    BoxFuture,
    concern::{Around, Concern, ending::ending},
    ports::Clock,
};

const RUNS: &str = "foobara_runs_total";
const SECONDS: &str = "foobara_run_seconds";

impl Concern for Metrics {
    fn name(&self) -> &'static str {
        "metrics"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let mut measured = Measured::begin(&run);
            run.proceed().await;
            measured.outcome = ending(&run).as_str();
        })
    }
}

/// A run that is measured, to its end or until it is dropped.
struct Measured<'a> {
    command: String,
    begun: Instant,
    clock: &'a dyn Clock,
    outcome: &'static str,
}

impl<'a> Measured<'a> {
    fn begin(run: &Around<'a>) -> Self {
        Self {
            command: run.command().reference(),
            begun: run.now(),
            clock: run.app().ports().clock.as_ref(),
            outcome: "dropped",
        }
    }
}

impl Drop for Measured<'_> {
    fn drop(&mut self) {
        let took = self.clock.instant().saturating_duration_since(self.begun);
        let command = std::mem::take(&mut self.command);
        counter!(RUNS, "command" => command.clone(), "outcome" => self.outcome).increment(1);
        histogram!(SECONDS, "command" => command).record(took);
    }
}
