use std::fs;

use super::{options::Options, outcome::Outcome, table::Table};
use crate::{
    servers::Servers,
    step::{self, Failure},
    workspace,
};

/// The tests of the battery, one after the other: they measure how long things take.
const LINE: [&str; 8] = [
    "test",
    "-p",
    "foobara-persistence",
    "--all-features",
    "--test",
    "battery",
    "--no-fail-fast",
    "--",
];

/// Tries what no driver may do, and prints a table of what came of it.
///
/// # Errors
///
/// When something did not hold, or could not be tried.
pub(crate) fn run(arguments: &[&str]) -> Result<(), Failure> {
    let options = Options::parse(arguments)?;
    let report = workspace::root().join("target/battery/storage.tsv");
    let failed = |error| Failure::new(format!("cannot write {}: {error}", report.display()));
    fs::create_dir_all(report.parent().expect("invariant: it is in a folder")).map_err(failed)?;
    fs::write(&report, "").map_err(failed)?;

    let servers = Servers::start()?;
    let (percent, path) = (options.percent.to_string(), report.to_string_lossy().into_owned());
    let mut environment = servers.environment();
    environment.push(("FOOBARA_BATTERY", &percent));
    environment.push(("FOOBARA_BATTERY_REPORT", &path));
    let line = [&LINE[..], &["--test-threads=1"]].concat();
    let tested = step::cargo("battery", &environment, &line);

    step::headline("battery: storage");
    let written = fs::read_to_string(&report).map_err(failed)?;
    print!("{}", Table::new(options.percent, Outcome::all(&written)));
    tested
}
