//! `cargo xtask ci`: all that a change must pass, the fast checks first.

use crate::golden;
use crate::step::{self, Failure};
use crate::test;
use crate::tidy;

/// Runs every check and stops at the first that fails.
pub(crate) fn run() -> Result<(), Failure> {
    step::cargo("format", &[], &["fmt", "--all", "--check"])?;
    step::headline("tidy");
    tidy::run()?;
    step::cargo(
        "lints",
        &[],
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
    )?;
    test::run()?;
    step::cargo(
        "documentation",
        &[("RUSTDOCFLAGS", "-D warnings")],
        &["doc", "--workspace", "--all-features", "--no-deps"],
    )?;
    step::headline("golden http");
    golden::http(&golden::default_corpus())?;
    step::headline("golden declarations");
    golden::declarations(&[])?;

    step::headline("everything passed");
    Ok(())
}
