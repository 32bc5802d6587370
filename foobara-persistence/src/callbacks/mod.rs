//! What is told of records while runs fetch and change them.
//!
#![doc = include_str!("../../docs/callbacks.md")]

mod record_event;
mod refused;
mod settled;
mod watched;
mod watches;

pub use record_event::{Changed, RecordEvent};
pub use refused::Refused;
pub use settled::Settled;
pub use watched::Watched;
pub(crate) use watches::{Happened, Tell, Watches};
