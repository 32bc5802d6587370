use crate::{
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::Failure,
    plan::Intent,
    run::{Frame, RunRecord},
    transaction::{StorageError, Transaction},
};

/// Makes a run last or undoes it. A run that is only planned is undone whatever its end; to hooks it looks like any other
/// but for [`Event::is_plan`](crate::Event::is_plan).
///
/// Storage that was used is waited for behind a box, so that runs without it stay small. Code in the place of whoever runs
/// a command, as [`drive`](super::drive) is.
macro_rules! conclude {
    ($outcome:expr, $frame:ident) => {{
        let outcome = $crate::runner::before_commit($outcome, &$frame);
        let outcome = if $frame.run.leaves_something() {
            let (is_ok, outcome) = $crate::runner::weighed(outcome);
            match Box::pin($crate::runner::last(&$frame, is_ok)).await {
                Ok(()) => outcome,
                Err(fault) => Err(fault.into()),
            }
        } else {
            outcome
        };
        $crate::runner::ended(outcome, &$frame)
    }};
}

pub(crate) use conclude;

/// Returns whether an outcome is a result, and the outcome.
#[inline]
pub(crate) fn weighed<T, E>(outcome: Result<T, Failure<E>>) -> (bool, Result<T, Failure<E>>) {
    (outcome.is_ok(), outcome)
}

/// Commits what was written, or undoes it, and keeps what the record is to know.
pub(crate) async fn last(frame: &Frame<'_>, is_ok: bool) -> Result<(), Fault> {
    let taken = match &frame.run.options.record {
        Some(record) => take_down(frame, record, is_ok).await,
        None => Ok(()),
    };
    let stored = match frame.run.opened() {
        Some(transaction) => store(frame, transaction, is_ok && taken.is_ok()).await,
        None => Ok(()),
    };
    taken
        .and(stored)
        .inspect_err(|fault| frame.watch().instead(Transition::CommitTransaction, fault))
}

/// Ends a sub-command. Whether what it wrote lasts is up to the root.
#[inline]
pub(crate) fn conclude_subcommand<T, E>(
    outcome: Result<T, Failure<E>>,
    frame: &Frame<'_>,
) -> Result<T, Failure<E>> {
    ended(before_commit(outcome, frame), frame)
}

/// Ends a run whose inputs could not be decoded: what hooks see is a run that failed at its first phase.
#[cold]
pub(crate) fn refuse(frame: &Frame<'_>, fault: Fault) -> Fault {
    let watch = frame.watch();
    let opened = watch.pass(&[Transition::OpenTransaction], &());
    let fault = match opened.and_then(|()| watch.before(Transition::CastAndValidateInputs, &())) {
        Ok(()) => {
            watch.instead(Transition::CastAndValidateInputs, &fault);
            fault
        }
        Err(refused) => refused,
    };
    watch.end(ending_of(&fault));
    fault
}

#[inline]
pub(crate) fn before_commit<T, E>(
    outcome: Result<T, Failure<E>>,
    frame: &Frame<'_>,
) -> Result<T, Failure<E>> {
    let output = outcome?;
    frame.watch().before(Transition::CommitTransaction, &())?;
    Ok(output)
}

/// Keeps what was done and looked at, while it is still there, and compares it with the plan, if there is one.
async fn take_down(frame: &Frame<'_>, record: &RunRecord, is_ok: bool) -> Result<(), Fault> {
    if let Some(transaction) = frame.run.opened() {
        record.keep(transaction.recorded().await);
    }
    match &frame.run.options.intent {
        Intent::Apply(agreement) if is_ok => Ok(agreement.hold_for(record)?),
        Intent::Apply(_) | Intent::Act | Intent::Plan(_) => Ok(()),
    }
}

async fn store(frame: &Frame<'_>, transaction: &dyn Transaction, is_ok: bool) -> Result<(), Fault> {
    let _change = frame.run.change();
    let is_plan = frame.run.options.is_plan();
    if is_ok && !is_plan {
        return commit(frame, transaction).await;
    }
    roll_back(frame, transaction).await;
    if is_ok { whole(frame) } else { Ok(()) }
}

/// Says whether a run that has succeeded so far was interrupted all the same.
fn whole(frame: &Frame<'_>) -> Result<(), Fault> {
    if frame.run.is_torn() {
        return Err(FaultKind::Cancelled.into());
    }
    frame.interrupted()
}

async fn commit(frame: &Frame<'_>, transaction: &dyn Transaction) -> Result<(), Fault> {
    let committed = match whole(frame) {
        Ok(()) => transaction
            .commit()
            .await
            .map_err(|error| uncommitted(frame, error)),
        interrupted => interrupted,
    };
    if committed.is_err() {
        roll_back(frame, transaction).await;
    }
    committed
}

/// When the storage went away meanwhile, nobody knows whether the commit went through.
#[cold]
fn uncommitted(frame: &Frame<'_>, error: StorageError) -> Fault {
    if !matches!(
        error,
        StorageError::Conflict
            | StorageError::Duplicate
            | StorageError::Taken(_)
            | StorageError::Referenced(_)
    ) {
        frame.run.leave_traces();
    }
    error.into()
}

async fn roll_back(frame: &Frame<'_>, transaction: &dyn Transaction) {
    if let Err(error) = transaction.rollback().await {
        tracing::warn!(%error, command = frame.meta.name, "the rollback failed; the driver drops the connection");
    }
}

/// Tells the hooks how it ended. A run that is committed cannot be undone by a hook that fails now, and its caller must
/// not be told that it failed.
#[inline]
pub(crate) fn ended<T, E>(outcome: Result<T, Failure<E>>, frame: &Frame<'_>) -> Result<T, Failure<E>> {
    if !frame.run.events.is_empty() {
        tell_end(
            frame,
            outcome.as_ref().map_or_else(ending, |_| Transition::Succeed),
        );
    }
    outcome
}

#[cold]
#[inline(never)]
fn tell_end(frame: &Frame<'_>, ending: Transition) {
    if ending == Transition::Succeed {
        frame.watch().after_all(Transition::CommitTransaction);
    }
    frame.watch().end(ending);
}

/// Errors that were reported end in `failed`; bugs and broken storage end in `errored`.
const fn ending<E>(failure: &Failure<E>) -> Transition {
    match failure {
        Failure::Own(_) => Transition::Fail,
        Failure::Fault(fault) => ending_of(fault),
    }
}

const fn ending_of(fault: &Fault) -> Transition {
    match fault.kind() {
        FaultKind::Inputs(_)
        | FaultKind::Reported(_)
        | FaultKind::Subcommand(_)
        | FaultKind::Refused(_)
        | FaultKind::Timeout
        | FaultKind::Cancelled
        | FaultKind::InvalidJson(_)
        | FaultKind::Plan(_) => Transition::Fail,
        FaultKind::Storage(_)
        | FaultKind::TooDeep
        | FaultKind::NoErrors
        | FaultKind::Panicked(_)
        | FaultKind::Misused(_)
        | FaultKind::BadResult(_) => Transition::Error,
    }
}
