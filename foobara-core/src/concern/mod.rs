//! Concerns go around runs, and may wait: timeouts, retries, caches.
//!
//! A [`Concern`] is given to an app, a domain or a command; [`Around`] is what it sees of a run. What is added later
//! goes around what was added before; a command's own are innermost, then come its domain's, then the app's. So a timeout
//! that is added before a retry is for each attempt, and one that is added after it is for all of them.
//!
//! Those below are there to be used; each module says what its concern promises, and what not. Their settings are checked
//! when an app is built, and what they fail runs with is in the manifest.
//!
//! | concern | what it does | the error it adds |
//! |---|---|---|
//! | [`Timeout`] | sets a deadline | `timeout` |
//! | [`Retry`] | tries again after errors that may be gone a little later | |
//! | [`Fallback`] | answers in the place of a command that failed | |
//! | [`CircuitBreaker`] | leaves alone for a while what keeps failing | `circuit_open` |
//! | `RateLimit` (feature `rate-limit`) | refuses what is asked for too often | `rate_limited` |
//! | [`Bulkhead`] | refuses what would be too much at once | `overloaded` |
//! | `Cache` (feature `cache`) | remembers the answers of commands that change nothing | |
//! | `Idempotency` (feature `idempotency` of the persistence crate) | one effect for each key that a caller chose | `idempotency_key_in_use`, `_reused`, `_invalid` |
//! | [`Audit`] | writes down who asked for what, and what came of it | |
//! | [`Tracing`] | gives each run a span | |
//! | `Metrics` (feature `metrics`) | counts runs and measures them | |

mod around;
mod attempt;
mod canonical;
mod concern;
mod concerns;
mod erased;
mod place;
mod subject;
mod typed;
mod work;

pub mod bulkhead;
pub mod circuit_breaker;
pub mod fallback;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg(feature = "rate-limit")]
pub mod rate_limit;
pub mod retry;
pub mod timeout;
pub mod tracing;

mod ending;
mod retry_after;

pub mod audit;
#[cfg(feature = "cache")]
pub mod cache;
#[cfg(test)]
mod fixture;

pub use audit::{Audit, AuditEntry, AuditMemory, AuditSink, AuditTracing};
#[cfg(feature = "cache")]
pub use cache::Cache;

pub use around::Around;
pub use concern::Concern;
pub(crate) use concerns::{Concerns, Stack, Stacks};
pub(crate) use erased::{below as below_erased, run as run_erased};
pub use place::Place;
pub use subject::Subject;
pub(crate) use typed::{below, execute, root};

pub use bulkhead::Bulkhead;
pub use circuit_breaker::{CircuitBreaker, CircuitState, Circuits};
pub use fallback::Fallback;
#[cfg(feature = "metrics")]
pub use metrics::Metrics;
#[cfg(feature = "rate-limit")]
pub use rate_limit::{LimitBy, RateLimit};
pub use retry::{Backoff, Retry};
pub use timeout::Timeout;
pub use tracing::Tracing;
