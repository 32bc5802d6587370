use std::time::Instant;

use tokio_util::sync::CancellationToken;

use crate::{
    fault::{Fault, FaultKind},
    ports::Clock,
};

/// Waits for `work`, unless the deadline passes or the run is cancelled first.
pub(crate) async fn race<T>(
    clock: &dyn Clock,
    deadline: Option<Instant>,
    cancel: Option<&CancellationToken>,
    work: impl Future<Output = T> + Send,
) -> Result<T, Fault> {
    let past_deadline = async {
        match deadline {
            Some(deadline) => clock.sleep_until(deadline).await,
            None => std::future::pending().await,
        }
    };
    let cancelled = async {
        match cancel {
            Some(cancel) => cancel.cancelled().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        biased;
        done = work => Ok(done),
        () = cancelled => Err(FaultKind::Cancelled.into()),
        () = past_deadline => Err(FaultKind::Timeout.into()),
    }
}
