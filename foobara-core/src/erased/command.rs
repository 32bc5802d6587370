use std::{
    any::Any,
    convert::Infallible,
    fmt,
    marker::PhantomData,
    panic::AssertUnwindSafe,
    pin::{Pin, pin},
};

use foobara_types::{ErrorCollection, Typed as _};
use futures::FutureExt;
use serde_json::Value;

use super::{
    Encoding, RawInputs,
    codec::{Encoded, bad_result, decode, encode, finish},
};
use crate::{
    BoxFuture,
    app::App,
    command::{CommandMeta, Execute},
    concern,
    defined::DefinedContext,
    fault::{Fault, FaultKind},
    outcome::Failure,
    possible::{self, PossibleErrors},
    render,
    run::{Frame, Run, RunOptions, Unfinished},
    runner,
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

/// A command of a type, within a run that somebody else began and will end.
pub(crate) trait Drive: Send + Sync + 'static {
    /// Decodes the inputs, takes the command to its result and encodes that as JSON.
    fn drive<'a>(&self, frame: &'a Frame<'a>, inputs: RawInputs, encoding: Encoding)
    -> BoxFuture<'a, Driven>;
}

/// What comes of driving a command: its outcome, or why its inputs were refused, which hooks have been told then.
pub(crate) type Driven = Result<Result<Vec<u8>, Failure<Infallible>>, Fault>;

/// The twin of `C`.
pub(crate) struct Runner<C>(PhantomData<fn() -> C>);

impl<C> Runner<C> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<C: Execute> Drive for Runner<C> {
    fn drive<'a>(
        &self,
        frame: &'a Frame<'a>,
        inputs: RawInputs,
        encoding: Encoding,
    ) -> BoxFuture<'a, Driven> {
        Box::pin(drive::<C>(frame, inputs, encoding))
    }
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
            caught(pin!(self::run::<C>(&run, inputs, encoding)))
                .await
                .unwrap_or_else(|panic| Err(panicked(&run, &*panic)))
        })
    }

    fn run_below<'a>(&self, cx: DefinedContext<'a>, inputs: Value) -> BoxFuture<'a, Result<Value, Fault>> {
        Box::pin(below(&Self::NEW, C::META, cx, inputs))
    }
}

/// Drives a run; a panic is its error.
pub(super) fn caught<'a, T>(
    run: Pin<&'a mut (dyn Future<Output = T> + Send + 'a)>,
) -> impl Future<Output = std::thread::Result<T>> + Send {
    AssertUnwindSafe(run).catch_unwind()
}

async fn run<C: Execute>(
    run: &Run<'_>,
    inputs: RawInputs,
    encoding: Encoding,
) -> Result<Vec<u8>, ErrorCollection> {
    let frame = Frame::root(run);
    let outcome = drive::<C>(&frame, inputs, encoding)
        .await
        .map_err(Fault::into_errors)?;
    runner::conclude!(outcome, frame).map_err(Failure::into_errors)
}

fn drive<'a, C: Execute>(
    frame: &'a Frame<'a>,
    inputs: RawInputs,
    encoding: Encoding,
) -> impl Future<Output = Driven> + Send + use<'a, C> {
    async move {
        let mut command = decode::<C>(inputs).map_err(|fault| runner::refuse(frame, fault))?;
        let output = match runner::drive!(command, frame) {
            Ok(output) => output,
            Err(failure) => return Ok(Err(untyped(failure))),
        };
        let encoded = match encode(&output, encoding) {
            Ok(Encoded::Text(text)) => Ok(text),
            other => Box::pin(finish(other, &C::Output::DECLARATION, frame)).await,
        };
        Ok(encoded.map_err(Failure::Fault))
    }
}

/// Gives up the type of a failure.
#[cold]
fn untyped<E: PossibleErrors>(failure: Failure<E>) -> Failure<Infallible> {
    Failure::Fault(match failure {
        Failure::Own(error) => FaultKind::Reported(vec![possible::report(&error)]).into(),
        Failure::Fault(fault) => fault,
    })
}

/// Runs a command below one that was made at run time, as [`Sub::run`](crate::Sub::run) does below one with a type.
async fn below(
    command: &'static dyn Drive,
    meta: &'static CommandMeta,
    cx: DefinedContext<'_>,
    inputs: Value,
) -> Result<Value, Fault> {
    let up = cx.frame;
    let inputs = RawInputs::json(inputs.to_string());
    let outcome = match up.run.app().stack(meta) {
        Some(stack) => concern::below_erased(command, meta, inputs, up, stack).await,
        None => drive_below(command, inputs, &Frame::below(up, meta)?).await,
    };
    let text = outcome.map_err(|failure| {
        let fault = render::subcommand(failure, meta);
        up.suffer(&fault);
        fault
    })?;
    serde_json::from_slice(&text).map_err(|error| bad_result(up.run.app(), meta, &error))
}

/// Drives a sub-command to its end.
pub(crate) async fn drive_below(
    command: &'static dyn Drive,
    inputs: RawInputs,
    frame: &Frame<'_>,
) -> Result<Vec<u8>, Failure<Infallible>> {
    let unfinished = Unfinished::of(frame.run);
    let driven = command.drive(frame, inputs, Encoding::Atomic).await;
    let outcome = match driven {
        Ok(outcome) => runner::conclude_subcommand(outcome, frame),
        Err(refused) => Err(refused.into()),
    };
    unfinished.finish();
    outcome
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
