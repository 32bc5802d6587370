use foobara_types::{ErrorReport, InputErrors, Typed};

use crate::{
    command::Execute,
    context::Context,
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::Failure,
    possible::PossibleErrors,
    run::{Frame, StorageAccess},
};

/// Takes a command, a place that can be changed, from its inputs to its outcome. Nothing is committed yet.
///
/// An error ends the phase that finds it, and no phase follows one with errors. What only some commands wait for is
/// behind a box, so that the future of the others stays small. This is code in the place of whoever runs a command, and no
/// function, because every future around a command moves its inputs and its result once more.
macro_rules! drive {
    ($command:ident, $frame:ident) => {{
        let ready = if $crate::runner::waits(&$command, &$frame) {
            Box::pin($crate::runner::prepare(&mut $command, &$frame)).await
        } else {
            $crate::runner::prepare_at_once(&mut $command, &$frame)
        };
        match (ready, $frame.concerns_inside()) {
            (Ok(()), None) => {
                let context = $crate::context::Context::new(&$frame);
                $crate::runner::executed(
                    $crate::command::Execute::execute($command, context).await,
                    &$frame,
                )
            }
            (Ok(()), Some(stack)) => {
                $crate::runner::executed($crate::concern::execute($command, &$frame, stack).await, &$frame)
            }
            (Err(failure), _) => Err(failure),
        }
    }};
}

pub(crate) use drive;

/// Returns whether there is something to wait for before a command is executed.
#[inline]
pub(crate) fn waits<C: Execute>(_: &C, frame: &Frame<'_>) -> bool {
    C::RECORDS || C::VALIDATES || frame.gate().is_some()
}

/// Goes through the phases before a command is executed.
pub(crate) async fn prepare<C: Execute>(command: &mut C, frame: &Frame<'_>) -> Result<(), Failure<C::Error>> {
    let watch = frame.watch();
    check(command, frame)?;
    if C::RECORDS || frame.gate().is_some() {
        load(command, frame).await?;
    } else {
        watch.pass(&[Transition::LoadRecords, Transition::ValidateRecords], command)?;
    }
    if C::VALIDATES {
        validate(command, frame).await?;
    } else {
        watch.pass(&[Transition::Validate], command)?;
    }
    Ok(watch.before(Transition::RunExecute, command)?)
}

/// Goes through the phases before a command that does not [wait](waits) is executed.
#[inline(always)]
pub(crate) fn prepare_at_once<C: Execute>(
    command: &mut C,
    frame: &Frame<'_>,
) -> Result<(), Failure<C::Error>> {
    const NOTHING_TO_DO: &[Transition] = &[
        Transition::LoadRecords,
        Transition::ValidateRecords,
        Transition::Validate,
    ];
    let watch = frame.watch();
    check(command, frame)?;
    watch.pass(NOTHING_TO_DO, command)?;
    Ok(watch.before(Transition::RunExecute, command)?)
}

/// Settles the outcome of a command that was executed, whose result is held to the rules of its type.
///
/// Outcomes are passed on and not referred to: what is referred to must stay in one place, which the future would have to
/// hold.
#[inline]
pub(crate) fn executed<T: Typed, E: PossibleErrors>(
    outcome: Result<T, Failure<E>>,
    frame: &Frame<'_>,
) -> Result<T, Failure<E>> {
    if !T::CHECKED && frame.is_quiet() {
        outcome
    } else {
        told(outcome, frame)
    }
}

#[cold]
#[inline(never)]
fn told<T: Typed, E: PossibleErrors>(
    outcome: Result<T, Failure<E>>,
    frame: &Frame<'_>,
) -> Result<T, Failure<E>> {
    let mut output = settled(Transition::RunExecute, outcome, frame)?;
    if T::CHECKED {
        process(&mut output, frame)?;
    }
    frame.watch().after(Transition::RunExecute, &())?;
    Ok(output)
}

/// Applies the rules of a result's type. One that breaks them is a bug of the command, and not of whoever called it.
fn process<T: Typed>(output: &mut T, frame: &Frame<'_>) -> Result<(), Fault> {
    let mut errors = InputErrors::new();
    output.check(None, &mut errors);
    if errors.is_empty() {
        return Ok(());
    }
    let fault = frame.bad_result(&errors);
    frame.watch().instead(Transition::RunExecute, &fault);
    Err(fault)
}

#[expect(clippy::inline_always, reason = "a call of it is a tenth of a run")]
#[inline(always)]
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
    let outcome = command.validate(Context::new(frame)).await;
    settled(Transition::Validate, outcome, frame)?;
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
fn settled<T, E: PossibleErrors>(
    transition: Transition,
    outcome: Result<T, Failure<E>>,
    frame: &Frame<'_>,
) -> Result<T, Failure<E>> {
    let outcome = match frame.take_reported() {
        None => outcome,
        Some(reported) => merge(reported, outcome),
    };
    outcome.inspect_err(|failure| frame.watch().instead(transition, failure))
}

/// Adds what was reported to an outcome, which is a failure then.
#[cold]
#[inline(never)]
pub(crate) fn merge<T, E: PossibleErrors>(
    mut reported: Vec<ErrorReport>,
    outcome: Result<T, Failure<E>>,
) -> Result<T, Failure<E>> {
    if let Err(failure) = outcome {
        for error in failure.into_errors().0 {
            if reported.iter().all(|known| !known.has_key_of(&error)) {
                reported.push(error);
            }
        }
    }
    Err(Fault::from(FaultKind::Reported(reported)).into())
}
