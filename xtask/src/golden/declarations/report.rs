//! What a replay prints.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::decision::decision;
use super::group::Group;
use super::line::Line;
use super::mismatch::Mismatch;
use super::options::Options;
use super::outcome::Outcome;
use super::quirks::Quirks;
use crate::golden::counts::Counts;

/// What came of every line of a corpus.
#[derive(Debug, Default)]
pub(super) struct Report<'a> {
    counts: Counts,
    mismatches: Vec<(&'a Line, Mismatch)>,
    quirks: Quirks<'a>,
}

impl<'a> Report<'a> {
    /// Processes every line. A line with a quirk counts as one whatever comes of it,
    /// and so does one that differs since we decided otherwise.
    pub(super) fn of(
        lines: &'a [Line],
        process: impl Fn(&Line) -> Outcome,
        is_type: impl Fn(&str) -> bool,
    ) -> Self {
        let mut report = Self::default();
        for line in lines {
            report.add(line, process(line), &is_type);
        }
        report
    }

    /// Returns whether a line differs.
    pub(super) fn fails(&self) -> bool {
        self.counts.differ > 0
    }

    /// Returns all that is to be printed: the differences, the quirks when asked for, and the counts in the last line.
    pub(super) fn text(&self, options: &Options) -> String {
        let mut text = if options.grouped {
            self.grouped()
        } else {
            self.one_by_one()
        };
        if options.quirks {
            text += &self.quirks.to_string();
        }
        format!("{text}{}\n", self.counts)
    }

    fn add(&mut self, line: &'a Line, outcome: Outcome, is_type: impl Fn(&str) -> bool) {
        if let Some(quirk) = &line.quirk {
            return self.add_quirk(quirk, line, outcome);
        }
        let Some(mismatch) = Mismatch::of(line, &outcome) else {
            self.counts.matched += 1;
            return;
        };
        match decision(line, &outcome, &mismatch, is_type) {
            Some(decision) => self.add_quirk(decision, line, outcome),
            None => {
                self.counts.differ += 1;
                self.mismatches.push((line, mismatch));
            }
        }
    }

    fn add_quirk(&mut self, quirk: &'a str, line: &'a Line, outcome: Outcome) {
        self.counts.quirks += 1;
        self.quirks.add(quirk, line, outcome);
    }

    fn one_by_one(&self) -> String {
        let lines = self.mismatches.iter();
        lines
            .map(|(line, mismatch)| format!("{line}\n    {}\n", mismatch.text))
            .collect()
    }

    /// The largest group first, and each with the first of its lines.
    fn grouped(&self) -> String {
        let mut groups = BTreeMap::<&Group, Vec<_>>::new();
        for (line, mismatch) in &self.mismatches {
            groups
                .entry(&mismatch.group)
                .or_default()
                .push((line, &mismatch.text));
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|(_, lines)| Reverse(lines.len()));

        groups
            .into_iter()
            .filter_map(|(group, lines)| {
                let (line, difference) = lines.first()?;
                let count = lines.len();
                Some(format!("{count} {group}\n    {line}\n    {difference}\n"))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use serde_json::json;

    use super::*;

    /// Lines that all come out as `5`.
    fn lines() -> Vec<Line> {
        [
            r#"{"id":1,"declaration":"integer","value":"5","ok":5.0}"#,
            r#"{"id":2,"declaration":"string","value":5,"ok":"5"}"#,
            r#"{"id":3,"declaration":"integer","value":6,"ok":6}"#,
            r#"{"id":4,"declaration":"integer","value":7,"ok":7}"#,
            r#"{"id":5,"declaration":"integer","value":1E2,"errors":[],"quirk":"integral_float_refused"}"#,
            r#"{"id":6,"declaration":[],"declaration_ok":true}"#,
        ]
        .iter()
        .map(|line| Line::parse(line).expect("the line is well formed"))
        .collect()
    }

    fn text(lines: &[Line], grouped: bool, quirks: bool) -> String {
        let report = Report::of(lines, |_| Outcome::Result(json!(5)), |_| false);
        report.text(&Options {
            corpus: PathBuf::new(),
            grouped,
            quirks,
        })
    }

    #[test]
    fn prints_every_line_that_differs_and_the_counts_last() {
        assert_eq!(
            text(&lines(), false, false),
            "2 \"string\" <- 5\n    \
             expected result \"5\", came 5\n\
             3 \"integer\" <- 6\n    \
             expected result 6, came 5\n\
             4 \"integer\" <- 7\n    \
             expected result 7, came 5\n\
             2 matched, 3 differ, 1 quirks\n"
        );
    }

    #[test]
    fn groups_differences_and_adds_the_quirks() {
        assert_eq!(
            text(&lines(), true, true),
            "2 integer: expected ok, came another result\n    \
             3 \"integer\" <- 6\n    \
             expected result 6, came 5\n\
             1 string: expected ok, came another result\n    \
             2 \"string\" <- 5\n    \
             expected result \"5\", came 5\n\
             integral_float_refused: 0 as recorded, 1 otherwise\n    \
             5 \"integer\" <- 1E2\n    \
             expected errors [], came result 5\n\
             2 matched, 3 differ, 1 quirks\n"
        );
    }

    #[test]
    fn fails_when_a_line_differs() {
        let lines = lines();
        let fails = |lines: &[Line]| Report::of(lines, |_| Outcome::Result(json!(5)), |_| false).fails();
        assert!(fails(&lines));
        assert!(!fails(&lines[..1]));
        assert!(!fails(&lines[4..]));
        assert_eq!(text(&[], true, true), "0 matched, 0 differ, 0 quirks\n");
    }
}
