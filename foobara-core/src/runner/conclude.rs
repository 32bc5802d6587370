use crate::{
    fault::{Fault, FaultKind},
    lifecycle::Transition,
    outcome::Failure,
    run::Frame,
};

/// Makes a run last or undoes it. Only the root commits; a sub-command leaves that to it.
pub(crate) fn conclude<'a, T: Send, E: Send>(
    frame: &'a Frame<'a>,
    outcome: Result<T, Failure<E>>,
) -> impl Future<Output = Result<T, Failure<E>>> + Send + use<'a, T, E> {
    async move {
        let outcome = match outcome {
            Ok(output) => commit(frame).await.map(|()| output).map_err(Failure::Fault),
            failed => failed,
        };
        let end = outcome.as_ref().map_or_else(ending, |_| Transition::Succeed);
        if outcome.is_err() {
            roll_back(frame).await;
        }
        frame.end(end);
        outcome
    }
}

async fn commit(frame: &Frame<'_>) -> Result<(), Fault> {
    frame.before(Transition::CommitTransaction, None::<&()>)?;
    if frame.is_root && let Some(transaction) = frame.run.opened() {
        frame.run.interrupted()?;
        transaction.commit().await?;
    }
    // The run is committed: a hook that fails now cannot undo it, and a caller must not be told that it failed.
    let _ = frame.after(Transition::CommitTransaction, None::<&()>);
    Ok(())
}

async fn roll_back(frame: &Frame<'_>) {
    if frame.is_root
        && let Some(transaction) = frame.run.opened()
        && let Err(error) = transaction.rollback().await
    {
        tracing::warn!(%error, command = frame.meta.name, "the rollback failed; the driver drops the connection");
    }
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
            FaultKind::Storage(_) | FaultKind::TooDeep | FaultKind::Panicked(_) | FaultKind::BadResult(_) => Transition::Error,
        },
    }
}
