use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Returns a time in milliseconds since 1970, as it is kept.
pub(super) fn milliseconds(time: SystemTime) -> i64 {
    length(time.duration_since(UNIX_EPOCH).unwrap_or_default())
}

/// Returns a length of time in milliseconds, or the most that can be kept.
pub(super) fn length(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}
