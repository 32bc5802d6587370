/// What came of one property of one driver: a line of the report that the tests write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    /// The claim.
    pub(super) property: String,
    /// The name of the driver.
    pub(super) driver: String,
    /// How often it was tried, and what.
    pub(super) figure: String,
    /// How often it did not hold.
    pub(super) violations: u64,
    /// The name of the test.
    pub(super) test: String,
}

impl Outcome {
    /// Reads the lines of a report; what is none is left out.
    pub(super) fn all(report: &str) -> Vec<Self> {
        report.lines().filter_map(Self::read).collect()
    }

    fn read(line: &str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [property, driver, figure, violations, test] = fields[..] else {
            return None;
        };
        Some(Self {
            property: property.to_owned(),
            driver: driver.to_owned(),
            figure: figure.to_owned(),
            violations: violations.parse().ok()?,
            test: test.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_report() {
        let outcome = Outcome {
            property: "nothing is lost".to_owned(),
            driver: "files".to_owned(),
            figure: "10 kills".to_owned(),
            violations: 2,
            test: "kills::files".to_owned(),
        };
        let report = "nothing is lost\tfiles\t10 kills\t2\tkills::files\nno line\n";
        assert_eq!(Outcome::all(report), [outcome]);
    }
}
