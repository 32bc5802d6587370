use std::time::Instant;

use super::RunOptions;
use crate::{
    app::App,
    fault::{Fault, FaultKind},
};

/// Waits for `work`, unless the run is cancelled or its deadline passes first.
pub(crate) async fn race<T>(
    work: impl Future<Output = T> + Send,
    app: &App,
    options: &RunOptions,
    deadline: Option<Instant>,
) -> Result<T, Fault> {
    let past_deadline = async {
        match deadline {
            Some(deadline) => app.ports().clock.sleep_until(deadline).await,
            None => std::future::pending().await,
        }
    };
    let cancelled = async {
        match &options.cancel {
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
