//! The state of a run: what its whole tree of commands shares, and each command's place in it.

mod access;
mod frame;
mod options;
mod record;
mod run;
mod watch;

pub use access::StorageAccess;
pub(crate) use frame::Frame;
pub use options::{Gate, RunOptions};
pub use record::{RunRecord, Step};
pub(crate) use run::Run;
pub(crate) use watch::Watch;
