//! From raw inputs to a command, and from a result to JSON.

use std::convert::Infallible;

use foobara_types::{Declaration, InputErrors, Issue, Ref, Typed, cast};
use serde::Serialize;
use serde_json::Value;

use super::{Encoding, RawInputs};
use crate::{
    app::App,
    command::{CommandMeta, Execute},
    fault::{Fault, FaultKind},
    outcome::Failure,
    possible::{self, PossibleErrors},
    run::Frame,
};

/// Decodes strictly; only what that refuses is cast, and then decoded by the same decoder.
pub(super) fn decode<C: Execute>(inputs: RawInputs) -> Result<C, Fault> {
    if inputs.values.is_none()
        && let Ok(command) = serde_json::from_slice(&inputs.text)
    {
        return Ok(command);
    }
    match recast(C::META, inputs) {
        Ok(text) => serde_json::from_slice(&text).map_err(undecodable),
        Err(fault) => Err(fault),
    }
}

/// Rewrites inputs into the form that the decoder accepts.
#[cold]
fn recast(meta: &CommandMeta, inputs: RawInputs) -> Result<Vec<u8>, Fault> {
    let value = cast_inputs(meta, inputs)?;
    serde_json::to_vec(&value).map_err(undecodable)
}

/// Returns inputs in their strict form, secrets left out; `None` when they are not acceptable.
pub(crate) fn canonical(meta: &CommandMeta, inputs: RawInputs) -> Option<Value> {
    let mut value = cast_inputs(meta, inputs).ok()?;
    conceal(meta, &mut value);
    Some(value)
}

/// Returns inputs in their strict form.
pub(crate) fn cast_inputs(meta: &CommandMeta, inputs: RawInputs) -> Result<Value, Fault> {
    let (mut value, notes) = inputs.parse()?;
    let mut errors = InputErrors::new();
    cast::cast(&meta.inputs, &mut value, &notes, &mut errors);
    if errors.is_empty() {
        Ok(value)
    } else {
        Err(FaultKind::Inputs(errors).into())
    }
}

/// Leaves out what holds secrets. Returns whether there was any.
pub(crate) fn conceal(meta: &CommandMeta, inputs: &mut Value) -> bool {
    let Some(inputs) = inputs.as_object_mut() else {
        return false;
    };
    let attributes = meta.inputs.attributes.iter();
    let removed = attributes
        .filter(|attribute| attribute.declaration.holds_secrets())
        .filter_map(|attribute| inputs.shift_remove(attribute.name.as_ref()))
        .filter(|value| !value.is_null());
    removed.count() > 0
}

/// The caster let something through that the decoder does not take: a hand-written `Deserialize` with rules of its own.
#[expect(clippy::needless_pass_by_value, reason = "errors are mapped by it")]
fn undecodable(error: serde_json::Error) -> Fault {
    let mut errors = InputErrors::new();
    errors.push(None, Issue::text("cannot_cast", error.to_string()).fatal());
    FaultKind::Inputs(errors).into()
}

/// A result that is written, or is to be written with its records.
pub(crate) enum Encoded {
    Text(Vec<u8>),
    Value(Box<(Value, Ref<Declaration>)>),
}

impl Encoded {
    /// Returns a result that is to be written with its records.
    pub(super) fn value(value: Value, declaration: Ref<Declaration>) -> Self {
        Self::Value(Box::new((value, declaration)))
    }
}

/// Encodes the result of a command, or gives up the type of its failure.
#[inline]
pub(super) fn written<T: Typed + Serialize, E: PossibleErrors>(
    outcome: Result<T, Failure<E>>,
    encoding: Encoding,
    frame: &Frame<'_>,
) -> Result<Encoded, Failure<Infallible>> {
    match outcome {
        Ok(output) => {
            encode(&output, encoding).map_err(|error| bad_result(frame.run.app(), frame.meta, &error).into())
        }
        Err(failure) => Err(untyped(failure)),
    }
}

fn encode<T: Typed + Serialize>(output: &T, encoding: Encoding) -> serde_json::Result<Encoded> {
    match encoding {
        Encoding::Atomic => serde_json::to_vec(output).map(Encoded::Text),
        Encoding::Aggregate => {
            serde_json::to_value(output).map(|value| Encoded::value(value, T::DECLARATION))
        }
    }
}

#[cold]
fn untyped<E: PossibleErrors>(failure: Failure<E>) -> Failure<Infallible> {
    Failure::Fault(match failure {
        Failure::Own(error) => FaultKind::Reported(vec![possible::report(&error)]).into(),
        Failure::Fault(fault) => fault,
    })
}

/// Returns a result as a value, for a command that was made at run time.
pub(crate) fn to_value<C: Execute>(output: &C::Output, app: &App) -> Result<Value, Fault> {
    serde_json::to_value(output).map_err(|error| bad_result(app, C::META, &error))
}

#[cold]
pub(super) fn bad_result(app: &App, meta: &CommandMeta, error: &serde_json::Error) -> Fault {
    let id = app.ports().ids.short();
    tracing::error!(command = meta.reference(), id = format!("{id:016x}"), %error, "the result cannot be encoded");
    FaultKind::BadResult(id).into()
}
