//! Records in the memory of the process: for tests, examples, and what need not last.
//!
//! Units that write run one after the other, units that read beside each other; each sees one state from its first
//! step to its end. A unit waits for its turn for as long as it takes, so a run must not start another run that writes
//! from within.

mod session;
mod store;

pub use store::MemoryStore;
