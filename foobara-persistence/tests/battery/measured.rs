//! How much of the full figure is tried, and what comes of it.

use std::{env, fs::OpenOptions, io::Write, time::Duration};

use crate::drivers::Driver;

/// The variable of the environment that says which percentage of the full figures is tried.
const PERCENT: &str = "FOOBARA_BATTERY";

/// The variable of the environment that names the file to which results are appended.
const REPORT: &str = "FOOBARA_BATTERY_REPORT";

/// A claim about every driver, and what one trial of it is.
pub(crate) struct Property {
    /// The name of its tests, in which `DRIVER` stands for that of the driver.
    pub(crate) test: &'static str,
    /// The claim.
    pub(crate) claim: &'static str,
    /// What is counted.
    pub(crate) trials: &'static str,
}

/// What came of trying a property on a driver.
pub(crate) struct Measured {
    property: &'static Property,
    driver: &'static Driver,
    trials: u32,
    violations: Vec<String>,
}

impl Measured {
    pub(crate) const fn new(property: &'static Property, driver: &'static Driver) -> Self {
        Self {
            property,
            driver,
            trials: 0,
            violations: Vec::new(),
        }
    }

    /// Counts trials.
    pub(crate) const fn tried(&mut self, trials: u32) {
        self.trials += trials;
    }

    /// Notes that the property does not hold.
    pub(crate) fn violation(&mut self, what: impl Into<String>) {
        self.violations.push(what.into());
    }

    /// Notes what does not hold, if something does not.
    pub(crate) fn check(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.violation(what());
        }
    }

    /// Takes over the violations of one trial.
    pub(crate) fn take(&mut self, trial: &str, other: Self) {
        self.violations.extend(
            other
                .violations
                .into_iter()
                .map(|violation| format!("{trial}: {violation}")),
        );
    }

    /// Reports.
    ///
    /// # Panics
    ///
    /// When there are violations.
    pub(crate) fn end(self) {
        let Property { test, claim, trials } = self.property;
        let (driver, count) = (self.driver.name, self.violations.len());
        let test = test.replace("DRIVER", driver);
        let line = format!("{claim}\t{driver}\t{} {trials}\t{count}\t{test}\n", self.trials);
        if let Some(path) = env::var_os(REPORT) {
            let file = OpenOptions::new().create(true).append(true).open(path);
            file.and_then(|mut file| file.write_all(line.as_bytes()))
                .expect("the report is written");
        }
        assert!(
            self.violations.is_empty(),
            "{claim}: {count} violations by {driver}, of {} {trials}:\n{}",
            self.trials,
            self.violations.join("\n")
        );
    }
}

/// Returns the share of a full figure that is tried, at least one.
pub(crate) fn share_of(full: u32) -> u32 {
    share(full, percent().unwrap_or(1))
}

/// Returns how long what is not held up takes at most. Without the variable the machine is busy with other tests.
pub(crate) fn at_once() -> Duration {
    Duration::from_secs(if percent().is_some() { 1 } else { 10 })
}

fn percent() -> Option<u32> {
    let percent = env::var(PERCENT).ok()?;
    Some(
        percent
            .parse()
            .unwrap_or_else(|_| panic!("{PERCENT} is a whole number of per cent, not {percent:?}")),
    )
}

fn share(full: u32, percent: u32) -> u32 {
    let share = u64::from(full) * u64::from(percent) / 100;
    u32::try_from(share).unwrap_or(u32::MAX).max(1)
}

#[test]
fn a_share_is_at_least_one() {
    assert_eq!(
        [share(10_000, 1), share(10, 1), share(10_000, 100), share(7, 200)],
        [100, 1, 10_000, 14]
    );
}
