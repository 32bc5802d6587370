//! `cargo xtask bench`: what the framework costs.

use crate::step::{self, Failure};

/// Prints the table of ratios, instructions and allocations.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    step::cargo(
        "build",
        &[],
        &["build", "--profile", "bench", "-p", "foobara-benches", "--bins"],
    )?;
    let mut line = vec![
        "run",
        "--profile",
        "bench",
        "-p",
        "foobara-benches",
        "--bin",
        "table",
    ];
    if !arguments.is_empty() {
        line.push("--");
        line.extend(arguments);
    }
    step::cargo("table", &[], &line)
}

/// Prints the table, then runs the criterion benches with `arguments`.
pub(crate) fn run_with_criterion(arguments: &[&str]) -> Result<(), Failure> {
    run(&[])?;
    step::cargo(
        "criterion",
        &[],
        &[&["bench", "-p", "foobara-benches"], arguments].concat(),
    )
}
