//! What one run does with storage.
//!
//! Changes go to the session at once, so that whatever reads next sees them, and into a log beside it. A step that is
//! dropped half-way, as by `select!`, leaves open what the store has done: if it was going to change something, the
//! unit can then only be rolled back.

mod references;
mod state;
mod through;
mod transaction;
mod unit;
mod upkeep;
mod watch;

#[cfg(test)]
mod tests;

pub(crate) use through::refers_to_any;
pub use unit::UnitOfWork;
pub(crate) use upkeep::{Mark, is_same};
