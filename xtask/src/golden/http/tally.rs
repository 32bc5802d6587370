//! The verdicts on the lines of a replay, and their sum.

use std::collections::BTreeMap;
use std::fmt;

use super::line::Line;
use crate::golden::counts::Counts;

/// What came of one line.
#[derive(Debug)]
pub(super) enum Verdict {
    /// The answer is the one to expect.
    Matched,
    /// It is another.
    Differs(String),
    /// It is another, which a quirk of Ruby's excuses.
    Quirk(String),
}

impl Verdict {
    /// Returns the verdict on a line whose answer differs so.
    pub(super) fn of(line: &Line, difference: Option<String>) -> Self {
        match (difference, &line.quirk) {
            (None, _) => Self::Matched,
            (Some(difference), None) => Self::Differs(difference),
            (Some(difference), Some(quirk)) => Self::Quirk(format!("{difference} (quirk {quirk})")),
        }
    }

    /// Returns what differs.
    pub(super) fn difference(&self) -> Option<&str> {
        match self {
            Self::Matched => None,
            Self::Differs(difference) | Self::Quirk(difference) => Some(difference),
        }
    }
}

/// How many lines matched, differ or are quirks, and how many differ of each action.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: Counts,
    actions: BTreeMap<String, ActionTally>,
}

#[derive(Debug, Default)]
struct ActionTally {
    differ: usize,
    lines: usize,
}

impl Tally {
    /// Counts the verdict on a line of an action.
    pub(super) fn count(&mut self, action: &str, verdict: &Verdict) {
        let of_action = self.actions.entry(action.to_owned()).or_default();
        of_action.lines += 1;
        match verdict {
            Verdict::Matched => self.counts.matched += 1,
            Verdict::Quirk(_) => self.counts.quirks += 1,
            Verdict::Differs(_) => {
                self.counts.differ += 1;
                of_action.differ += 1;
            }
        }
    }

    /// Returns whether an answer to a `run` request differs.
    pub(super) fn fails(&self) -> bool {
        self.actions.get("run").is_some_and(|run| run.differ > 0)
    }

    /// Returns one line: `run: 0 differ of 120, describe: 3 of 20`, with `run` first.
    pub(super) fn per_action(&self) -> String {
        let run = self.actions.get_key_value("run");
        let others = self.actions.iter().filter(|(action, _)| *action != "run");
        let actions = run
            .into_iter()
            .chain(others)
            .enumerate()
            .map(|(index, (action, tally))| {
                let action = if action.is_empty() { "(none)" } else { action };
                let differ = if index == 0 { " differ" } else { "" };
                format!("{action}: {}{differ} of {}", tally.differ, tally.lines)
            });
        actions.collect::<Vec<_>>().join(", ")
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(verdicts: &[(&str, Verdict)]) -> Tally {
        let mut tally = Tally::default();
        for (action, verdict) in verdicts {
            tally.count(action, verdict);
        }
        tally
    }

    #[test]
    fn reports_every_action_with_run_first() {
        let tally = tally(&[
            ("describe", Verdict::Differs(String::new())),
            ("run", Verdict::Matched),
            ("run", Verdict::Quirk(String::new())),
            ("", Verdict::Matched),
            ("describe", Verdict::Matched),
        ]);
        assert_eq!(
            tally.per_action(),
            "run: 0 differ of 2, (none): 0 of 1, describe: 1 of 2"
        );
        assert_eq!(tally.to_string(), "3 matched, 1 differ, 1 quirks");
        assert!(!tally.fails());
    }

    #[test]
    fn fails_when_a_run_differs() {
        let differs = || Verdict::Differs(String::new());
        let tally = tally(&[
            ("run", differs()),
            ("run", Verdict::Matched),
            ("list", Verdict::Matched),
            ("list", differs()),
            ("list", Verdict::Matched),
        ]);
        assert_eq!(tally.per_action(), "run: 1 differ of 2, list: 1 of 3");
        assert!(tally.fails());
    }
}
