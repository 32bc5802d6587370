use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use super::AuditEntry;
use crate::BoxFuture;

/// Where entries are written. The caller of a run waits for it, so one that is slow should queue them; and it cannot fail
/// the run, which is over, so it must see to its own errors.
pub trait AuditSink: Send + Sync + 'static {
    /// Writes an entry.
    fn write(&self, entry: AuditEntry) -> BoxFuture<'_, ()>;
}

/// Writes entries to the log, as events of `tracing` at the level of information whose target is `foobara::audit`.
#[derive(Debug, Clone, Copy, Default)]
pub struct AuditTracing;

impl AuditSink for AuditTracing {
    fn write(&self, entry: AuditEntry) -> BoxFuture<'_, ()> {
        tracing::info!(
            target: "foobara::audit",
            command = entry.command.reference(),
            caller = entry.caller.as_deref(),
            inputs = entry.inputs.as_ref().map(ToString::to_string),
            changes = serde_json::to_string(&entry.changes).unwrap_or_default(),
            errors = entry.errors.join(", "),
            took = ?entry.took,
            "{}", if entry.is_ok() { "succeeded" } else { "failed" }
        );
        Box::pin(std::future::ready(()))
    }
}

/// Keeps entries in memory, for tests. Clones are the same memory.
#[derive(Clone, Default)]
pub struct AuditMemory(Arc<Mutex<Vec<AuditEntry>>>);

impl AuditMemory {
    /// Returns a memory without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the entries so far, in the order in which the runs ended.
    pub fn entries(&self) -> Vec<AuditEntry> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl AuditSink for AuditMemory {
    fn write(&self, entry: AuditEntry) -> BoxFuture<'_, ()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
        Box::pin(std::future::ready(()))
    }
}

impl fmt::Debug for AuditMemory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.entries()).finish()
    }
}
