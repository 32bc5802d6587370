use std::sync::atomic::{AtomicU32, Ordering};

/// What has been done that a rollback does not undo, counted.
#[derive(Debug, Default)]
pub(crate) struct Marks(AtomicU32);

impl Marks {
    pub(crate) const fn new() -> Self {
        Self(AtomicU32::new(0))
    }

    pub(crate) fn leave_traces(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns how often something was done that lasts.
    pub(crate) fn traces(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}
