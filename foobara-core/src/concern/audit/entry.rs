use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use serde_json::Value;

use crate::{command::CommandMeta, recorded::RecordedChange};

/// Who asked for what, and what came of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct AuditEntry {
    /// When it was asked for.
    pub at: SystemTime,
    /// How long it took.
    pub took: Duration,
    /// Who asked, as the id of a user; `None` for a caller that is not known.
    pub caller: Option<Arc<str>>,
    /// What was asked for.
    pub command: &'static CommandMeta,
    /// The inputs in their strict form, secrets left out; `None` when they were not acceptable.
    pub inputs: Option<Value>,
    /// What became of the records that were changed, in the order in which they were first touched; none when it failed.
    pub changes: Vec<RecordedChange>,
    /// The keys of the errors it failed with; none when it succeeded.
    pub errors: Vec<String>,
}

impl AuditEntry {
    /// Returns whether the run succeeded.
    pub const fn is_ok(&self) -> bool {
        self.errors.is_empty()
    }
}
