use foobara_types::{ErrorReport, InputErrors, Typed};

use crate::{
    command::Execute,
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::Failure,
    possible::PossibleErrors,
    run::{Frame, Inputs, Watch},
};

/// Takes a command, a place that can be changed, from its inputs to its outcome. Nothing is committed yet.
///
/// An error ends the phase that finds it, and no phase follows one with errors. What only some commands wait for is
/// behind a box, so that the future of the others stays small. This is code in the place of whoever runs a command, and no
/// function, because every future around a command moves its inputs and its result once more.
macro_rules! drive {
    ($command:ident, $frame:ident) => {{
        let watch = $frame.watch();
        'driven: {
            if let Err(fault) = $crate::runner::check(&mut $command, watch) {
                break 'driven Err(fault.into());
            }
            if $crate::runner::waits(&$command, &$frame) {
                if let Err(failure) = $crate::runner::waiting(&mut $command, &$frame).await {
                    break 'driven Err(failure);
                }
            } else if let Err(fault) = $crate::runner::pass_by(&$command, watch) {
                break 'driven Err(fault.into());
            }
            match $frame.concerns_inside() {
                None => {
                    let context = $crate::context::Context::new(&$frame);
                    $crate::runner::executed(
                        $crate::command::Execute::execute($command, context).await,
                        &$frame,
                    )
                }
                Some(stack) => $crate::concern::execute($command, &$frame, stack).await,
            }
        }
    }};
}

pub(crate) use drive;

/// Applies the rules of the inputs.
#[expect(clippy::inline_always, reason = "a call of it is a tenth of a run")]
#[inline(always)]
pub(crate) fn check<C: Execute>(command: &mut C, watch: Watch<'_>) -> Result<(), Fault> {
    open(command, watch)?;
    let mut errors = InputErrors::new();
    command.check(&mut errors);
    checked(errors, command, watch)
}

#[inline]
fn open(inputs: &Inputs, watch: Watch<'_>) -> Result<(), Fault> {
    watch.pass(&[Transition::OpenTransaction], inputs)?;
    watch.before(Transition::CastAndValidateInputs, inputs)
}

#[inline]
fn checked(errors: InputErrors, inputs: &Inputs, watch: Watch<'_>) -> Result<(), Fault> {
    if !errors.is_empty() {
        return Err(refuse(Transition::CastAndValidateInputs, errors, watch));
    }
    watch.after(Transition::CastAndValidateInputs, inputs)
}

/// Returns whether there is something to wait for before a command is executed.
#[inline]
pub(crate) fn waits<C: Execute>(_: &C, frame: &Frame<'_>) -> bool {
    C::RECORDS || C::VALIDATES || frame.gate().is_some()
}

/// Goes through the phases of a command that does not [wait](waits).
#[inline]
pub(crate) fn pass_by(inputs: &Inputs, watch: Watch<'_>) -> Result<(), Fault> {
    const NOTHING_TO_DO: &[Transition] = &[
        Transition::LoadRecords,
        Transition::ValidateRecords,
        Transition::Validate,
    ];
    watch.pass(NOTHING_TO_DO, inputs)?;
    watch.before(Transition::RunExecute, inputs)
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

#[cold]
pub(super) fn refuse(transition: Transition, errors: InputErrors, watch: Watch<'_>) -> Fault {
    let fault = FaultKind::Inputs(errors).into();
    watch.instead(transition, &fault);
    fault
}

/// Ends a phase of the command's own: what it reported on the way counts like what it returned.
#[inline]
pub(super) fn settled<T, E: PossibleErrors>(
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
