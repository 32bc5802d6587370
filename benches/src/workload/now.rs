//! Futures that are ready at once.

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

/// Polls a future once where it stands, as `.await` does: a call that took it over would move it first.
#[expect(clippy::inline_always, reason = "a call that is not inlined moves the future")]
#[inline(always)]
pub(super) fn now<F: Future>(future: F) -> Option<F::Output> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}
