//! One file a workload: what is done with foobara, and the same by hand.

mod depth;
mod errors;
mod hooks;
mod json;
mod large;
mod list;
mod now;
pub mod scale;
mod stored;
mod typed;

pub use list::{Gate, Measure, Step, WORKLOADS, Workload, app};
