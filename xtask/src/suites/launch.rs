//! `cargo xtask suites`, when this build knows no commands and optional types: one that does takes over.

use crate::step::{self, Failure};

/// Builds and runs the command with the feature it needs.
pub(crate) fn suites(arguments: &[&str]) -> Result<(), Failure> {
    let this = [
        "run",
        "--quiet",
        "--package",
        "xtask",
        "--features",
        "suites",
        "--",
        "suites",
    ];
    step::cargo("suites", &[], &[&this, arguments].concat())
}
