use std::sync::atomic::{AtomicBool, Ordering};

/// What an attempt has done that its rollback does not undo.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    has_left_traces: AtomicBool,
}

impl Marks {
    pub(crate) fn clear(&self) {
        self.has_left_traces.store(false, Ordering::Relaxed);
    }

    pub(crate) fn leave_traces(&self) {
        self.has_left_traces.store(true, Ordering::Relaxed);
    }

    pub(crate) fn has_left_traces(&self) -> bool {
        self.has_left_traces.load(Ordering::Relaxed)
    }
}
