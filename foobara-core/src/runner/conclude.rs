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
/// Storage that was used is waited for behind a box, so that runs without it stay small.
pub(crate) async fn conclude<T: Send, E: Send>(frame: &Frame<'_>, outcome: &mut Result<T, Failure<E>>) {
    before_commit(frame, outcome);
    if let Some(record) = &frame.run.options.record
        && let Err(fault) = Box::pin(take_down(frame, record, outcome.is_ok())).await
    {
        frame.watch().instead(Transition::CommitTransaction, &fault);
        *outcome = Err(fault.into());
    }
    if let Some(transaction) = frame.run.opened() {
        let stored = Box::pin(store(frame, transaction, outcome.is_ok())).await;
        if let Err(fault) = stored {
            frame.watch().instead(Transition::CommitTransaction, &fault);
            *outcome = Err(fault.into());
        }
    }
    ended(frame, outcome);
}

/// Ends a sub-command. Whether what it wrote lasts is up to the root.
#[inline]
pub(crate) fn conclude_subcommand<T, E>(frame: &Frame<'_>, outcome: &mut Result<T, Failure<E>>) {
    before_commit(frame, outcome);
    ended(frame, outcome);
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
fn before_commit<T, E>(frame: &Frame<'_>, outcome: &mut Result<T, Failure<E>>) {
    if outcome.is_ok()
        && let Err(fault) = frame.watch().before(Transition::CommitTransaction, &())
    {
        *outcome = Err(fault.into());
    }
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
    if !matches!(error, StorageError::Conflict | StorageError::Duplicate) {
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
fn ended<T, E>(frame: &Frame<'_>, outcome: &Result<T, Failure<E>>) {
    if !frame.run.events.is_empty() {
        tell_end(frame, outcome);
    }
}

#[cold]
#[inline(never)]
fn tell_end<T, E>(frame: &Frame<'_>, outcome: &Result<T, Failure<E>>) {
    match outcome {
        Ok(_) => {
            frame.watch().after_all(Transition::CommitTransaction);
            frame.watch().end(Transition::Succeed);
        }
        Err(failure) => frame.watch().end(ending(failure)),
    }
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
