use foobara_types::InputErrors;

use super::phases::{refuse, settled};
use crate::{
    BoxFuture,
    command::Execute,
    context::Context,
    fault::Fault,
    lifecycle::Transition,
    outcome::Failure,
    run::{Frame, Inputs, StorageAccess},
};

/// The phases between the rules of the inputs and the work of a command.
pub(crate) type Waiting<'a, E> = BoxFuture<'a, Result<(), Failure<E>>>;

/// Goes through the phases of a command that [waits](super::waits).
///
/// In an `async` function a branch that a constant rules out is compiled all the same, because the state of a future can be
/// entered from outside. Here it is not, so that a command is compiled for what it has.
pub(crate) fn waiting<'a, C: Execute>(command: &'a mut C, frame: &'a Frame<'a>) -> Waiting<'a, C::Error> {
    if C::RECORDS && C::VALIDATES {
        Box::pin(async move {
            load(command, frame).await?;
            validate(command, frame).await
        })
    } else if C::RECORDS {
        Box::pin(async move {
            load(command, frame).await?;
            Ok(unvalidated(command, frame)?)
        })
    } else if C::VALIDATES {
        Box::pin(async move {
            admit(command, frame).await?;
            validate(command, frame).await
        })
    } else {
        Box::pin(admitted(command, frame))
    }
}

/// Loads the records, says which are missing, and asks whether the caller may.
async fn load<C: Execute>(command: &mut C, frame: &Frame<'_>) -> Result<(), Fault> {
    frame.watch().before(Transition::LoadRecords, command)?;
    let mut missing = InputErrors::new();
    let loaded = command.load(StorageAccess::new(frame), &mut missing).await;
    complete(loaded, missing, command, frame).await
}

/// Asks whether the caller may; there are no records.
async fn admit(inputs: &Inputs, frame: &Frame<'_>) -> Result<(), Fault> {
    frame.watch().before(Transition::LoadRecords, inputs)?;
    complete(Ok(()), InputErrors::new(), inputs, frame).await
}

/// Goes on once the records are loaded.
async fn complete(
    loaded: Result<(), Fault>,
    missing: InputErrors,
    inputs: &Inputs,
    frame: &Frame<'_>,
) -> Result<(), Fault> {
    let watch = frame.watch();
    loaded.inspect_err(|fault| watch.instead(Transition::LoadRecords, fault))?;
    watch.after(Transition::LoadRecords, inputs)?;
    watch.before(Transition::ValidateRecords, inputs)?;
    if !missing.is_empty() {
        return Err(refuse(Transition::ValidateRecords, missing, watch));
    }
    if let Some(gate) = frame.gate() {
        let admitted = gate.admit(inputs).await;
        frame.run.consulted(gate, admitted.is_ok());
        admitted.inspect_err(|fault| watch.instead(Transition::ValidateRecords, fault))?;
    }
    watch.after(Transition::ValidateRecords, inputs)
}

async fn validate<C: Execute>(command: &C, frame: &Frame<'_>) -> Result<(), Failure<C::Error>> {
    let watch = frame.watch();
    watch.before(Transition::Validate, command)?;
    let outcome = command.validate(Context::new(frame)).await;
    settled(Transition::Validate, outcome, frame)?;
    watch.after(Transition::Validate, command)?;
    Ok(watch.before(Transition::RunExecute, command)?)
}

/// Goes through the phases of a command that has nothing but a gate.
async fn admitted<E>(inputs: &Inputs, frame: &Frame<'_>) -> Result<(), Failure<E>> {
    admit(inputs, frame).await?;
    Ok(unvalidated(inputs, frame)?)
}

fn unvalidated(inputs: &Inputs, frame: &Frame<'_>) -> Result<(), Fault> {
    frame.watch().pass(&[Transition::Validate], inputs)?;
    frame.watch().before(Transition::RunExecute, inputs)
}
