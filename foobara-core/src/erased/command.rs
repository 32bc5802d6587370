use std::{any::Any, fmt, marker::PhantomData, panic::AssertUnwindSafe};

use foobara_types::ErrorCollection;
use futures::{FutureExt, future::CatchUnwind};
use serde_json::Value;

use super::{
    Encoding, RawInputs,
    codec::{decode, encode, encode_aggregate, to_value},
};
use crate::{
    BoxFuture,
    app::App,
    command::Execute,
    defined::DefinedContext,
    fault::{Fault, FaultKind},
    outcome::Failure,
    render,
    run::{Frame, Run, RunOptions},
    runner,
    sub::Sub,
};

/// A command without its type.
pub(crate) trait ErasedCommand: Send + Sync + 'static {
    /// Decodes the inputs, runs the command and encodes its result as JSON.
    ///
    /// The future owns all it needs, so that it can go on by itself when its caller goes away. A panic within it
    /// becomes an `unknown` error; its text goes to the log.
    fn run(
        &self,
        app: App,
        inputs: RawInputs,
        options: RunOptions,
        encoding: Encoding,
    ) -> BoxFuture<'static, Result<Vec<u8>, ErrorCollection>>;

    /// Decodes the inputs and runs the command within the run of another one, which was made at run time.
    fn run_below<'a>(&self, cx: DefinedContext<'a>, inputs: Value) -> BoxFuture<'a, Result<Value, Fault>>;
}

/// The twin of `C`.
pub(crate) struct Runner<C>(PhantomData<fn() -> C>);

impl<C> Runner<C> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<C: Execute> ErasedCommand for Runner<C> {
    fn run(
        &self,
        app: App,
        inputs: RawInputs,
        options: RunOptions,
        encoding: Encoding,
    ) -> BoxFuture<'static, Result<Vec<u8>, ErrorCollection>> {
        Box::pin(async move {
            let run = Run::new(&app, &options, C::META);
            caught(self::run::<C>(&run, inputs, encoding))
                .await
                .unwrap_or_else(|panic| Err(panicked(&run, &*panic)))
        })
    }

    fn run_below<'a>(&self, cx: DefinedContext<'a>, inputs: Value) -> BoxFuture<'a, Result<Value, Fault>> {
        Box::pin(async move {
            let inputs = RawInputs::json(inputs.to_string());
            let command = decode::<C>(inputs)
                .map_err(|fault| render::subcommand(Failure::<C::Error>::Fault(fault), C::META))?;
            let output = Sub::new(cx.frame, command).run().await?;
            to_value::<C>(&output, cx.frame.run.app())
        })
    }
}

/// Drives a run; a panic is its error.
pub(super) fn caught<F: Future>(run: F) -> CatchUnwind<AssertUnwindSafe<F>> {
    AssertUnwindSafe(run).catch_unwind()
}

async fn run<C: Execute>(
    run: &Run<'_>,
    inputs: RawInputs,
    encoding: Encoding,
) -> Result<Vec<u8>, ErrorCollection> {
    let frame = Frame::root(run);
    let mut command = decode::<C>(inputs).map_err(|fault| runner::refuse(&frame, fault).into_errors())?;
    let outcome = match (runner::drive!(command, frame), encoding) {
        (Ok(output), Encoding::Atomic) => encode::<C>(&output, run).map_err(Failure::Fault),
        (Ok(output), Encoding::Aggregate) => Box::pin(encode_aggregate::<C>(output, run))
            .await
            .map_err(Failure::Fault),
        (Err(failure), _) => Err(failure),
    };
    runner::conclude!(outcome, frame).map_err(Failure::into_errors)
}

#[cold]
pub(super) fn panicked(run: &Run<'_>, panic: &(dyn Any + Send)) -> ErrorCollection {
    let id = run
        .known_panic_id()
        .unwrap_or_else(|| run.app().ports().ids.short());
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("a panic without text");
    tracing::error!(
        command = run.root.reference(),
        id = format!("{id:016x}"),
        text,
        "a command panicked"
    );
    Fault::from(FaultKind::Panicked(id)).into_errors()
}

impl fmt::Debug for dyn ErasedCommand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ErasedCommand")
    }
}
