use foobara_types::{ErrorReport, InputErrors};

use crate::{
    command::Execute,
    context::Context,
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::{Failure, Outcome},
    possible::PossibleErrors,
    run::{Frame, FrameHooks, StorageAccess},
};

/// Takes a command from its inputs to its result. Nothing is committed yet.
///
/// An error ends the phase that finds it, and no phase follows one with errors. What only some commands wait for is
/// behind a box, so that the future of the others stays small: it is moved by every caller.
pub(crate) fn phases<'a, C: Execute>(
    mut command: C,
    frame: &'a Frame<'a>,
) -> impl Future<Output = Outcome<C>> + Send + use<'a, C> {
    async move {
        let hooks = frame.hooks();
        hooks.before(Transition::OpenTransaction, &command)?;
        hooks.after(Transition::OpenTransaction, &command)?;

        hooks.before(Transition::CastAndValidateInputs, &command)?;
        check(&mut command, hooks)?;
        hooks.after(Transition::CastAndValidateInputs, &command)?;

        hooks.before(Transition::LoadRecords, &command)?;
        let missing = if C::RECORDS {
            Box::pin(load(&mut command, frame)).await?
        } else {
            InputErrors::new()
        };
        hooks.after(Transition::LoadRecords, &command)?;

        hooks.before(Transition::ValidateRecords, &command)?;
        if C::RECORDS {
            refuse(Transition::ValidateRecords, missing, hooks)?;
        }
        if frame.is_root
            && let Some(gate) = &frame.run.options.gate
        {
            gate.admit(&command).await?;
        }
        hooks.after(Transition::ValidateRecords, &command)?;

        hooks.before(Transition::Validate, &command)?;
        if C::VALIDATES {
            let outcome = Box::pin(command.validate(Context::new(frame))).await;
            settle(Transition::Validate, outcome, frame)?;
        }
        hooks.after(Transition::Validate, &command)?;

        hooks.before(Transition::RunExecute, &command)?;
        let outcome = command.execute(Context::new(frame)).await;
        let output = settle(Transition::RunExecute, outcome, frame)?;
        hooks.after(Transition::RunExecute, &())?;
        Ok(output)
    }
}

#[inline]
fn check<C: Execute>(command: &mut C, hooks: FrameHooks<'_>) -> Result<(), Fault> {
    let mut errors = InputErrors::new();
    command.check(&mut errors);
    refuse(Transition::CastAndValidateInputs, errors, hooks)
}

async fn load<C: Execute>(command: &mut C, frame: &Frame<'_>) -> Result<InputErrors, Fault> {
    let mut missing = InputErrors::new();
    command.load(StorageAccess::new(frame.run), &mut missing).await?;
    Ok(missing)
}

#[inline]
fn refuse(transition: Transition, errors: InputErrors, hooks: FrameHooks<'_>) -> Result<(), Fault> {
    if errors.is_empty() {
        return Ok(());
    }
    hooks.instead(transition);
    Err(FaultKind::Inputs(errors).into())
}

/// Ends a phase of the command's own: what it reported on the way counts like what it returned.
#[inline]
fn settle<T, E: PossibleErrors>(
    transition: Transition,
    outcome: Result<T, Failure<E>>,
    frame: &Frame<'_>,
) -> Result<T, Failure<E>> {
    match (outcome, frame.take_reported()) {
        (Ok(output), None) => Ok(output),
        (outcome, reported) => Err(unsettled(transition, outcome.err(), reported, frame)),
    }
}

#[cold]
fn unsettled<E: PossibleErrors>(
    transition: Transition,
    failure: Option<Failure<E>>,
    reported: Option<Vec<ErrorReport>>,
    frame: &Frame<'_>,
) -> Failure<E> {
    frame.hooks().instead(transition);
    let Some(mut reported) = reported else {
        return failure.unwrap_or_else(|| Fault::from(FaultKind::Reported(Vec::new())).into());
    };
    reported.extend(
        failure
            .map(Failure::into_errors)
            .into_iter()
            .flat_map(|errors| errors.0),
    );
    Fault::from(FaultKind::Reported(reported)).into()
}
