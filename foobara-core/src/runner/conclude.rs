use crate::{
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::Failure,
    run::Frame,
    transaction::Transaction,
};

/// Makes a run last or undoes it.
///
/// Storage that was used is waited for behind a box, so that runs without it stay small.
pub(crate) fn conclude<'a, T: Send, E: Send>(
    frame: &'a Frame<'a>,
    outcome: Result<T, Failure<E>>,
) -> impl Future<Output = Result<T, Failure<E>>> + Send + use<'a, T, E> {
    async move {
        let outcome = before_commit(frame, outcome);
        let outcome = match (frame.run.opened(), outcome) {
            (None, outcome) => outcome,
            (Some(transaction), Ok(output)) => Box::pin(commit(frame, transaction))
                .await
                .map(|()| output)
                .map_err(Failure::Fault),
            (Some(transaction), Err(failure)) => {
                Box::pin(roll_back(frame, transaction)).await;
                Err(failure)
            }
        };
        ended(frame, outcome)
    }
}

/// Ends a sub-command. Whether what it wrote lasts is up to the root.
pub(crate) fn conclude_subcommand<T, E>(
    frame: &Frame<'_>,
    outcome: Result<T, Failure<E>>,
) -> Result<T, Failure<E>> {
    ended(frame, before_commit(frame, outcome))
}

#[inline]
fn before_commit<T, E>(frame: &Frame<'_>, outcome: Result<T, Failure<E>>) -> Result<T, Failure<E>> {
    let output = outcome?;
    frame.hooks().before(Transition::CommitTransaction, &())?;
    Ok(output)
}

async fn commit(frame: &Frame<'_>, transaction: &dyn Transaction) -> Result<(), Fault> {
    let committed = match frame.run.interrupted() {
        Ok(()) => transaction.commit().await.map_err(Fault::from),
        interrupted => interrupted,
    };
    if committed.is_err() {
        roll_back(frame, transaction).await;
    }
    committed
}

async fn roll_back(frame: &Frame<'_>, transaction: &dyn Transaction) {
    if let Err(error) = transaction.rollback().await {
        tracing::warn!(%error, command = frame.meta.name, "the rollback failed; the driver drops the connection");
    }
}

/// Tells the hooks how it ended. A run that is committed cannot be undone by a hook that fails now, and its caller must
/// not be told that it failed.
#[inline]
fn ended<T, E>(frame: &Frame<'_>, outcome: Result<T, Failure<E>>) -> Result<T, Failure<E>> {
    match &outcome {
        Ok(_) => {
            let _ = frame.hooks().after(Transition::CommitTransaction, &());
            frame.hooks().end(Transition::Succeed);
        }
        Err(failure) => frame.hooks().end(ending(failure)),
    }
    outcome
}

/// Errors that were reported end in `failed`; bugs and broken storage end in `errored`.
const fn ending<E>(failure: &Failure<E>) -> Transition {
    match failure {
        Failure::Own(_) => Transition::Fail,
        Failure::Fault(fault) => match fault.kind() {
            FaultKind::Inputs(_)
            | FaultKind::Reported(_)
            | FaultKind::Subcommand(_)
            | FaultKind::Refused(_)
            | FaultKind::Timeout
            | FaultKind::Cancelled
            | FaultKind::InvalidJson(_) => Transition::Fail,
            FaultKind::Storage(_) | FaultKind::TooDeep | FaultKind::Panicked(_) | FaultKind::BadResult(_) => {
                Transition::Error
            }
        },
    }
}
