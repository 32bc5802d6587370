//! The object-safe twin of a command, the only place where a command's type is given up.
//!
//! Per command there is one decode, one drive and one encode; everything else takes [`CommandMeta`] and values.

use std::{any::Any, marker::PhantomData, panic::AssertUnwindSafe};

use bytes::Bytes;
use foobara_types::{ErrorCollection, InputErrors, Issue, cast, json};
use futures::FutureExt;
use serde_json::{Map, Value};

use crate::{
    BoxFuture,
    app::App,
    command::{CommandMeta, Execute},
    fault::{Fault, FaultKind},
    outcome::Failure,
    run::{Frame, Run, RunOptions},
    runner,
};

mod aggregate;

/// Inputs as they came in: JSON text, and values from elsewhere that win over it.
#[derive(Debug, Clone, Default)]
pub struct RawInputs {
    text: Bytes,
    values: Option<Box<Map<String, Value>>>,
}

impl RawInputs {
    /// Returns inputs that are all in one JSON text, decoded straight into the command. Empty text stands for none.
    pub fn json(text: impl Into<Bytes>) -> Self {
        Self {
            text: text.into(),
            values: None,
        }
    }

    /// Returns inputs that are all values, as flags are. They go through the caster.
    pub fn values(values: Map<String, Value>) -> Self {
        Self::default().and(values)
    }

    /// Returns these inputs with values from elsewhere, as from a query, that win over the text.
    #[must_use]
    pub fn and(mut self, values: Map<String, Value>) -> Self {
        if !values.is_empty() {
            self.values.get_or_insert_default().extend(values);
        }
        self
    }

    /// Returns the inputs as a value, and what was noted of the text.
    ///
    /// # Errors
    ///
    /// When the text is not JSON.
    pub fn parse(self) -> Result<(Value, json::Notes), Fault> {
        let (mut value, notes) = if self.text.is_empty() {
            (Value::Object(Map::new()), json::Notes::none())
        } else {
            json::parse(&self.text).map_err(|error| FaultKind::InvalidJson(error.to_string()))?
        };
        if let (Value::Object(inputs), Some(values)) = (&mut value, self.values) {
            inputs.extend(*values);
        }
        Ok((value, notes))
    }
}

/// How records in a result are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// References to records as their keys.
    #[default]
    Atomic,
    /// References to records as the records, loaded within the run.
    Aggregate,
}

/// A command without its type.
pub trait ErasedCommand: Send + Sync + 'static {
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
            let run = AssertUnwindSafe(run::<C>(&app, inputs, &options, encoding));
            match run.catch_unwind().await {
                Ok(outcome) => outcome,
                Err(panic) => Err(panicked(&app, C::META, panic.as_ref()).into_errors()),
            }
        })
    }
}

async fn run<C: Execute>(
    app: &App,
    inputs: RawInputs,
    options: &RunOptions,
    encoding: Encoding,
) -> Result<Vec<u8>, ErrorCollection> {
    let run = Run::new(app, options, C::META);
    let frame = Frame::root(&run);
    let command = decode::<C>(inputs).map_err(|fault| runner::refuse(&frame, fault).into_errors())?;
    let mut outcome = match runner::phases(command, &frame).await {
        Ok(output) => encode::<C>(&output, encoding, &run)
            .await
            .map_err(Failure::<C::Error>::Fault),
        Err(failure) => Err(failure),
    };
    runner::conclude(&frame, &mut outcome).await;
    outcome.map_err(Failure::into_errors)
}

/// Decodes strictly; only what that refuses is cast, and then decoded by the same decoder.
fn decode<C: Execute>(inputs: RawInputs) -> Result<C, Fault> {
    if inputs.values.is_none()
        && let Ok(command) = serde_json::from_slice(&inputs.text)
    {
        return Ok(command);
    }
    decode_recast(inputs)
}

#[cold]
#[inline(never)]
fn decode_recast<C: Execute>(inputs: RawInputs) -> Result<C, Fault> {
    let text = recast(C::META, inputs)?;
    serde_json::from_slice(&text).map_err(|error| undecodable(&error))
}

/// Rewrites inputs into the form that the decoder accepts.
fn recast(meta: &CommandMeta, inputs: RawInputs) -> Result<Vec<u8>, Fault> {
    let (mut value, notes) = inputs.parse()?;
    let mut errors = InputErrors::new();
    cast::cast(&meta.inputs, &mut value, &notes, &mut errors);
    if !errors.is_empty() {
        return Err(FaultKind::Inputs(errors).into());
    }
    serde_json::to_vec(&value).map_err(|error| undecodable(&error))
}

/// The caster let something through that the decoder does not take: a hand-written `Deserialize` with rules of its own.
fn undecodable(error: &serde_json::Error) -> Fault {
    let mut errors = InputErrors::new();
    errors.push(
        None,
        Issue::new("cannot_cast", error.to_string(), serde_json::Map::new()).fatal(),
    );
    FaultKind::Inputs(errors).into()
}

async fn encode<C: Execute>(output: &C::Output, encoding: Encoding, run: &Run<'_>) -> Result<Vec<u8>, Fault> {
    let encoded = match encoding {
        Encoding::Atomic => serde_json::to_vec(output),
        Encoding::Aggregate => match serde_json::to_value(output) {
            Ok(value) => return Box::pin(aggregate::encode::<C::Output>(value, run)).await,
            Err(error) => Err(error),
        },
    };
    encoded.map_err(|error| bad_result(run.app(), C::META, &error))
}

#[cold]
fn bad_result(app: &App, meta: &CommandMeta, error: &serde_json::Error) -> Fault {
    let id = app.ports().ids.short();
    tracing::error!(command = meta.reference(), id = format!("{id:016x}"), %error, "the result cannot be encoded");
    FaultKind::BadResult(id).into()
}

#[cold]
fn panicked(app: &App, meta: &CommandMeta, panic: &(dyn Any + Send)) -> Fault {
    let id = app.ports().ids.short();
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    let text = text.unwrap_or("a panic without text");
    tracing::error!(
        command = meta.reference(),
        id = format!("{id:016x}"),
        text,
        "a command panicked"
    );
    FaultKind::Panicked(id).into()
}

impl std::fmt::Debug for dyn ErasedCommand {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ErasedCommand")
    }
}
