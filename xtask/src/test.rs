//! `cargo xtask test`: every test there is.

use std::process::Stdio;

use crate::servers::Servers;
use crate::step::{self, Failure};
use crate::workspace;

/// Runs the tests, the documentation tests, and builds the examples.
pub(crate) fn run() -> Result<(), Failure> {
    step::headline("test: unit and integration tests, documentation tests, then the examples build");
    println!(
        "The tests need PostgreSQL, MariaDB and Redis, which are started here; SQLite is built in. A real MCP client is \
         brought from PyPI at the first run, which needs python3 with venv; some tests call curl, kill, sh and strace."
    );
    let servers = Servers::start()?;
    let environment = servers.environment();

    if has_nextest() {
        step::cargo(
            "tests",
            &environment,
            &["nextest", "run", "--workspace", "--all-features"],
        )?;
        step::cargo(
            "documentation tests",
            &environment,
            &["test", "--workspace", "--all-features", "--doc"],
        )?;
    } else {
        println!(
            "Missing: cargo-nextest. Plain `cargo test` replaces it, slower but no less strict; \
             `cargo install --locked cargo-nextest` brings it."
        );
        // Plain `cargo test` runs the documentation tests by itself.
        step::cargo(
            "tests and documentation tests",
            &environment,
            &["test", "--workspace", "--all-features"],
        )?;
    }
    drop(servers);
    step::cargo(
        "examples",
        &[],
        &["build", "--workspace", "--all-features", "--examples"],
    )
}

fn has_nextest() -> bool {
    workspace::cargo()
        .args(["nextest", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
