use std::fmt;

use super::outcome::Outcome;

/// Outcomes as a table, by property and driver, each with the command that tries it again.
#[derive(Debug)]
pub(super) struct Table {
    percent: u32,
    outcomes: Vec<Outcome>,
}

const HEAD: [&str; 5] = ["property", "driver", "figure", "violations", "command"];

impl Table {
    pub(super) fn new(percent: u32, mut outcomes: Vec<Outcome>) -> Self {
        outcomes.sort_by(|one, other| (&one.property, &one.driver).cmp(&(&other.property, &other.driver)));
        Self { percent, outcomes }
    }

    fn rows(&self) -> Vec<[String; 5]> {
        let row = |outcome: &Outcome| {
            [
                outcome.property.clone(),
                outcome.driver.clone(),
                outcome.figure.clone(),
                outcome.violations.to_string(),
                command(self.percent, &outcome.test),
            ]
        };
        self.outcomes.iter().map(row).collect()
    }
}

/// The features are those that the battery is built with, so that nothing is built anew.
fn command(percent: u32, test: &str) -> String {
    format!(
        "FOOBARA_BATTERY={percent} cargo test -p foobara-persistence --all-features --test battery {test}"
    )
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| {} |", HEAD.join(" | "))?;
        writeln!(formatter, "|{}", "---|".repeat(HEAD.len()))?;
        for row in self.rows() {
            writeln!(formatter, "| {} |", row.join(" | "))?;
        }
        let violations: u64 = self.outcomes.iter().map(|outcome| outcome.violations).sum();
        writeln!(
            formatter,
            "\n{violations} violations in {} rows",
            self.outcomes.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_how_to_try_again() {
        let outcomes = Outcome::all(
            "nothing is lost\tsqlite\t10 kills\t2\tkills::sqlite\nnothing is lost\tfiles\t9 kills\t0\tkills::files\n",
        );
        assert_eq!(
            Table::new(1, outcomes).to_string(),
            "| property | driver | figure | violations | command |\n\
             |---|---|---|---|---|\n\
             | nothing is lost | files | 9 kills | 0 | FOOBARA_BATTERY=1 cargo test -p foobara-persistence \
             --all-features --test battery kills::files |\n\
             | nothing is lost | sqlite | 10 kills | 2 | FOOBARA_BATTERY=1 cargo test -p foobara-persistence \
             --all-features --test battery kills::sqlite |\n\
             \n2 violations in 2 rows\n"
        );
    }
}
