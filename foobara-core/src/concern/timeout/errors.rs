use crate::possible::PossibleError;

/// Reported by the pipeline, wherever it looks at the deadline.
pub(super) const POSSIBLE: &[PossibleError] = &[PossibleError::runtime(
    "timeout",
    "The run took too long; nothing was changed",
    &[],
)];
