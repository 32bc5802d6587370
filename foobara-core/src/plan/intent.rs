use std::sync::Arc;

use super::{Agreement, Frozen};

/// What is to become of what a run does.
#[derive(Clone, Default)]
pub(crate) enum Intent {
    /// It lasts, if the run succeeds.
    #[default]
    Act,
    /// It is undone and shown.
    Plan(Arc<Frozen>),
    /// It lasts, if the run succeeds and does what was planned.
    Apply(Arc<Agreement>),
}

impl Intent {
    /// A run begins; it may be one of several, as when a concern tries again.
    pub(crate) fn begin(&self) {
        if let Some(frozen) = self.frozen() {
            frozen.rewind();
        }
        if let Self::Apply(agreement) = self {
            agreement.rewind();
        }
    }

    /// Returns what is fixed of the world outside the storage.
    #[inline]
    pub(crate) fn frozen(&self) -> Option<&Frozen> {
        match self {
            Self::Act => None,
            Self::Plan(frozen) => Some(frozen),
            Self::Apply(agreement) => Some(agreement.frozen()),
        }
    }
}
