//! The state of a run: what its whole tree of commands shares, and each command's place in it.

mod access;
mod broken;
mod effects;
mod frame;
mod marks;
mod options;
mod race;
mod record;
mod run;
mod unfinished;
mod watch;

pub use access::StorageAccess;
use broken::Broken;
pub use effects::{Policy, PortCall, Subcommand};
pub(crate) use frame::{DEEPEST, Frame};
pub(crate) use marks::Marks;
pub use options::{Gate, RunOptions};
pub(crate) use race::race;
pub use record::{RunRecord, Step};
pub(crate) use run::Run;
pub(crate) use unfinished::Unfinished;
pub(crate) use watch::{Inputs, Watch};
