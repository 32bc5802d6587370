use foobara_types::{ErrorReport, InputErrors};

use crate::{
    command::Execute,
    concern,
    context::Context,
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::{Failure, Outcome},
    possible::PossibleErrors,
    run::{Frame, StorageAccess},
};

/// Takes a command from its inputs to its result. Nothing is committed yet.
///
/// An error ends the phase that finds it, and no phase follows one with errors. What only some commands wait for is
/// behind a box, so that the future of the others stays small, and outcomes are settled in place: both are moved by
/// every caller.
pub(crate) fn phases<'a, C: Execute>(
    mut command: C,
    frame: &'a Frame<'a>,
) -> impl Future<Output = Outcome<C>> + Send + use<'a, C> {
    async move {
        check(&mut command, frame)?;
        if C::RECORDS || frame.gate().is_some() {
            Box::pin(load(&mut command, frame)).await?;
        } else {
            frame
                .watch()
                .pass(&[Transition::LoadRecords, Transition::ValidateRecords], &command)?;
        }
        if C::VALIDATES {
            Box::pin(validate(&command, frame)).await?;
        } else {
            frame.watch().pass(&[Transition::Validate], &command)?;
        }
        frame.watch().before(Transition::RunExecute, &command)?;
        let mut outcome = match frame.concerns_inside() {
            None => command.execute(Context::new(frame)).await,
            Some(stack) => concern::execute(command, frame, stack).await,
        };
        settle(Transition::RunExecute, &mut outcome, frame);
        if outcome.is_ok() {
            frame.watch().after(Transition::RunExecute, &())?;
        }
        outcome
    }
}

#[inline]
fn check<C: Execute>(command: &mut C, frame: &Frame<'_>) -> Result<(), Fault> {
    let watch = frame.watch();
    watch.pass(&[Transition::OpenTransaction], command)?;
    watch.before(Transition::CastAndValidateInputs, command)?;
    let mut errors = InputErrors::new();
    command.check(&mut errors);
    if !errors.is_empty() {
        return Err(refuse(Transition::CastAndValidateInputs, errors, frame));
    }
    watch.after(Transition::CastAndValidateInputs, command)
}

/// Loads the records, says which are missing, and asks whether the caller may.
async fn load<C: Execute>(command: &mut C, frame: &Frame<'_>) -> Result<(), Fault> {
    let watch = frame.watch();
    watch.before(Transition::LoadRecords, command)?;
    let mut missing = InputErrors::new();
    let loaded = command.load(StorageAccess::new(frame), &mut missing).await;
    loaded.inspect_err(|fault| watch.instead(Transition::LoadRecords, fault))?;
    watch.after(Transition::LoadRecords, command)?;
    watch.before(Transition::ValidateRecords, command)?;
    if !missing.is_empty() {
        return Err(refuse(Transition::ValidateRecords, missing, frame));
    }
    if let Some(gate) = frame.gate() {
        let admitted = gate.admit(command).await;
        frame.run.consulted(gate, admitted.is_ok());
        admitted.inspect_err(|fault| watch.instead(Transition::ValidateRecords, fault))?;
    }
    watch.after(Transition::ValidateRecords, command)
}

async fn validate<C: Execute>(command: &C, frame: &Frame<'_>) -> Result<(), Failure<C::Error>> {
    frame.watch().before(Transition::Validate, command)?;
    let mut outcome = command.validate(Context::new(frame)).await;
    settle(Transition::Validate, &mut outcome, frame);
    outcome?;
    frame.watch().after(Transition::Validate, command)?;
    Ok(())
}

#[cold]
fn refuse(transition: Transition, errors: InputErrors, frame: &Frame<'_>) -> Fault {
    let fault = FaultKind::Inputs(errors).into();
    frame.watch().instead(transition, &fault);
    fault
}

/// Ends a phase of the command's own: what it reported on the way counts like what it returned.
#[inline]
fn settle<T, E: PossibleErrors>(
    transition: Transition,
    outcome: &mut Result<T, Failure<E>>,
    frame: &Frame<'_>,
) {
    if let Some(reported) = frame.take_reported() {
        merge(reported, outcome);
    }
    if let Err(failure) = outcome {
        frame.watch().instead(transition, failure);
    }
}

/// Adds what was reported to an outcome, which is a failure then.
#[cold]
pub(crate) fn merge<T, E: PossibleErrors>(
    mut reported: Vec<ErrorReport>,
    outcome: &mut Result<T, Failure<E>>,
) {
    let merged = |reported| Err(Fault::from(FaultKind::Reported(reported)).into());
    if let Err(failure) = std::mem::replace(outcome, merged(Vec::new())) {
        for error in failure.into_errors().0 {
            if reported.iter().all(|known| !known.has_key_of(&error)) {
                reported.push(error);
            }
        }
    }
    *outcome = merged(reported);
}
