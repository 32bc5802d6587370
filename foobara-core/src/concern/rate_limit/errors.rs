use std::time::Duration;

use foobara_types::{ErrorKind, ErrorReport};

use crate::{concern::retry_after, possible::PossibleError};

pub(super) const POSSIBLE: &[PossibleError] = &[PossibleError::runtime(
    "rate_limited",
    "It is asked for too often",
    retry_after::CONTEXT,
)];

/// The limit is reached.
pub(super) fn rate_limited(wait: Duration) -> ErrorReport {
    let what = "This is asked for too often";
    retry_after::report("rate_limited", what, ErrorKind::TooMany, Some(wait))
}
