use foobara_types::{ErrorKind, ErrorReport};

use crate::possible::PossibleError;

pub(super) const POSSIBLE: &[PossibleError] = &[PossibleError::runtime(
    "overloaded",
    "Too much is going on at once",
    &[],
)];

/// There is no place left.
pub(super) fn overloaded() -> ErrorReport {
    ErrorReport::runtime("overloaded", "Too much is going on at once; try again later")
        .of_kind(ErrorKind::Unavailable)
}
