//! Futures that are polled so many times and then dropped.

use std::{future::poll_fn, pin::pin, task::Poll};

/// Polls a future up to `polls` times and drops it; returns what came of it, if it was done by then.
pub(crate) async fn poll_and_drop<T>(work: impl Future<Output = T>, polls: usize) -> Option<T> {
    let mut work = pin!(work);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            // The last poll is not waited for.
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}
