//! The state of a run: what its whole tree of commands shares, and each command's place in it.

mod access;
mod frame;
mod marks;
mod options;
mod race;
mod record;
mod run;
mod unfinished;
mod watch;

pub use access::StorageAccess;
pub(crate) use frame::Frame;
pub(crate) use marks::Marks;
pub use options::{Gate, RunOptions};
pub(crate) use race::race;
pub use record::{RunRecord, Step};
pub(crate) use run::Run;
pub(crate) use unfinished::Unfinished;
pub(crate) use watch::Watch;
