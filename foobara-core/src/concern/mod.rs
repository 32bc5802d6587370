//! Concerns go around runs, and may wait: timeouts, retries, caches.
//!
//! A [`Concern`] is given to an app, a domain or a command; [`Around`] is what it sees of a run. What is added later
//! goes around what was added before; a command's own are innermost, then come its domain's, then the app's.

mod around;
mod attempt;
mod canonical;
mod concern;
mod concerns;
mod erased;
mod place;
mod typed;

pub mod audit;
#[cfg(feature = "cache")]
pub mod cache;

pub use audit::{Audit, AuditEntry, AuditMemory, AuditSink, AuditTracing};
#[cfg(feature = "cache")]
pub use cache::Cache;

pub use around::Around;
pub use concern::{Concern, Subject};
pub(crate) use concerns::{Concerns, Stack, Stacks};
pub(crate) use erased::run as run_erased;
pub use place::Place;
pub(crate) use typed::{below, execute, root};
