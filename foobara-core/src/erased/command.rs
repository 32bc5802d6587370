use std::{convert::Infallible, fmt, marker::PhantomData, pin::pin};

use foobara_types::ErrorCollection;
use serde_json::Value;

use super::{
    Encoding, RawInputs,
    codec::{Encoded, bad_result, decode, written},
    root::{Asked, finished, root},
};
use crate::{
    BoxFuture,
    app::App,
    command::{CommandMeta, Execute},
    concern,
    defined::DefinedContext,
    fault::Fault,
    outcome::Failure,
    render,
    run::{Frame, RunOptions, Unfinished},
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

/// What comes of driving a command: its outcome, or why its inputs could not be decoded, which hooks are still to be told.
pub(crate) type Driven = Result<Result<Encoded, Failure<Infallible>>, Fault>;

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
        let asked = Asked { app, options };
        Box::pin(async move {
            let run = asked.run(C::META);
            let frame = Frame::root(&run);
            root(&frame, pin!(drive::<C>(&frame, inputs, encoding))).await
        })
    }

    fn run_below<'a>(&self, cx: DefinedContext<'a>, inputs: Value) -> BoxFuture<'a, Result<Value, Fault>> {
        below(&Self::NEW, C::META, cx, inputs)
    }
}

fn drive<'a, C: Execute>(
    frame: &'a Frame<'a>,
    inputs: RawInputs,
    encoding: Encoding,
) -> impl Future<Output = Driven> + Send + use<'a, C> {
    async move {
        let mut command = decode::<C>(inputs)?;
        let outcome = runner::drive!(command, frame);
        Ok(written(outcome, encoding, frame))
    }
}

/// Runs a command below one that was made at run time, as [`Sub::run`](crate::Sub::run) does below one with a type.
fn below<'a>(
    command: &'static dyn Drive,
    meta: &'static CommandMeta,
    cx: DefinedContext<'a>,
    inputs: Value,
) -> BoxFuture<'a, Result<Value, Fault>> {
    Box::pin(async move {
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
    })
}

/// Drives a sub-command to its end.
pub(crate) async fn drive_below(
    command: &'static dyn Drive,
    inputs: RawInputs,
    frame: &Frame<'_>,
) -> Result<Vec<u8>, Failure<Infallible>> {
    let unfinished = Unfinished::of(frame.run);
    let mut driven = command.drive(frame, inputs, Encoding::Atomic);
    let outcome = match finished(driven.as_mut(), frame).await {
        Ok(outcome) => runner::conclude_subcommand(outcome, frame),
        Err(refused) => Err(refused.into()),
    };
    unfinished.finish();
    outcome
}

impl fmt::Debug for dyn ErasedCommand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ErasedCommand")
    }
}
