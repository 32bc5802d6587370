use tracing::{Instrument, Level, Span, field::Empty};

use super::Tracing;
use crate::{
    BoxFuture,
    concern::{Around, Concern, ending::ending},
};

/// Opens the span; its level is part of what is known before the program runs.
macro_rules! span {
    ($level:expr, $run:expr) => {
        tracing::span!(
            $level,
            "foobara.run",
            command = $run.command().reference(),
            is_root = $run.is_root(),
            outcome = Empty,
            errors = Empty,
            caller = Empty,
        )
    };
}

impl Concern for Tracing {
    fn name(&self) -> &'static str {
        "tracing"
    }

    fn around<'a>(&'a self, mut run: Around<'a>) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            let span = self.span(&run);
            run.proceed().instrument(span.clone()).await;
            if !span.is_disabled() {
                record(&run, &span);
            }
        })
    }
}

impl Tracing {
    fn span(&self, run: &Around<'_>) -> Span {
        let span = match self.level {
            Level::DEBUG => span!(Level::DEBUG, run),
            Level::TRACE => span!(Level::TRACE, run),
            _ => span!(Level::INFO, run),
        };
        if let Some(caller) = run.caller().filter(|_| self.has_caller) {
            span.record("caller", caller);
        }
        span
    }
}

fn record(run: &Around<'_>, span: &Span) {
    span.record("outcome", ending(run).as_str());
    if let Some(errors) = run.errors() {
        span.record("errors", errors.keys().join(", "));
    }
}
