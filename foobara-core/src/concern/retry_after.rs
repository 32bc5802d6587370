//! Errors that say when to come back: the fact `retry_after`, in whole seconds.

use std::time::Duration;

use foobara_types::{Attribute, ErrorKind, ErrorReport};
use serde_json::json;

use crate::__private::{Presence, attribute};

/// What the context of such an error holds.
pub(super) const CONTEXT: &[Attribute] = &[attribute::<Option<u64>>(
    "retry_after",
    Some("When it is worth another attempt, in seconds; absent when that is not known"),
    &[],
    None,
    Presence::Typed,
)];

/// Returns an error with the time to wait, and in its message a sentence about that.
pub(super) fn report(
    symbol: &'static str,
    what: &str,
    kind: ErrorKind,
    wait: Option<Duration>,
) -> ErrorReport {
    let Some(wait) = wait else {
        return ErrorReport::runtime(symbol, format!("{what}; try again later")).of_kind(kind);
    };
    let seconds = whole_seconds(wait);
    let noun = if seconds == 1 { "second" } else { "seconds" };
    ErrorReport::runtime(symbol, format!("{what}; try again in {seconds} {noun}"))
        .with_context(json!({ "retry_after": seconds }))
        .of_kind(kind)
}

/// A second too many does no harm, and one too few does.
fn whole_seconds(wait: Duration) -> u64 {
    let begun = u64::from(wait.subsec_nanos() > 0);
    wait.as_secs().saturating_add(begun).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_that_have_begun_count_as_whole_ones() {
        for (millis, seconds) in [(0, 1), (1, 1), (1000, 1), (1001, 2), (59_999, 60)] {
            assert_eq!(whole_seconds(Duration::from_millis(millis)), seconds);
        }
        assert_eq!(whole_seconds(Duration::MAX), u64::MAX);
    }
}
