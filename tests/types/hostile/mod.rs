//! What hostile inputs cannot do: take the process down, or more than their share of time.

use std::time::{Duration, Instant};

mod command;
mod declarations;
mod keys;
mod recursion;
mod text;

/// Many times what anything below takes, and far less than it would take in quadratic time.
const LONG: Duration = Duration::from_secs(20);

/// What the clock says, which no port can hold still here.
#[expect(
    clippy::disallowed_methods,
    reason = "these tests measure real time, outside of any app"
)]
fn now() -> Instant {
    Instant::now()
}

/// Does something, and complains when it takes too long.
#[track_caller]
pub(super) fn quickly<R>(what: &str, work: impl FnOnce() -> R) -> R {
    let start = now();
    let result = work();
    let taken = start.elapsed();
    assert!(taken < LONG, "{what} took {taken:?}");
    result
}
