//! Numbers about runs: how many, how they ended, how long they took.
//!
//! They go to the recorder of the crate [metrics](https://docs.rs/metrics), which a program installs; without one they cost
//! little and go nowhere.
//!
//! | name | kind | labels | what |
//! |---|---|---|---|
//! | `foobara_runs_total` | counter | `command`, `outcome` | runs that have ended, sub-commands too |
//! | `foobara_run_seconds` | histogram | `command` | how long they took, by the clock of the app |
//!
//! `command` is the full name; `outcome` is `succeeded`, `failed`, `errored` for bugs, or `dropped` for runs that came to no
//! end. Nothing that a caller sends becomes a label.
//!
//! ```
//! use foobara::{App, concern::Metrics};
//!
//! let app = App::builder().concern(Metrics::new()).build()?;
//! # Ok::<(), foobara::BuildErrors>(())
//! ```

mod config;
mod layer;
#[cfg(test)]
mod tests;

pub use config::Metrics;
