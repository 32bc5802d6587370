use std::fmt;

use super::AuditSink;

/// Writes down who asked for what; see [the module](super).
#[must_use = "it does nothing until it is put around commands"]
pub struct Audit {
    pub(super) sink: Box<dyn AuditSink>,
    pub(super) only_writes: bool,
}

impl Audit {
    /// Writes down every run.
    pub fn to(sink: impl AuditSink) -> Self {
        Self {
            sink: Box::new(sink),
            only_writes: false,
        }
    }

    /// Writes down only runs of commands that may change something.
    pub fn only_writes(self) -> Self {
        Self {
            only_writes: true,
            ..self
        }
    }
}

impl fmt::Debug for Audit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Audit")
            .field("only_writes", &self.only_writes)
            .finish_non_exhaustive()
    }
}
