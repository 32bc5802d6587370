use foobara_types::InputErrors;

use crate::{
    command::Execute,
    context::Context,
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::{Failure, Outcome},
    run::{Frame, StorageAccess},
};

/// Takes a command from its inputs to its result. Nothing is committed yet.
///
/// An error ends the phase that finds it, and no phase follows one with errors.
pub(crate) fn phases<'a, C: Execute>(
    mut command: C,
    frame: &'a Frame<'a>,
) -> impl Future<Output = Outcome<C>> + Send + use<'a, C> {
    async move {
        frame.before(Transition::OpenTransaction, Some(&command))?;
        frame.after(Transition::OpenTransaction, Some(&command))?;

        frame.before(Transition::CastAndValidateInputs, Some(&command))?;
        check(&mut command, frame)?;
        frame.after(Transition::CastAndValidateInputs, Some(&command))?;

        frame.before(Transition::LoadRecords, Some(&command))?;
        let missing = if C::RECORDS { load(&mut command, frame).await? } else { InputErrors::new() };
        frame.after(Transition::LoadRecords, Some(&command))?;

        frame.before(Transition::ValidateRecords, Some(&command))?;
        refuse(Transition::ValidateRecords, missing, frame)?;
        if frame.is_root && let Some(gate) = &frame.run.options.gate {
            gate.admit(&command).await?;
        }
        frame.after(Transition::ValidateRecords, Some(&command))?;

        frame.before(Transition::Validate, Some(&command))?;
        if C::VALIDATES {
            settle(Transition::Validate, command.validate(Context::new(frame)).await, frame)?;
        }
        frame.after(Transition::Validate, Some(&command))?;

        frame.before(Transition::RunExecute, Some(&command))?;
        let outcome = command.execute(Context::new(frame)).await;
        let output = settle(Transition::RunExecute, outcome, frame)?;
        frame.after(Transition::RunExecute, None::<&C>)?;
        Ok(output)
    }
}

#[inline]
fn check<C: Execute>(command: &mut C, frame: &Frame<'_>) -> Result<(), Fault> {
    let mut errors = InputErrors::new();
    command.check(&mut errors);
    refuse(Transition::CastAndValidateInputs, errors, frame)
}

async fn load<C: Execute>(command: &mut C, frame: &Frame<'_>) -> Result<InputErrors, Fault> {
    let mut missing = InputErrors::new();
    command.load(StorageAccess::new(frame.run), &mut missing).await?;
    Ok(missing)
}

#[inline]
fn refuse(transition: Transition, errors: InputErrors, frame: &Frame<'_>) -> Result<(), Fault> {
    if errors.is_empty() {
        return Ok(());
    }
    frame.not_happened(transition);
    Err(FaultKind::Inputs(errors).into())
}

/// Ends a phase of the command's own: what it reported on the way counts like what it returned.
#[inline]
fn settle<T, E>(transition: Transition, outcome: Result<T, Failure<E>>, frame: &Frame<'_>) -> Result<T, Failure<E>>
where
    E: crate::PossibleErrors,
{
    match (outcome, frame.take_reported()) {
        (Ok(output), None) => Ok(output),
        (Ok(_), Some(reported)) => {
            frame.not_happened(transition);
            Err(Fault::from(FaultKind::Reported(reported)).into())
        }
        (Err(failure), None) => {
            frame.not_happened(transition);
            Err(failure)
        }
        (Err(failure), Some(mut reported)) => {
            frame.not_happened(transition);
            reported.extend(failure.into_errors().0);
            Err(Fault::from(FaultKind::Reported(reported)).into())
        }
    }
}
