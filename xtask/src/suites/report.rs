//! What the command prints.

use std::fmt;

/// The surprises of both suites, one a line, and the counts in the last line.
#[derive(Debug)]
pub(super) struct Report {
    /// How many files of JSON there were.
    pub(super) files: usize,
    /// What surprises in them.
    pub(super) json: Vec<String>,
    /// How many strings there were.
    pub(super) strings: usize,
    /// How many types they went through.
    pub(super) types: usize,
    /// What surprises in the strings.
    pub(super) texts: Vec<String>,
}

impl Report {
    /// Returns whether there is a surprise.
    pub(super) fn fails(&self) -> bool {
        !(self.json.is_empty() && self.texts.is_empty())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for surprise in self.json.iter().chain(&self.texts) {
            writeln!(f, "{surprise}")?;
        }
        writeln!(
            f,
            "json: {} files, {} surprises; strings: {} × {} types, {} surprises",
            self.files,
            self.json.len(),
            self.strings,
            self.types,
            self.texts.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_come_last() {
        let report = Report {
            files: 3,
            json: vec!["y_a.json as integer: panicked: oh".to_owned()],
            strings: 4,
            types: 5,
            texts: Vec::new(),
        };
        assert_eq!(
            report.to_string(),
            "y_a.json as integer: panicked: oh\n\
             json: 3 files, 1 surprises; strings: 4 × 5 types, 0 surprises\n"
        );
        assert!(report.fails());
        let quiet = Report {
            json: Vec::new(),
            ..report
        };
        assert!(!quiet.fails());
    }
}
