//! Futures that are polled so many times and then dropped.

use std::{future::poll_fn, pin::pin, task::Poll};

/// Polls a future up to `polls` times, ready or not, and drops it; returns what came of it if it was done by then.
pub async fn poll_and_drop<T>(work: impl Future<Output = T>, polls: usize) -> Option<T> {
    let mut work = pin!(work);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        context.waker().wake_by_ref();
        work.as_mut().poll(context).map(Some)
    })
    .await
}
