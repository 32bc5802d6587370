//! The workloads that foobara is measured by, each beside a hand-written baseline.
//!
//! `cargo xtask bench` prints the table of ratios; `cargo bench -p foobara-benches` runs the same under criterion.

#![recursion_limit = "512"]

pub mod workload;
