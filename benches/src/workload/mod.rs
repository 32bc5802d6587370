//! One file a workload: what is done with foobara, and the same by hand.

mod depth;
mod errors;
mod hooks;
mod json;
mod large;
mod list;
pub mod scale;
mod typed;

pub use list::{Step, WORKLOADS, Workload, app};
