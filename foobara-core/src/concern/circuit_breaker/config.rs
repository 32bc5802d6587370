use std::time::Duration;

use foobara_types::ErrorReport;

use super::{Circuits, circuit::Rule, errors};

/// Leaves a command alone for a while after it has failed too often. See [the module](super).
#[derive(Debug, Clone)]
#[must_use = "it goes around commands once it is attached to some"]
pub struct CircuitBreaker {
    pub(super) rule: Rule,
    pub(super) counts: fn(&ErrorReport) -> bool,
    pub(super) circuits: Circuits,
}

impl Default for CircuitBreaker {
    fn default() -> Self {
        Self::new()
    }
}

impl CircuitBreaker {
    /// Opens after five failures in a row, for 30 seconds, and closes after one probe that goes well.
    pub fn new() -> Self {
        Self {
            rule: Rule {
                failures: 5,
                within: None,
                open_for: Duration::from_secs(30),
                probes: 1,
            },
            counts: errors::counts,
            circuits: Circuits::default(),
        }
    }

    /// Opens after so many failures; at least 1.
    pub const fn failures(mut self, failures: u32) -> Self {
        self.rule.failures = failures;
        self
    }

    /// Counts the failures of the last while, whatever went well in between; those in a row, unless this is said.
    pub const fn within(mut self, window: Duration) -> Self {
        self.rule.within = Some(window);
        self
    }

    /// Stays open for so long before the first probe.
    pub const fn open_for(mut self, open_for: Duration) -> Self {
        self.rule.open_for = open_for;
        self
    }

    /// Lets so many runs through while it is half-open, and closes once so many have gone well; at least 1.
    pub const fn probes(mut self, probes: u32) -> Self {
        self.rule.probes = probes;
        self
    }

    /// Counts a run as a failure if one of its errors is one of these.
    pub const fn counts(mut self, counts: fn(&ErrorReport) -> bool) -> Self {
        self.counts = counts;
        self
    }

    /// Returns the way to its circuits, to be kept before it is attached.
    pub fn circuits(&self) -> Circuits {
        self.circuits.clone()
    }
}
